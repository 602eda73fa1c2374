"""The life of a batch: its versions drawn to scale and in a list, and the JSON of the one that is chosen."""

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from batchdesk.desktop.detail.scale import ScaleBar, TimelineRead, stretches
from batchdesk.desktop.detail.texts import TextBox, section_label
from batchdesk.desktop.detail.timeline import Timeline
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate

_RAW_LINES = 10


class LifePage(QWidget):
    """What the cache has of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = ScaleBar()
        self.timeline = Timeline()
        self.raw = TextBox(translate("Detail", "JSON of the version"))
        self.raw.setFont(appearance.monospace(appearance.smaller(self.raw.font())))
        self.raw.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.raw.setMinimumHeight(self.raw.fontMetrics().lineSpacing() * _RAW_LINES)
        self.timeline.chosen.connect(self.raw.setPlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.scale)
        column.addWidget(self.timeline)
        column.addWidget(section_label(translate("Detail", "As the server sent it")))
        column.addWidget(self.raw, 1)

    def show_timeline(self, read: TimelineRead) -> None:
        """Show the versions, and how long each status lasted."""
        self.timeline.show_versions(read.versions)
        self.scale.show_life(stretches(read.added_at, read.versions), read.outages)
        self.scale.setVisible(self.scale.length.total_seconds() > 0)
