"""The table of watched batches: sorted, filtered, alive. Knows the model, not the engine."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QAccessible, QFontMetrics, QHideEvent, QRegion, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.progress import Progress, Usual
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID, HEADER_STYLE, ROW_HEIGHT
from batchdesk.desktop.style.motion import Motion
from batchdesk.desktop.watching import formats
from batchdesk.desktop.watching.batch_model import BATCH_ROLE, SORT_ROLE, TIME_COLUMNS, BatchModel, Column
from batchdesk.desktop.watching.delegates import (
    ICON_SIZE,
    MARGIN,
    CellDelegate,
    NameDelegate,
    StatusDelegate,
    is_moving,
)
from batchdesk.desktop.watching.progress_delegate import ProgressDelegate, bar_moves
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.batches import as_of, connection_words, duration, progress_sentence, status_word
from batchdesk.words.catalogue import translate

Index = QModelIndex | QPersistentModelIndex

TICK_MILLISECONDS = 1000
USUAL_NAME = 24
"""Characters of a label or an id."""
HELD_MILLISECONDS = 3000
"""How long the order of rows is held still after the mouse was moved over them."""


class BatchFilter(QSortFilterProxyModel):
    """The batches whose label, id, status or error holds the text, in the order of a column."""

    def __init__(self, model: BatchModel) -> None:
        super().__init__(model)
        self._model = model
        self._text = ""
        self.setSourceModel(model)
        self.setSortRole(SORT_ROLE)
        self.setSortLocaleAware(True)

    @property
    def text(self) -> str:
        """What is looked for; empty for all."""
        return self._text

    def look_for(self, text: str) -> None:
        """Show what holds `text`, in any case."""
        self.beginFilterChange()
        self._text = text.strip().casefold()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        if not self._text:
            return True
        batch = self._model.batch_at(source_row)
        fields = (batch.label, batch.key.batch_id, formats.status_words(batch), batch.state.error_code or "")
        return any(self._text in field.casefold() for field in fields)


class BatchTable(QTableView):
    """Rows are chosen whole. News never move the selection, the scroll position or the order under the mouse."""

    def __init__(self, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.batches = model
        self.filter = BatchFilter(model)
        self.motion = Motion(self)
        self.motion.frame.connect(self._repaint_moving)
        model.moved_on.connect(self.motion.light_up)
        self._ticker = QTimer(self, interval=TICK_MILLISECONDS)
        self._ticker.timeout.connect(self._tick)
        self._held = QTimer(self, singleShot=True, interval=HELD_MILLISECONDS)
        self._held.timeout.connect(lambda: self.filter.setDynamicSortFilter(True))
        self._build()

    def _build(self) -> None:
        self.setAccessibleName(translate("Table", "Watched batches"))
        self.setModel(self.filter)
        for column in Column:
            self.setItemDelegateForColumn(column, self._delegate(column))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(max(ROW_HEIGHT, 2 * self.fontMetrics().height() + GRID))
        self.viewport().setMouseTracking(True)
        self._build_header()

    def _build_header(self) -> None:
        header = self.horizontalHeader()
        header.setStyleSheet(HEADER_STYLE)
        header.setSectionsMovable(True)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(12 * GRID)
        for column in Column:
            self.setColumnWidth(column, self._first_width(column))
        header.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _first_width(self, column: Column) -> int:
        """Wide enough for the heading and for the words the column usually says, in this font and language."""
        font = appearance.smaller(self.font()) if column is Column.PROGRESS else self.font()
        words = QFontMetrics(font).horizontalAdvance(_usual_words(column, self.batches.now()))
        icon = ICON_SIZE + MARGIN if column is Column.STATUS else 0
        return max(self.horizontalHeader().sectionSizeHint(column), words + icon + 3 * MARGIN)

    def _delegate(self, column: Column) -> CellDelegate:
        if column is Column.PROGRESS:
            return ProgressDelegate(self.motion, self, self.batches.now)
        kinds: dict[Column, type[CellDelegate]] = {Column.STATUS: StatusDelegate, Column.NAME: NameDelegate}
        return kinds.get(column, CellDelegate)(self.motion, self)

    # What the window asks.

    def chosen(self) -> list[WatchedBatch]:
        """The selected batches, from top to bottom."""
        rows = sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)
        return [cast(WatchedBatch, row.data(BATCH_ROLE)) for row in rows]

    def choose(self, key: BatchKey) -> bool:
        """Select a batch and scroll to it. False when the filter hides it or it is not watched."""
        index = self.filter.mapFromSource(self.batches.index_of(key))
        if not index.isValid():
            return False
        self.setCurrentIndex(index)
        self.selectRow(index.row())
        self.scrollTo(index)
        return True

    def show_current(self) -> None:
        """Scroll to the current batch, if it is out of sight."""
        self.scrollTo(self.currentIndex())

    @property
    def comfortable_width(self) -> int:
        """The width in pixels at which no column has to shorten what it usually says."""
        others = sum(self.columnWidth(column) for column in Column if column is not Column.NAME)
        return others + self.fontMetrics().averageCharWidth() * USUAL_NAME + 2 * MARGIN

    def rename(self) -> None:
        """Edit the label of the current batch in its place."""
        index = self.currentIndex()
        if index.isValid():
            self.edit(index.siblingAtColumn(Column.NAME))

    # How it lives.

    @property
    def is_alive(self) -> bool:
        """Whether it follows the clock: only while somebody can see it."""
        return self._ticker.isActive()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.motion.wanted = appearance.motion_wanted(self)
        self._ticker.start()
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.stop()
        self.motion.stop()

    def dataChanged(  # noqa: N802 (Qt's name)
        self, first: Index, last: Index, roles: Sequence[int] = ()
    ) -> None:
        """Paint anew the rows that changed. Qt would paint all that is seen, also for a row that is not."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
            return
        seen = self.visible_rows()
        rows = range(max(first.row(), seen.start), min(last.row() + 1, seen.stop))
        if rows:
            top, bottom = self.rowViewportPosition(rows[0]), self.rowViewportPosition(rows[-1])
            self.viewport().update(0, top, self.viewport().width(), bottom + self.rowHeight(rows[-1]) - top)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            self.filter.setDynamicSortFilter(False)
            self._held.start()
        elif event.type() == QEvent.Type.Leave:
            self._held.stop()
            self.filter.setDynamicSortFilter(True)
        return super().viewportEvent(event)

    def visible_rows(self) -> range:
        """The rows that are on the screen, in part at least."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else self.filter.rowCount() - 1) + 1)

    def _tick(self) -> None:
        """Time has passed: what it changes is painted anew, and what runs on the screen moves."""
        height = self.viewport().height()
        for column in TIME_COLUMNS:
            self.viewport().update(self.columnViewportPosition(column), 0, self.columnWidth(column), height)
        self.motion.set_turning(any(is_moving(self._batch_in(row)) for row in self.visible_rows()))

    def _repaint_moving(self) -> None:
        region = QRegion()
        fading, now = self.motion.fading, self.batches.now()
        for row in self.visible_rows():
            batch = self._batch_in(row)
            if batch.key in fading:
                region += QRect(QPoint(0, self.rowViewportPosition(row)), self.viewport().size()).adjusted(
                    0, 0, 0, self.rowHeight(row) - self.viewport().height()
                )
            elif is_moving(batch):
                region += self.visualRect(self.filter.index(row, Column.STATUS))
                if bar_moves(batch, now):
                    region += self.visualRect(self.filter.index(row, Column.PROGRESS))
        self.viewport().update(region)

    def _batch_in(self, row: int) -> WatchedBatch:
        return cast(WatchedBatch, self.filter.index(row, Column.STATUS).data(BATCH_ROLE))


def _usual_words(column: Column, now: datetime) -> str:
    """Something long that a column often says; empty for the one that takes what space is left."""
    waiting = Connection(ConnectionState.WAITING, next_attempt_at=now + timedelta(seconds=88))
    estimate = Progress(fraction=0.5, left_seconds=59, usual=Usual(59, 59, 599))
    words: dict[Column, str] = {
        Column.STATUS: max((status_word(name) for name in (status.UNKNOWN, *status.FINAL)), key=len),
        Column.NAME: "",
        Column.PROGRESS: progress_sentence(estimate),
        Column.ELAPSED: duration(3600),
        Column.COPIES: "500/500",
        Column.CONNECTION: connection_words(waiting, now),
        Column.HEARD: as_of(now - timedelta(days=3), now),
    }
    return words[column]
