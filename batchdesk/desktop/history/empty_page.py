"""What the history shows where there is nothing to show: why, and the way back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.words.catalogue import translate


class EmptyPage(QWidget):
    """In the place of the table."""

    all_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._why = plain_label()
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clear = QPushButton(translate("History", "Show all"))
        self._clear.clicked.connect(self.all_asked)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self._clear)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(self._why)
        column.addLayout(row)
        column.addStretch(3)

    def say_why(self, *, filtered: bool) -> None:
        """Say whether the filters leave nothing, or nothing was ever watched."""
        self._why.setText(
            translate("History", "Nothing was found. Fewer filters, or fewer words, find more.")
            if filtered
            else translate("History", "Nothing was watched yet. What is added to the table stays here for ever.")
        )
        self._clear.setVisible(filtered)
