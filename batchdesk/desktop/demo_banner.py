"""The line over a demo that says that it is one."""

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate


class DemoBanner(QFrame):
    """Stands over the demo for as long as it runs."""

    def __init__(self) -> None:
        super().__init__()
        self.words = plain_label(translate("Window", "Demo: a server inside this program. Nothing here is real."))
        self.words.setMargin(2 * GRID)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, 0, GRID, 0)
        layout.addWidget(self.words)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = appearance.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.changed))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(theme.line))
        painter.end()
