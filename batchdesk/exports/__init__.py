"""The history as files: CSV, JSON lines, Markdown, HTML. The same for window and terminal; without Qt."""
