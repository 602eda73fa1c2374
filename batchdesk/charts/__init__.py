"""Charts as shapes: from numbers to rectangles, lines and texts, and from these to SVG. Without Qt."""
