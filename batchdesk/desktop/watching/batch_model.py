"""The watched batches as Qt's models have it. Takes the engine's changes; asks the engine nothing.

Rows are newest first. Times are words made at the moment they are asked for: the view repaints them as they pass.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from enum import IntEnum
from itertools import groupby

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.progress import elapsed_seconds
from batchdesk.desktop.watching import formats
from batchdesk.desktop.watching.status_icons import Look, look_of
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.words.catalogue import translate

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()

BATCH_ROLE = Qt.ItemDataRole.UserRole
"""The WatchedBatch itself, for delegates."""
SORT_ROLE = Qt.ItemDataRole.UserRole + 1
"""What a column is sorted by: a number or a text."""


class Column(IntEnum):
    """The columns, in their first order."""

    STATUS = 0
    NAME = 1
    PROGRESS = 2
    ELAPSED = 3
    COPIES = 4
    CONNECTION = 5
    HEARD = 6


TIME_COLUMNS = (Column.PROGRESS, Column.ELAPSED, Column.CONNECTION, Column.HEARD)
"""What they say changes with the clock alone."""

RIGHT_ALIGNED = frozenset({Column.ELAPSED, Column.COPIES})

_LOOK_ORDER = tuple(Look)
_LONG_AGO = datetime.fromtimestamp(0, UTC)


def utc_now() -> datetime:
    """The present moment, aware."""
    return datetime.now(UTC)


class BatchModel(QAbstractTableModel):
    """One row a watched batch."""

    moved_on = Signal(object)
    """frozenset[BatchKey]: batches of which the server said something new."""
    renamed = Signal(object, str)
    """(BatchKey, label): the operator typed a new label. The row changes when the engine says so."""

    def __init__(self, parent: QObject | None = None, clock: Callable[[], datetime] = utc_now) -> None:
        super().__init__(parent)
        self.now = clock
        self._rows: list[WatchedBatch] = []
        self._row_of: dict[BatchKey, int] = {}

    # What the window asks.

    def take(self, changes: Changes) -> None:
        """Bring the rows up to date: removals, then one `dataChanged` a run of neighbouring rows, then new rows."""
        self._remove(changes.removed)
        self._update(changes.batches)
        self._insert([batch for key, batch in changes.batches.items() if key not in self._row_of])

    def batch(self, key: BatchKey) -> WatchedBatch | None:
        """What is known of `key`; None when it is not watched."""
        row = self._row_of.get(key)
        return None if row is None else self._rows[row]

    def batch_at(self, row: int) -> WatchedBatch:
        """The batch in `row`."""
        return self._rows[row]

    def index_of(self, key: BatchKey) -> QModelIndex:
        """The first cell of a batch; an invalid index when it is not watched."""
        row = self._row_of.get(key)
        return QModelIndex() if row is None else self.index(row, Column.STATUS)

    def batches(self) -> tuple[WatchedBatch, ...]:
        """All of them, newest first."""
        return tuple(self._rows)

    # What Qt asks.

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _header(Column(section))
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
            before = self._rows[row].state
            if (before.version, before.status) != (batch.state.version, batch.state.status):
                moved_on.add(key)
            self._rows[row] = batch
            changed.append(row)
        for run in neighbours(changed):
            self.dataChanged.emit(self.index(run[0], 0), self.index(run[-1], len(Column) - 1))
        if moved_on:
            self.moved_on.emit(frozenset(moved_on))

    def _insert(self, batches: list[WatchedBatch]) -> None:
        batches.sort(key=_newest_first)
        places = groupby(batches, lambda batch: bisect_left(self._rows, _newest_first(batch), key=_newest_first))
        # From the last place to the first, so that what is inserted moves none of the others.
        for row, group in reversed([(row, list(group)) for row, group in places]):
            self.beginInsertRows(_NOWHERE, row, row + len(group) - 1)
            self._rows[row:row] = group
            self.endInsertRows()
        if batches:
            self._count_rows()

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


def _header(column: Column) -> str:
    return {
        Column.STATUS: translate("Table", "Status"),
        Column.NAME: translate("Table", "Batch"),
        Column.PROGRESS: translate("Table", "Progress"),
        Column.ELAPSED: translate("Table", "Elapsed"),
        Column.COPIES: translate("Table", "Copies"),
        Column.CONNECTION: translate("Table", "Connection"),
        Column.HEARD: translate("Table", "Last word"),
    }[column]


def alignment_of(column: Column) -> Qt.AlignmentFlag:
    """Numbers to the right, words to the left."""
    side = Qt.AlignmentFlag.AlignRight if column in RIGHT_ALIGNED else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


_Cell = Callable[[WatchedBatch, datetime], str]
_CELLS: dict[Column, _Cell] = {
    Column.STATUS: lambda batch, _now: formats.status_words(batch),
    Column.NAME: lambda batch, _now: formats.name_words(batch),
    Column.PROGRESS: formats.progress_words,
    Column.ELAPSED: formats.elapsed_words,
    Column.COPIES: lambda batch, _now: formats.copies_words(batch),
    Column.CONNECTION: formats.connection_cell,
    Column.HEARD: formats.heard_words,
}


def _display(batch: WatchedBatch, column: Column, now: datetime) -> str:
    return _CELLS[column](batch, now)


_HINTS: dict[Column, Callable[[WatchedBatch], str]] = {
    Column.STATUS: formats.status_hint,
    Column.NAME: formats.name_hint,
    Column.PROGRESS: formats.status_hint,
    Column.CONNECTION: formats.connection_hint,
    Column.HEARD: formats.heard_hint,
}


def _hint(batch: WatchedBatch, column: Column, _now: datetime) -> str:
    return _HINTS[column](batch) if column in _HINTS else ""


def _spoken(batch: WatchedBatch, column: Column, now: datetime) -> str:
    return formats.spoken(batch, now) if column is Column.STATUS else _display(batch, column, now)


_SORT_KEYS: dict[Column, Callable[[WatchedBatch, datetime], str | float]] = {
    Column.STATUS: lambda batch, _now: _LOOK_ORDER.index(look_of(batch)),
    Column.NAME: lambda batch, _now: formats.name_words(batch).casefold(),
    Column.PROGRESS: lambda batch, _now: _share_done(batch),
    Column.ELAPSED: lambda batch, now: elapsed_seconds(batch.state, now) or -1.0,
    Column.COPIES: lambda batch, _now: batch.state.copy_count,
    Column.CONNECTION: lambda batch, _now: batch.connection.state.value,
    Column.HEARD: lambda batch, _now: (batch.heard_at or batch.state.received_at or _LONG_AGO).timestamp(),
}


def _share_done(batch: WatchedBatch) -> float:
    """What has not ended comes before everything that has."""
    return batch.state.copy_count / max(1, batch.state.copy_target) if batch.state.ended else -1.0


_ANSWERS: dict[int, Callable[[WatchedBatch, Column, datetime], object]] = {
    Qt.ItemDataRole.DisplayRole: _display,
    Qt.ItemDataRole.EditRole: lambda batch, _column, _now: batch.label,
    Qt.ItemDataRole.ToolTipRole: _hint,
    Qt.ItemDataRole.AccessibleTextRole: _spoken,
    Qt.ItemDataRole.TextAlignmentRole: lambda _batch, column, _now: alignment_of(column),
    BATCH_ROLE: lambda batch, _column, _now: batch,
    SORT_ROLE: lambda batch, column, now: _SORT_KEYS[column](batch, now),
}
