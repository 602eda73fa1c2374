"""What is shown and what is not: the language of the search box, and the counts beside it."""
