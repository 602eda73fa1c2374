"""The rail at the left: the views, and what the one in front can be narrowed to."""
