"""The place of work: the table and the detail beside or below it, or what to do while there is nothing in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.filtering.attention import needs_attention
from batchdesk.desktop.filtering.language import parse
from batchdesk.desktop.filtering.matching import Filter
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.desktop.watching.detail import DetailPane
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate

DETAIL_WIDTH = 330
SHARE_BELOW = 0.42


class Desk(QStackedWidget):
    """Shows the table, or why it is empty."""

    add_wanted = Signal()
    all_wanted = Signal()

    def __init__(self, table: BatchTable, detail: DetailPane, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table = table
        self.search_hint = translate("Window", "Filter")
        self._loaded = False
        self._unseen: frozenset[BatchKey] = frozenset()
        self.panes = QSplitter(Qt.Orientation.Horizontal)
        self.panes.addWidget(table)
        self.panes.addWidget(detail)
        self.panes.setStretchFactor(0, 1)
        self.panes.setStretchFactor(1, 0)
        self.panes.setSizes([860, DETAIL_WIDTH])
        self.panes.setHandleWidth(1)
        self.panes.setStyleSheet("QSplitter::handle { background: palette(mid); }")
        self.panes.setChildrenCollapsible(False)
        self.empty = EmptyPage(
            translate("Window", "Nothing is watched yet"),
            translate(
                "Window", "Paste a batch's id or the address of its web page here, with Ctrl+V, or add it by hand."
            ),
            translate("Window", "Add batches…"),
        )
        self.empty.button.clicked.connect(self.add_wanted)
        self.no_match = EmptyPage(
            translate("Window", "No batch matches the filter"),
            translate("Window", "The filter looks into labels, ids, statuses and error codes."),
            translate("Window", "Show all"),
        )
        self.no_match.button.clicked.connect(self.all_wanted)
        for page in (self.panes, self.empty, self.no_match):
            self.addWidget(page)

    def opened(self) -> None:
        """It has come to the front."""
        self.begin()

    def begin(self) -> None:
        """Take the keyboard."""
        self.table.begin()

    def look_for(self, text: str) -> None:
        """Show the batches that fit the filter."""
        self.table.batches.show_only(Filter(parse(text), self._needs_attention).accepts)
        self.settle(loaded=self._loaded)

    def take_unseen(self, keys: frozenset[BatchKey]) -> None:
        """Know of which batches nobody has seen the end."""
        self._unseen = keys

    def _needs_attention(self, batch: WatchedBatch) -> bool:
        return needs_attention(batch, self._unseen, self.table.batches.now())

    def settle(self, *, loaded: bool) -> None:
        """Show what fits to the rows there are. Before the cache was read, an empty table promises nothing."""
        self._loaded = loaded
        if self.table.batches.rowCount() or not loaded:
            self.setCurrentWidget(self.panes)
        else:
            self.setCurrentWidget(self.no_match if self.table.batches.batches() else self.empty)

    # The detail is beside the table where both have room, and below it otherwise.
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.table.header.comfortable_width + DETAIL_WIDTH
        orientation = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.panes.orientation() is not orientation:
            self.panes.setOrientation(orientation)
            below = int(self.height() * SHARE_BELOW)
            self.panes.setSizes([self.height() - below, below] if narrow else [self.width(), DETAIL_WIDTH])


class EmptyPage(QWidget):
    """What is so, what it means, and a button for what to do next."""

    def __init__(self, heading: str, words: str, button: str) -> None:
        super().__init__()
        self.button = QPushButton(button)
        title, text = plain_label(heading), plain_label(words)
        title.setFont(appearance.larger(title.font()))
        text.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        for label in (title, text):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        column.addSpacing(2 * GRID)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
