"""Where a form stands between what is beside it."""

from PySide6.QtWidgets import (
    QHBoxLayout,
    QWidget,
)


def between(*, left: int, widget: QWidget, right: int) -> QHBoxLayout:
    """`widget` between stretches. An alignment would ask it how high it is across the whole window, and cut it off."""
    row = QHBoxLayout()
    row.addStretch(left)
    row.addWidget(widget)
    row.addStretch(right)
    return row
