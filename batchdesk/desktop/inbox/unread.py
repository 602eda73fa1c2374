"""What of the inbox nobody has looked at: for the rail, the tray and the taskbar. It is in the database, so that a
restart forgets nothing.
"""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes
from batchdesk.store.reader import Reader
from batchdesk.store.records import InboxQuery

MOST_ENDS = 20
"""Of one batch: it may be started anew on the server, and end again."""


class Unread(QObject):
    """Counts again when the inbox has changed; while it counts, changes become one more count."""

    changed = Signal(object)
    """The counts by outcome; `in_need` is new as well."""

    def __init__(self, engine: Engine, tasks: OwnedTasks) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._counting = False
        self._behind = False
        self.by_outcome: Mapping[str, int] = {}
        self.in_need: frozenset[BatchKey] = frozenset()
        """Batches that failed, or made only some of their copies, and that nobody has looked at."""

    def take(self, changes: Changes) -> None:
        """Count when there is something new."""
        if not (changes.inbox or changes.loaded):
            return
        self._behind = True
        if not self._counting:
            self._counting = True
            self._tasks.start(self._catch_up())

    def see(self, keys: Sequence[BatchKey]) -> None:
        """These batches are before somebody's eyes: their ends are read."""
        if keys and self.by_outcome:
            self._tasks.start(self._mark_read(tuple(keys)))

    async def _catch_up(self) -> None:
        try:
            while self._behind:
                self._behind = False
                by_outcome, in_need = await self._engine.read(_unread)
                if (by_outcome, in_need) != (self.by_outcome, self.in_need):
                    self.by_outcome, self.in_need = by_outcome, in_need
                    self.changed.emit(by_outcome)
        finally:
            self._counting = False

    async def _mark_read(self, keys: tuple[BatchKey, ...]) -> None:
        query = InboxQuery(keys=keys, unread_only=True, limit=len(keys) * MOST_ENDS)
        unread = await self._engine.read(lambda reader: reader.inbox(query))
        if unread:
            await self._engine.inbox.mark_read([entry.notice.id for entry in unread])


def _unread(reader: Reader) -> tuple[Mapping[str, int], frozenset[BatchKey]]:
    return reader.unread_outcomes(), reader.unread_keys((status.FAILED, status.PARTIAL_SUCCESS))
