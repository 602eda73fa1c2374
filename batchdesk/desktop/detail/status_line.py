"""How a batch stands, on one line: the shape of its status and the words for it."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.watching import status_icons
from batchdesk.desktop.watching.delegates import ICON_SIZE
from batchdesk.desktop.watching.status_icons import Look


class StatusLine(QWidget):
    """The shape of a status and its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look.QUEUED
        self.words = plain_label()
        row = QVBoxLayout(self)
        row.setContentsMargins(ICON_SIZE + 2 * GRID, 0, 0, 0)
        row.addWidget(self.words)

    def show_status(self, look: Look, words: str) -> None:
        """Show this from now on."""
        self._look = look
        self.words.setText(words)
        self.update()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, ICON_SIZE + GRID))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - ICON_SIZE) / 2
        status_icons.draw(painter, QRectF(0, top, ICON_SIZE, ICON_SIZE), self._look, appearance.colours())
        painter.end()
