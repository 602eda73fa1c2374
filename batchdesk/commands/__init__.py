"""The commands, and nothing but their arguments: what they do is in `terminal`, loaded when it is asked for."""
