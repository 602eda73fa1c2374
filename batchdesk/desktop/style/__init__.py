"""Colours, fonts, icons and motion: how everything looks."""
