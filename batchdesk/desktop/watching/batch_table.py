"""The table of watched batches: sorted, filtered, alive. Knows the model, not the engine."""

from collections.abc import Collection, Sequence
from functools import cached_property

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSignalBlocker,
    Qt,
    QTimer,
)
from PySide6.QtGui import QAccessible, QFontMetrics, QHideEvent, QPainter, QPaintEvent, QRegion, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.style import appearance, tables
from batchdesk.desktop.style.motion import Motion
from batchdesk.desktop.watching.batch_model import BatchModel
from batchdesk.desktop.watching.columns import TIME_COLUMNS, Column, usual_words
from batchdesk.desktop.watching.delegates import (
    ICON_SIZE,
    MARGIN,
    CellDelegate,
    NameDelegate,
    StatusDelegate,
    content_of,
    icon_rect,
    is_moving,
)
from batchdesk.desktop.watching.movement import Frame, Shapes, paint_shapes
from batchdesk.desktop.watching.progress_delegate import ProgressDelegate, bar_moves, bar_rect
from batchdesk.desktop.watching.table_header import TableHeader
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate

Index = QModelIndex | QPersistentModelIndex

_ARROWS = frozenset({QAbstractItemView.CursorAction.MoveDown, QAbstractItemView.CursorAction.MoveUp})

TICK_MILLISECONDS = 1000
HELD_MILLISECONDS = 3000
"""How long the order of rows is held still after the mouse was moved over them."""


