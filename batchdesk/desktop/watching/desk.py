"""The place of work: the table and the detail beside or below it, or what to do while there is nothing in it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.detail.pane import DetailPane
from batchdesk.desktop.faces import Face, Faced
from batchdesk.desktop.filtering.attention import needs_attention
from batchdesk.desktop.filtering.language import parse
from batchdesk.desktop.filtering.matching import Filter
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate

DETAIL_WIDTH = 330
SHARE_BELOW = 0.42
LEAST_ROWS = 4
"""That the table shows, however small the window: the detail below it can be scrolled."""


class Desk(Faced):
    """Shows the table, or why it is empty."""

    add_wanted = Signal()
    all_wanted = Signal()
    sign_in_wanted = Signal()
    put_away_wanted = Signal()
    """Somebody wants to see what is put away."""

    def __init__(self, table: BatchTable, detail: DetailPane, parent: QWidget | None = None) -> None:
        self.panes = _panes(table, detail)
        super().__init__(self.panes, parent)
        self.table = table
        self.search_hint = translate("Window", "Filter")
        self._loaded = False
        self._signed_out = False
        self._unseen: frozenset[BatchKey] = frozenset()
        self._text = ""
        self.look_for("")
        self.wait()

    def opened(self) -> None:
        """It has come to the front."""
        self.begin()

    def begin(self) -> None:
        """Take the keyboard."""
        if not self.begin_face():
            self.table.begin()

    def look_for(self, text: str) -> None:
        """Show the batches that fit the filter; without one, all that are not put away."""
        self._text = text
        self.table.batches.show_only(Filter(parse(text), self._needs_attention).accepts)
        self.settle(loaded=self._loaded)

    def take_unseen(self, keys: frozenset[BatchKey]) -> None:
        """Know of which batches nobody has seen the end."""
        self._unseen = keys

    def _needs_attention(self, batch: WatchedBatch) -> bool:
        return needs_attention(batch, self._unseen, self.table.batches.now())

    def take_signed_out(self, signed_out: bool) -> None:
        """Know whether no server knows us: then nothing could be added."""
        self._signed_out = signed_out
        self.settle(loaded=self._loaded)

    def settle(self, *, loaded: bool) -> None:
        """Show what fits to the rows there are. Before the cache was read, an empty table promises nothing."""
        self._loaded = loaded
        if self.table.batches.rowCount():
            self.show_contents()
        elif loaded:
            self.show_face(self._why_empty())

    def _why_empty(self) -> Face:
        if self.table.batches.batches():
            if not parse(self._text):
                return Face(
                    "archive",
                    translate("Window", "Everything is put away"),
                    translate("Window", "What still runs goes on being watched, and you are told when it ends."),
                    translate("Window", "Show what is put away"),
                    self.put_away_wanted.emit,
                )
            return Face(
                "funnel",
                translate("Window", "No batch matches the filter"),
                translate("Window", "The filter looks into labels, ids, statuses and error codes."),
                translate("Window", "Show all"),
                self.all_wanted.emit,
            )
        if self._signed_out:
            return Face(
                "sign-in",
                translate("Window", "You are signed out"),
                translate("Window", "Batches can be watched once a server knows you. The history stays readable."),
                translate("Window", "Sign in…"),
                self.sign_in_wanted.emit,
            )
        return Face(
            "plus-circle",
            translate("Window", "Nothing is watched yet"),
            translate(
                "Window", "Paste a batch's id or the address of its web page here, with Ctrl+V, or add it by hand."
            ),
            translate("Window", "Add batches…"),
            self.add_wanted.emit,
        )

    # The detail is beside the table where both have room, and below it otherwise.
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self.table.header.comfortable_width + DETAIL_WIDTH
        orientation = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self.panes.orientation() is not orientation:
            self.panes.setOrientation(orientation)
            below = int(self.height() * SHARE_BELOW)
            self.panes.setSizes([self.height() - below, below] if narrow else [self.width(), DETAIL_WIDTH])


def _panes(table: BatchTable, detail: DetailPane) -> QSplitter:
    table.setMinimumHeight(
        table.horizontalHeader().sizeHint().height() + LEAST_ROWS * table.verticalHeader().defaultSectionSize()
    )
    panes = QSplitter(Qt.Orientation.Horizontal)
    panes.addWidget(table)
    panes.addWidget(detail)
    panes.setStretchFactor(0, 1)
    panes.setStretchFactor(1, 0)
    panes.setSizes([860, DETAIL_WIDTH])
    panes.setHandleWidth(1)
    panes.setStyleSheet("QSplitter::handle { background: palette(mid); }")
    panes.setChildrenCollapsible(False)
    return panes
