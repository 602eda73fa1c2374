"""Putting batches into the table: pasted, typed, dropped, linked."""
