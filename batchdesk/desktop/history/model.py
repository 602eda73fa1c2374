"""The history as Qt's models have it: as many rows as are known, each page read when it comes into sight.

Never waits for the disk, and never shows an answer to a question that is no longer asked.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from time import monotonic

from msgspec.structs import replace
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError
from batchdesk.desktop.history.columns import RIGHT_ALIGNED, Column, header, spoken, words_of
from batchdesk.desktop.history.places import EVERY, PAGE, Places
from batchdesk.desktop.style import tables
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching.formats import tooltip
from batchdesk.engine.engine import Engine
from batchdesk.store.reader import Reader
from batchdesk.store.records import BatchRecord, HistoryEntry, HistoryQuery, Landmark
from batchdesk.store.search import words_of as words_looked_for
from batchdesk.words.plain import one_line, paragraph

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

WALK_SECONDS = 0.1
"""How long it is walked on before the new rows are shown: the count grows visibly, and Qt paints all that is in sight
anew each time."""

MOST_WAITING = 6
"""Pages that are waited for; of those that were only scrolled past, the oldest are given up."""


def utc_now() -> datetime:
    """Our clock."""
    return datetime.now(UTC)


class HistoryModel(QAbstractTableModel):
    """The rows of one query at a time, newest first."""

    counted = Signal()
    """More rows are known, or all of them: `rowCount` and `complete`."""
    settled = Signal()
    """The first page of a query is there."""
    failed = Signal(object)
    """The first page could not be read: Problem."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__()
        self.now = now
        self._engine = engine
        self._tasks = tasks
        self._places = Places(HistoryQuery(limit=PAGE))
        self._question: asyncio.Task[None] | None = None
        self._reader: asyncio.Task[None] | None = None
        self._waiting: list[int] = []
        self.looked_for: tuple[str, ...] = ()
        """The words of the search, to be marked."""

    @property
    def query(self) -> HistoryQuery:
        """What is shown."""
        return self._places.query

    @property
    def complete(self) -> bool:
        """Whether all rows are known."""
        return self._places.complete

    def ask(self, query: HistoryQuery) -> None:
        """Show what matches `query`, from its newest on. What is shown stays until the first answer is there."""
        for task in (self._question, self._reader):
            if task is not None:
                task.cancel()
        self._waiting.clear()
        self._question = self._tasks.start(self._answer(replace(query, limit=PAGE, before=None)))

    def entry(self, row: int) -> HistoryEntry | None:
        """The entry of a row, if it has been read; if not, it is going to be."""
        entry = self._places.entry(row)
        if entry is None and 0 <= row < self._places.known:
            self._want(row // PAGE)
        return entry

    def take(self, batches: dict[BatchKey, BatchRecord]) -> None:
        """Show newer states of batches that are in sight."""
        for row, entry in self._places.loaded():
            if entry.batch.key in batches:
                self._places.change(row, replace(entry, batch=batches[entry.batch.key]))
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(Column) - 1))

    async def read_again(self, keys: Sequence[BatchKey]) -> None:
        """Show the state of now of batches that are in sight. Raises BatchdeskError."""
        read = await self._engine.read(lambda reader: [reader.batch(key) for key in keys])
        self.take({batch.key: batch for batch in read if batch is not None})

    async def read_rows(self, rows: Iterable[range]) -> list[BatchRecord]:
        """The batches of these rows of what is shown now, also of those that have not been read yet, from the top of
        each range. Another question that is asked meanwhile changes nothing of it. Raises BatchdeskError."""
        places = self._places
        batches: list[BatchRecord] = []
        for span in rows:
            for start in range(span.start - span.start % PAGE, span.stop, PAGE):
                wanted = range(max(start, span.start), min(start + PAGE, span.stop))
                if places.entry(wanted.start) is None:
                    await self._read_page(places, start // PAGE)
                entries = map(places.entry, wanted)
                batches.extend(entry.batch for entry in entries if entry is not None)
        return batches

    @property
    def loaded_keys(self) -> frozenset[BatchKey]:
        """The batches of all rows that have been read."""
        return frozenset(entry.batch.key for _row, entry in self._places.loaded())

    @property
    def newest(self) -> datetime | None:
        """When the newest batch that is shown was added; None while there is none."""
        entry = self._places.entry(0)
        return None if entry is None else entry.batch.added_at

    @property
    def loaded(self) -> list[tuple[int, HistoryEntry]]:
        """The rows that have been read, from the top."""
        return self._places.loaded()

    # What Qt asks.

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._places.known

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if orientation is Qt.Orientation.Vertical or not 0 <= section < len(Column):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return header(Column(section))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(Column(section))
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return alignment_of(column)
        entry = self.entry(index.row())
        if entry is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return words_of(entry.batch, column, self.now(), self.looked_for)
        if role == Qt.ItemDataRole.AccessibleTextRole and column is Column.STATUS:
            return spoken(entry.batch, self.now())
        if role == Qt.ItemDataRole.ToolTipRole:
            return _hint(entry.batch, column)
        return None

    # How it is filled.

    async def _answer(self, query: HistoryQuery) -> None:
        try:
            entries = await self._engine.read(lambda reader: reader.history(query))
        except BatchdeskError as error:
            self.failed.emit(error.problem)
            return
        self.beginResetModel()
        self._places = places = Places(query, entries[0] if entries else None)
        self.looked_for = tuple(words_looked_for(query.search))
        places.take_rows(0, entries)
        places.complete = len(entries) < PAGE
        self.endResetModel()
        self.settled.emit()
        while not places.complete:
            await self._walk_on(places)
        self.counted.emit()

    async def _walk_on(self, places: Places) -> None:
        number, position = places.walked_to
        onwards = replace(places.query, before=position)
        landmarks, complete = await self._engine.read(lambda reader: _walk(reader, onwards))
        found = [Landmark(number + landmark.rows, landmark.position) for landmark in landmarks]
        last = max(places.known, found[-1].rows) if found else places.known
        if last > places.known:
            self.beginInsertRows(_ROOT, places.known, last - 1)
            places.take_landmarks(found, complete=complete)
            self.endInsertRows()
        else:
            places.take_landmarks(found, complete=complete)
        self.counted.emit()

    def _want(self, page: int) -> None:
        """Have a page read: what was asked for last comes first."""
        if page in self._waiting:
            self._waiting.remove(page)
        self._waiting.append(page)
        del self._waiting[:-MOST_WAITING]
        if self._reader is None or self._reader.done():
            self._reader = self._tasks.start(self._read_waiting())

    async def _read_waiting(self) -> None:
        while self._waiting:
            page = self._waiting[-1]
            await self._read_page(self._places, page)
            if page in self._waiting:
                self._waiting.remove(page)

    async def _read_page(self, places: Places, page: int) -> None:
        wanted = places.reading(page * PAGE)
        entries = await self._engine.read(lambda reader: reader.history(wanted.query))
        places.take_rows(wanted.first, entries)
        last = min(wanted.first + len(entries), places.known) - 1
        if places is self._places and last >= wanted.first:
            self.dataChanged.emit(self.index(wanted.first, 0), self.index(last, len(Column) - 1))


def alignment_of(column: Column) -> Qt.AlignmentFlag:
    """Where in its cells the column's words stand."""
    return tables.alignment(right=column in RIGHT_ALIGNED)


def _walk(reader: Reader, query: HistoryQuery) -> tuple[list[Landmark], bool]:
    """The next landmarks, and whether they are the last."""
    over, landmarks = monotonic() + WALK_SECONDS, list[Landmark]()
    for landmark in reader.landmarks(query, EVERY):
        landmarks.append(landmark)
        if monotonic() >= over:
            return landmarks, landmark.rows % EVERY != 0  # a last one is rarely a whole number of steps away
    return landmarks, True


def _hint(batch: BatchRecord, column: Column) -> str:
    """What a cell shortens, whole."""
    if column is Column.NAME:
        parts = (one_line(batch.label), batch.key.batch_id, batch.key.server)
        return tooltip("\n".join(part for part in parts if part))
    if column is Column.ADDED:
        return f"{batch.added_at.astimezone():%Y-%m-%d %H:%M:%S}"
    if column is Column.REMARK:
        state = batch.state
        parts = (one_line(state.error_code or ""), paragraph(state.error_message or ""), paragraph(batch.note))
        return tooltip("\n".join(part for part in parts if part))
    return ""
