"""The same engine without a screen: commands that watch, list, export and examine. Knows no Qt."""
