"""Says over every view that no server can be reached, and offers to try at once."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from batchdesk.desktop.message_bar import STRIPE_WIDTH, plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate

SETTLE_MILLISECONDS = 5000
"""A network that is back within it is not worth a line that moves the table down and up again."""


class OfflineBar(QFrame):
    """Comes and goes by itself."""

    def __init__(self, try_now: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QPushButton(translate("Window", "Try now"))
        self.button.clicked.connect(lambda: try_now())
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._soon.timeout.connect(self.show)
        words = translate(
            "Window", "No server can be reached. What is known stays here, and all goes on by itself when one answers."
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        row.addWidget(plain_label(words), 1)
        row.addWidget(self.button)
        self.hide()

    def take(self, *, offline: bool) -> None:
        """Hear whether no server can be reached now."""
        if not offline:
            self._soon.stop()
            self.hide()
        elif self.isHidden() and not self._soon.isActive():
            self._soon.start()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = appearance.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.ground))
        painter.fillRect(0, 0, STRIPE_WIDTH, self.height(), QColor(theme.partial))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.line))
        painter.end()
