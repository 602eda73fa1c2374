"""Contrast as WCAG 2 counts it, and how much of it is enough."""

from PySide6.QtGui import QColor

ENOUGH = 4.5
"""For a text."""
ENOUGH_FOR_AN_EDGE = 3.0
"""For the edge of a control."""


def contrast(one: str, other: str) -> float:
    """Between two colours, `#RRGGBB` each: 1 … 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    def linear(part: float) -> float:
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    parts = QColor(colour)
    return 0.2126 * linear(parts.redF()) + 0.7152 * linear(parts.greenF()) + 0.0722 * linear(parts.blueF())
