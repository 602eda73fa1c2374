"""What `history.py` and others measure on: a database as it is after years."""