class BatchTable(QTableView):
    """Rows are chosen whole. News never move the selection, the scroll position or the order under the mouse."""

    def __init__(self, model: BatchModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tables.own_viewport(self)
        self.batches = model
        self.header = TableHeader(self)
        self._frame: Frame | None = None
        self._seen: dict[int, WatchedBatch] = {}
        """What the rows on the screen showed at the last news."""
        self.motion = Motion(self)
        self.motion.frame.connect(self._repaint_moving)
        model.moved_on.connect(self.motion.light_up)
        self._ticker = QTimer(self, interval=TICK_MILLISECONDS)
        self._ticker.timeout.connect(self._tick)
        self._held = QTimer(self, singleShot=True, interval=HELD_MILLISECONDS)
        self._held.timeout.connect(lambda: model.hold(held=False))
        self._build()

    def _build(self) -> None:
        self.setAccessibleName(translate("Table", "Watched batches"))
        self.setModel(self.batches)
        for column in Column:
            self.setItemDelegateForColumn(column, self._delegate(column))
        tables.set_up(self)
        self.viewport().setMouseTracking(True)
        self._build_header()

    def _build_header(self) -> None:
        self.setHorizontalHeader(self.header)
        with QSignalBlocker(self.header):  # it makes room for them once, when it gets its own size
            for column, width in self._least_widths.items():
                self.setColumnWidth(column, width)
            self.header.begin()
        self.setSortingEnabled(True)

    @cached_property
    def _least_widths(self) -> dict[Column, int]:
        """Measured before rows can be sorted: then Qt adds the room of the mark to every heading, needed by one."""
        return {column: self._first_width(column) for column in Column}

    def _first_width(self, column: Column) -> int:
        """Wide enough for the heading and for the words the column usually says, in this font and language."""
        font = appearance.smaller(self.font()) if column is Column.PROGRESS else self.font()
        words = QFontMetrics(font).horizontalAdvance(usual_words(column, self.batches.now()))
        icon = ICON_SIZE + MARGIN if column is Column.STATUS else 0
        return max(self.horizontalHeader().sectionSizeHint(column), words + icon + 3 * MARGIN)

    def _delegate(self, column: Column) -> CellDelegate:
        kinds: dict[Column, type[CellDelegate]] = {
            Column.STATUS: StatusDelegate,
            Column.NAME: NameDelegate,
            Column.PROGRESS: ProgressDelegate,
        }
        return kinds.get(column, CellDelegate)(column, self.batches, self.motion, self)

    # What the window asks.

    def chosen(self) -> list[WatchedBatch]:
        """The selected batches, from top to bottom."""
        # By runs of rows: `selectedRows` takes a fifth of a second for five thousand.
        selection = self.selectionModel().selection()
        runs = map(selection.at, range(selection.count()))
        rows = {row for run in runs for row in range(run.top(), run.bottom() + 1)}
        return [self.batches.batch_at(row) for row in sorted(rows)]

    @property
    def is_sorted(self) -> bool:
        """Whether the rows are in the order of a column, not the newest first."""
        return self.header.sortIndicatorSection() >= 0

    def choose(self, key: BatchKey) -> bool:
        """Select a batch and scroll to it. False when the filter hides it or it is not watched."""
        index = self.batches.index_of(key)
        if not index.isValid():
            return False
        flag = QItemSelectionModel.SelectionFlag
        # Not `selectRow`: while a key is held down, as for a shortcut, it would add to what is chosen or take from it.
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index)
        return True

    def choose_all(self, keys: Collection[BatchKey]) -> None:
        """Select these batches, as far as the filter shows them; the first becomes the current one."""
        model, chosen = self.selectionModel(), QItemSelection()
        for index in map(self.batches.index_of, keys):
            if index.isValid():
                chosen.select(index, index)
        if not chosen.isEmpty():
            model.setCurrentIndex(chosen.indexes()[0], QItemSelectionModel.SelectionFlag.NoUpdate)
            flag = QItemSelectionModel.SelectionFlag
            model.select(chosen, flag.ClearAndSelect | flag.Rows)

    def widen_columns(self) -> None:
        """Make none narrower than its heading and its usual words need."""
        for column in Column:
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, max(self.columnWidth(column), self._least_widths[column]))

    def show_current(self) -> None:
        """Scroll to the current batch, if it is out of sight."""
        self.scrollTo(self.currentIndex())

    def begin(self) -> None:
        """Give the keyboard a row to start from, and the focus."""
        if not self.currentIndex().isValid() and self.batches.rowCount():
            nothing = QItemSelectionModel.SelectionFlag.NoUpdate
            self.selectionModel().setCurrentIndex(self.batches.index(0, Column.STATUS), nothing)
        self.setFocus()

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
        """Paint anew the rows that changed, of all that the model names. Qt would paint all that is seen."""
        if QAccessible.isActive():
            super().dataChanged(first, last, roles)
            return
        before, self._seen = self._seen, {row: self.batches.batch_at(row) for row in self.visible_rows()}
        for row, batch in self._seen.items():
            if first.row() <= row <= last.row() and before.get(row) is not batch:
                top = self.rowViewportPosition(row)
                self.viewport().update(0, top, self.viewport().width(), self.rowHeight(row))

    def moveCursor(  # noqa: N802 (Qt's name)
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """With nothing chosen an arrow leads to the first row one sees: the current one, which nobody sees, has gone
        down with every newer row above it."""
        seen, plain = self.visible_rows(), modifiers == Qt.KeyboardModifier.NoModifier
        if plain and seen and action in _ARROWS and not self.selectionModel().hasSelection():
            return self.batches.index(seen.start, Column.STATUS)
        return super().moveCursor(action, modifiers)

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802 (Qt's name)
        """What is looked at stays where it is when rows come above it."""
        bar, above = self.verticalScrollBar(), self.rowAt(0) >= start
        super().rowsInserted(parent, start, end)
        if above and bar.value():
            self.updateGeometries()
            bar.setValue(bar.value() + (end - start + 1) * self.verticalHeader().defaultSectionSize())

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove:
            self.batches.hold(held=True)
            self._held.start()
        elif event.type() == QEvent.Type.Leave:
            self._held.stop()
            self.batches.hold(held=False)
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        frame, self._frame = self._frame, None
        if frame is None or event.region() != frame.region:
            super().paintEvent(event)  # something else has to be painted as well, or something has changed since
            return
        painter = QPainter(self.viewport())
        paint_shapes(painter, frame.shapes, appearance.colours(), self.motion.turn, self.batches.now())
        painter.end()
        if not frame.rows.isEmpty():
            super().paintEvent(QPaintEvent(frame.rows))

    def visible_rows(self) -> range:
        """The rows that are on the screen, in part at least."""
        first = self.rowAt(0)
        last = self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return range(0)
        return range(first, (last if last >= 0 else self.batches.rowCount() - 1) + 1)

    def _tick(self) -> None:
        """Time has passed: what it changes is painted anew, and what runs on the screen moves."""
        height = self.viewport().height()
        for column in TIME_COLUMNS:
            self.viewport().update(self.columnViewportPosition(column), 0, self.columnWidth(column), height)
        self.motion.set_turning(any(is_moving(self.batches.batch_at(row)) for row in self.visible_rows()))

    def _repaint_moving(self) -> None:
        self._frame = self._next_frame()
        self.viewport().update(self._frame.region)

    def _next_frame(self) -> Frame:
        rows, region, shapes = QRegion(), QRegion(), list[Shapes]()
        fading = self.motion.fading
        for row in self.visible_rows():
            batch = self.batches.batch_at(row)
            if batch.key in fading:
                rows += QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
            elif is_moving(batch):
                shapes.append(self._shapes(row, batch))
                region += shapes[-1].ring or QRect()
                region += shapes[-1].bar or QRect()
        return Frame((region + rows).intersected(self.viewport().rect()), tuple(shapes), rows)

    def _shapes(self, row: int, batch: WatchedBatch) -> Shapes:
        theme = appearance.colours()
        status, progress = self._content(row, Column.STATUS), self._content(row, Column.PROGRESS)
        slides = bar_moves(batch, self.batches.now())
        return Shapes(
            batch=batch,
            ground=theme.selection if self.selectionModel().isRowSelected(row) else theme.base,
            ring=icon_rect(status) if status.width() >= ICON_SIZE else None,
            bar=bar_rect(progress) if slides and progress.width() > 0 else None,
        )

    def _content(self, row: int, column: Column) -> QRect:
        """A cell without its margins; with a width below zero in a hidden column."""
        left, top = self.columnViewportPosition(column), self.rowViewportPosition(row)
        return content_of(QRect(left, top, self.columnWidth(column), self.rowHeight(row)))
