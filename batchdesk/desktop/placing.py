"""Where widgets stand beside and below each other, and how large a dialog is at first."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

FRAME = QSize(16, 48)
"""What a desktop draws around a dialog, at most."""


def give_size(dialog: QWidget, width: int, height: int) -> None:
    """Make a dialog so large, or as large as the screen has room for: its buttons are at the bottom."""
    dialog.resize(QSize(width, height).boundedTo(dialog.screen().availableSize() - FRAME))


def between(*, left: int, widget: QWidget, right: int) -> QHBoxLayout:
    """`widget` between stretches. An alignment would ask it how high it is across the whole window, and cut it off."""
    row = QHBoxLayout()
    row.addStretch(left)
    row.addWidget(widget)
    row.addStretch(right)
    return row


def column(*parts: QWidget) -> QWidget:
    """The parts one below the other, without a gap; the last one gets the space."""
    result = QWidget()
    layout = QVBoxLayout(result)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    layout.setStretchFactor(parts[-1], 1)
    return result
