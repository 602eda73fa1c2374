"""Where the watches put what they learn: the store, the mailbox, and a journal for those who want every step."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TypeVar

from batchdesk.batch.connection import Connection
from batchdesk.batch.events import BatchEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.engine.mailbox import Mailbox
from batchdesk.engine.watched import Happening
from batchdesk.store.store import Store

Value = TypeVar("Value")

Journal = Callable[[Happening], None]
"""Called on the engine's thread for each step of each batch: must only hand it on."""


@dataclass(slots=True)
class Outlet:
    """What all watches share."""

    store: Store
    mailbox: Mailbox
    journal: Journal | None
    looking_since: datetime
    """What ended before this moment (our clock) ended while nobody looked."""
    unkept_ids: Iterator[int] = field(default_factory=lambda: count(-1, -1))
    """For ends that are told although they have no row in the database: no row has one of these."""

    def now(self) -> datetime:
        """Our clock."""
        return datetime.now(UTC)

    def happened(self, key: BatchKey, what: BatchEvent | Connection | Problem, at: datetime) -> None:
        """Tell the journal, if there is one."""
        if self.journal is not None:
            self.journal(Happening(key, what, at))

    def on_loop(self, callback: Callable[[Future[Value]], None]) -> Callable[[Future[Value]], None]:
        """Wrap a callback of the store's thread so that it runs on this loop; dropped when the loop has closed."""
        loop = asyncio.get_running_loop()

        def hand_over(future: Future[Value]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(callback, future)

        return hand_over
