"""The inbox: every end of a batch that was to be told, where it was shown, and why not."""
