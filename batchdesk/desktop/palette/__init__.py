"""Everything by name: the command palette, and the sheet of shortcuts."""
