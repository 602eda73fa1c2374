"""Exporting from the window: what, in which form, and where to; then with progress and a way to cancel."""
