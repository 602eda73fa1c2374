"""The live table and the batch that is chosen in it."""
