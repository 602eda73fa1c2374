"""Importing from the window: what is in the files is read and said first; nothing happens before it is confirmed."""
