"""Charts as shapes: from numbers to rectangles, lines and texts, and from these to SVG. Without Qt.

The window paints the same shapes, so that what is saved or sent on looks like what was seen.
"""
