"""The watched batches as Qt's models have it: which rows are shown, and in which order. Asks the engine nothing.

Rows are newest first, or in the order of a column. One model does both, in Python: a sorting proxy of Qt's would ask
for two cells with each comparison, which takes a second and a half for ten thousand rows. Times are words made at the
moment they are asked for: the view repaints them as they pass.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from itertools import groupby

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.style import tables
from batchdesk.desktop.watching.columns import RIGHT_ALIGNED, Column, heading, hint_of, sort_key, spoken, words_of
from batchdesk.engine.watched import Changes, WatchedBatch

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_COLUMNS = len(Column)

BATCH_ROLE = Qt.ItemDataRole.UserRole
"""The WatchedBatch itself."""

SETTLE_MILLISECONDS = 1000
"""News change the order at most so often."""

Accepts = Callable[[WatchedBatch], bool]


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


def everything(_batch: WatchedBatch) -> bool:
    """No filter."""
    return True


class BatchModel(QAbstractTableModel):
    """One row a batch that is shown. While the order is held, rows change but neither move nor go by themselves."""

    moved_on = Signal(object)
    """frozenset[BatchKey]: batches of which the server said something new."""
    renamed = Signal(object, str)
    """(BatchKey, label): the operator typed a new label. The row changes when the engine says so."""

    def __init__(self, parent: QObject | None = None, clock: Callable[[], datetime] = utc_now) -> None:
        super().__init__(parent)
        self.now = clock
        self._all: dict[BatchKey, WatchedBatch] = {}
        self._rows: list[WatchedBatch] = []
        self._row_of: dict[BatchKey, int] = {}
        self._accepts: Accepts = everything
        self._column: Column | None = None
        self._descending = False
        self._held = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._settling.timeout.connect(self.settle)
        self._unsettled = False

    # What the window asks.

    def take(self, changes: Changes) -> None:
        """Bring the rows up to date: removals, then one `dataChanged` from the first row that changed to the last, then
        new rows."""
        for key in changes.removed:
            self._all.pop(key, None)
        self._remove(changes.removed)
        self._update(changes.batches)
        self._all.update(changes.batches)
        # What somebody puts away goes at once, also from under their mouse.
        self._remove([key for key, batch in changes.batches.items() if batch.put_away and not self._accepts(batch)])
        self._insert([each for key, each in changes.batches.items() if key not in self._row_of and self._accepts(each)])
        if self._unsettled and not self._held and not self._settling.isActive():
            self._settling.start()

    def show_only(self, accepts: Accepts) -> None:
        """Show what is accepted, at once."""
        self._accepts = accepts
        shown = [batch for batch in self._all.values() if accepts(batch)]
        self._remove(self._row_of.keys() - {batch.key for batch in shown})
        self._insert([batch for batch in shown if batch.key not in self._row_of])
        self.settle()

    def hold(self, *, held: bool) -> None:
        """While held, nothing moves under the mouse."""
        self._held = held
        if not held and self._unsettled:
            self.settle()

    def settle(self) -> None:
        """Give every row the place that is its own, and hide what the filter no longer accepts."""
        if self._held:
            return
        self._settling.stop()
        self._unsettled = False
        self._remove([batch.key for batch in self._rows if not self._accepts(batch)])
        rows = self._sorted(self._rows)
        if rows != self._rows:
            self._move_to(rows)

    def batch(self, key: BatchKey) -> WatchedBatch | None:
        """What is known of `key`, shown or not; None when it is not watched."""
        return self._all.get(key)

    def batch_at(self, row: int) -> WatchedBatch:
        """The batch in `row`."""
        return self._rows[row]

    def index_of(self, key: BatchKey) -> QModelIndex:
        """The first cell of a batch; an invalid index when it is not shown."""
        row = self._row_of.get(key)
        return QModelIndex() if row is None else self.index(row, Column.STATUS)

    def batches(self) -> tuple[WatchedBatch, ...]:
        """All that are watched, shown or not."""
        return tuple(self._all.values())

    def shown(self) -> tuple[WatchedBatch, ...]:
        """Those that are shown, from top to bottom."""
        return tuple(self._rows)

    # What Qt asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else _COLUMNS

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return heading(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(Column(section))
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == Column.NAME else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        answer = _ANSWERS.get(role)
        return None if answer is None else answer(self._rows[index.row()], Column(index.column()), self.now())

    def setData(  # noqa: N802 (Qt's name)
        self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole or index.column() != Column.NAME or not isinstance(value, str):
            return False
        batch = self._rows[index.row()]
        if value.strip() != batch.label:
            self.renamed.emit(batch.key, value.strip())
        return True

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column at once, also while the order is held: this is the person's own wish. -1: newest first."""
        self._column = Column(column) if column >= 0 else None
        self._descending = order is Qt.SortOrder.DescendingOrder
        held, self._held = self._held, False
        self.settle()
        self._held = held

    # How changes are taken.

    def _remove(self, keys: Iterable[BatchKey]) -> None:
        rows = [self._row_of[key] for key in keys if key in self._row_of]
        for run in reversed(neighbours(rows)):
            self.beginRemoveRows(_NOWHERE, run[0], run[-1])
            del self._rows[run.start : run.stop]
            self.endRemoveRows()
        if rows:
            self._count_rows()

    def _update(self, batches: Mapping[BatchKey, WatchedBatch]) -> None:
        changed: list[int] = []
        moved_on: set[BatchKey] = set()
        for key, batch in batches.items():
            row = self._row_of.get(key)
            if row is None or self._rows[row] is batch:
                continue
            before = self._rows[row]
            if (before.state.version, before.state.status) != (batch.state.version, batch.state.status):
                moved_on.add(key)
            self._unsettled = self._unsettled or self._is_misplaced(before, batch)
            self._rows[row] = batch
            changed.append(row)
        if changed:
            # One for all: with news of thousands of batches each takes as long as all else that a row needs.
            self.dataChanged.emit(self.index(min(changed), 0), self.index(max(changed), len(Column) - 1))
        if moved_on:
            self.moved_on.emit(frozenset(moved_on))

    def _is_misplaced(self, before: WatchedBatch, after: WatchedBatch) -> bool:
        if not self._accepts(after):
            return True
        if self._column is None:
            return False
        now = self.now()
        return sort_key(before, self._column, now) != sort_key(after, self._column, now)

    def _insert(self, batches: list[WatchedBatch]) -> None:
        """Newest first each comes to its place, those of one moment as they arrive. In the order of a column, new ones
        come first, and then move."""
        if not batches:
            return
        if self._column is None:
            batches.sort(key=_newest_first)
            places = groupby(batches, lambda batch: bisect_right(self._rows, _newest_first(batch), key=_newest_first))
            groups = [(row, list(group)) for row, group in places]
        else:
            groups = [(0, self._sorted(batches))]
            self._unsettled = self._unsettled or bool(self._rows)
        # From the last place to the first, so that what is inserted moves none of the others.
        for row, group in reversed(groups):
            self.beginInsertRows(_NOWHERE, row, row + len(group) - 1)
            self._rows[row:row] = group
            self.endInsertRows()
        self._count_rows()

    def _sorted(self, batches: Iterable[WatchedBatch]) -> list[WatchedBatch]:
        rows = sorted(batches, key=_newest_first)
        column, now = self._column, self.now()
        if column is not None:
            rows.sort(key=lambda batch: sort_key(batch, column, now), reverse=self._descending)
        return rows

    def _move_to(self, rows: list[WatchedBatch]) -> None:
        """Selection and current row go with their batches."""
        # WORKAROUND: with the hint that rows are sorted, PySide 6.11 crashes here; without arguments it is sound.
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        keys = [(self._rows[index.row()].key, index.column()) for index in held]
        self._rows = rows
        self._count_rows()
        self.changePersistentIndexList(held, [self.index(self._row_of[key], column) for key, column in keys])
        self.layoutChanged.emit()

    def _count_rows(self) -> None:
        self._row_of = {batch.key: row for row, batch in enumerate(self._rows)}


def neighbours(rows: Iterable[int]) -> list[range]:
    """`rows` as runs of neighbouring numbers, in ascending order."""
    runs: list[range] = []
    for row in sorted(rows):
        if runs and runs[-1].stop == row:
            runs[-1] = range(runs[-1].start, row + 1)
        else:
            runs.append(range(row, row + 1))
    return runs


def _newest_first(batch: WatchedBatch) -> float:
    return -batch.added_at.timestamp()


def alignment_of(column: Column) -> Qt.AlignmentFlag:
    """Where in its cells the column's words stand."""
    return tables.alignment(right=column in RIGHT_ALIGNED)


_ANSWERS: dict[int, Callable[[WatchedBatch, Column, datetime], object]] = {
    Qt.ItemDataRole.DisplayRole: words_of,
    Qt.ItemDataRole.EditRole: lambda batch, _column, _now: batch.label,
    Qt.ItemDataRole.ToolTipRole: lambda batch, column, _now: hint_of(batch, column),
    Qt.ItemDataRole.AccessibleTextRole: spoken,
    Qt.ItemDataRole.TextAlignmentRole: lambda _batch, column, _now: alignment_of(column),
    BATCH_ROLE: lambda batch, _column, _now: batch,
}
