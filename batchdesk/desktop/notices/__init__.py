"""Telling an operator outside the window that a batch has ended."""
