"""The lines of the inbox, newest first: a page at a time, as they are scrolled to. Never waits for the disk."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from enum import IntEnum

from msgspec.structs import replace
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError
from batchdesk.desktop.inbox.words import outcome_words, spoken, where_words
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching.formats import tooltip
from batchdesk.store.records import InboxEntry, InboxQuery
from batchdesk.words.batches import name_of

Index = QModelIndex | QPersistentModelIndex
Load = Callable[[InboxQuery], Awaitable[Sequence[InboxEntry]]]
"""Reads a page on a thread of its own."""

PAGE = 100
_ROOT = QModelIndex()


class Role(IntEnum):
    """What the delegate asks for."""

    ENTRY = Qt.ItemDataRole.UserRole
    UNREAD = Qt.ItemDataRole.UserRole + 1


def utc_now() -> datetime:
    """Our clock."""
    return datetime.now(UTC)


class InboxModel(QAbstractListModel):
    """One list for one query at a time: an answer to an older query is dropped.

    What was read in this visit still looks unread until `begin_visit`: else the mark would go from what one is just
    looking for.
    """

    settled = Signal()
    """The first page of a query is there, or is new."""
    failed = Signal(object)
    """It could not be read: Problem."""

    def __init__(self, load: Load, tasks: OwnedTasks, now: Callable[[], datetime] = utc_now) -> None:
        super().__init__()
        self._load = load
        self._tasks = tasks
        self._now = now
        self._query = InboxQuery(limit=PAGE)
        self._entries: list[InboxEntry] = []
        self._entries_of = self._query
        self._read_in_this_visit: set[int] = set()
        self._complete = True  # nothing is read before the first visit
        self._loading = False
        """A page of the question asked last is on its way."""
        self._question = 0

    @property
    def query(self) -> InboxQuery:
        """What is shown."""
        return self._query

    def begin_visit(self) -> None:
        """Somebody comes to look: what they read the last time is read."""
        self._read_in_this_visit.clear()
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
        self.refresh()

    def look_for(self, text: str) -> None:
        """Show the ends of batches whose text holds this."""
        self._ask(replace(self._query, search=text.strip()))

    def show_unread_only(self, only: bool) -> None:
        """Leave out what was read."""
        self._ask(replace(self._query, unread_only=only))

    def show_only(self, keys: Sequence[BatchKey]) -> None:
        """Show the ends of these batches; of all, without any."""
        self._ask(replace(self._query, keys=tuple(keys)))

    def refresh(self) -> None:
        """Something in the inbox has changed: read its newest page again. Whoever looks at older lines is not moved."""
        self._question += 1
        self._loading = True
        self._tasks.start(self._read_newest(self._question))

    def entry(self, row: int) -> InboxEntry:
        """The line at `row`."""
        return self._entries[row]

    def unread_among(self, rows: range) -> list[int]:
        """The ids of what is unread among these rows."""
        entries = self._entries[rows.start : rows.stop]
        return [each.notice.id for each in entries if each.read_at is None]

    def take_read(self, ids: Sequence[int], *, keep_looking_new: bool) -> None:
        """These are being marked as read."""
        if keep_looking_new:
            self._read_in_this_visit.update(ids)
        else:
            self._read_in_this_visit.difference_update(ids)
        known, at = set(ids), self._now()
        for row, entry in enumerate(self._entries):
            if entry.notice.id in known:
                self._entries[row] = replace(entry, read_at=entry.read_at or at)
                self.dataChanged.emit(self.index(row), self.index(row))

    def take_all_read(self) -> None:
        """Everything is being marked as read."""
        self._read_in_this_visit.clear()
        self.take_read([entry.notice.id for entry in self._entries], keep_looking_new=False)

    # What Qt asks.

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        unread = entry.read_at is None or entry.notice.id in self._read_in_this_visit
        if role == Role.ENTRY:
            return entry
        if role == Role.UNREAD:
            return unread
        if role == Qt.ItemDataRole.DisplayRole:
            return name_of(entry.notice)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(entry, self._now(), unread=unread)
        if role == Qt.ItemDataRole.ToolTipRole:
            ended = f"{entry.notice.ended_at.astimezone():%Y-%m-%d %H:%M:%S}"
            return tooltip(f"{name_of(entry.notice)}\n{outcome_words(entry.notice)} · {where_words(entry)}\n{ended}")
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete and not self._loading

    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._loading = True
            self._tasks.start(self._read_older(self._question))

    # How it is filled.

    def _ask(self, query: InboxQuery) -> None:
        if query == self._query:
            return
        self._query = query
        self._question += 1
        self._loading = True
        self._tasks.start(self._read_anew(self._question))

    async def _read_anew(self, question: int) -> None:
        """The old lines stay until the new ones are there: nothing flickers while one types."""
        page = await self._first_page(question)
        if page is not None:
            self._replace(page)

    async def _read_newest(self, question: int) -> None:
        page = await self._first_page(question)
        if page is None:
            return
        self._loading = False
        known = {entry.notice.id: row for row, entry in enumerate(self._entries)}
        new = [entry for entry in page if entry.notice.id not in known]
        # Only what is above the known ones can be put there; anything else means that the list is another one.
        is_continued = self._entries_of == self._query and new == page[: len(new)] and len(new) < len(page)
        if not is_continued or self._query.unread_only:
            self._replace(page)
            return
        for entry in page[len(new) :]:
            row = known[entry.notice.id]
            if self._entries[row] != entry:
                self._entries[row] = entry
                self.dataChanged.emit(self.index(row), self.index(row))
        if new:
            self.beginInsertRows(_ROOT, 0, len(new) - 1)
            self._entries[:0] = new
            self.endInsertRows()
        self.settled.emit()

    async def _first_page(self, question: int) -> list[InboxEntry] | None:
        """None where another question has been asked meanwhile, or there is no answer: then `failed` was emitted."""
        try:
            page = list(await self._load(self._query))
        except BatchdeskError as error:
            if question == self._question:
                self._loading = False
                self.failed.emit(error.problem)
            return None
        return page if question == self._question else None

    async def _read_older(self, question: int) -> None:
        before = self._entries[-1].position if self._entries else None
        page = await self._load(replace(self._query, before=before))
        if question != self._question:
            return
        self._loading = False
        self._complete = len(page) < PAGE
        if page:
            first = len(self._entries)
            self.beginInsertRows(_ROOT, first, first + len(page) - 1)
            self._entries.extend(page)
            self.endInsertRows()
        self.settled.emit()

    def _replace(self, page: Sequence[InboxEntry]) -> None:
        self.beginResetModel()
        self._entries = list(page)
        self._entries_of = self._query
        self._loading = False
        self._complete = len(page) < PAGE
        self.endResetModel()
        self.settled.emit()
