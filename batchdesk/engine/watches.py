"""The batches under watch: which they are, and whether each is listened to."""

import asyncio
import random
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.connection_log import Turn
from batchdesk.batch.identity import BatchKey
from batchdesk.engine.archive import Archive
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.server import Server
from batchdesk.engine.watch import Watch
from batchdesk.store.records import Addition, BatchRecord

SPREAD_SECONDS = 1.0
"""After a sleep of the machine the reconnects are spread over this long."""

ADDED_AT_ONCE = 250
"""Thousands in one transaction would keep the first row, and whatever else is to be written, waiting for a second."""

ADOPTED_AT_ONCE = 50
ADOPTING_PAUSE_SECONDS = 0.01
"""Between so many batches and the next: ten thousand are taken up in two seconds."""


class Watches:
    """Lives on the engine's loop; every method is called there."""

    def __init__(self, outlet: Outlet, archive: Archive, server_of: Callable[[BatchKey], Server]) -> None:
        """`server_of` gives the server of a batch, which is known before the batch is taken up."""
        self._outlet = outlet
        self._archive = archive
        self._server_of = server_of
        self._watches: dict[BatchKey, Watch] = {}
        self._reconnects: list[asyncio.TimerHandle] = []

    async def take_up(self, records: Iterable[BatchRecord]) -> None:
        """Go on with batches as they stand in the store, without keeping the interpreter from whoever paints them."""
        for number, record in enumerate(records, start=1):
            self._adopt(record)
            if number % ADOPTED_AT_ONCE == 0:
                await asyncio.sleep(ADOPTING_PAUSE_SECONDS)

    async def close(self) -> None:
        """End every subscription."""
        for reconnect in self._reconnects:
            reconnect.cancel()
        await asyncio.gather(*(watch.stop() for watch in self._watches.values()))

    def chosen(self, keys: Iterable[BatchKey]) -> list[Watch]:
        """Those of these batches that are watched."""
        return [self._watches[key] for key in keys if key in self._watches]

    def are_listening(self) -> bool:
        """Whether news of any batch is wanted."""
        return any(watch.wants_news for watch in self._watches.values())

    async def add(self, additions: Sequence[Addition]) -> None:
        """Watch batches. In the table, where the newest is on top, they stand in the order in which they are given.

        Of more than ADDED_AT_ONCE those are watched that were added when it fails or is cancelled.
        """
        for end in range(len(additions), 0, -ADDED_AT_ONCE):
            await self._add_some(additions[max(0, end - ADDED_AT_ONCE) : end])

    async def _add_some(self, additions: Sequence[Addition]) -> None:
        records = await asyncio.wrap_future(self._outlet.store.add_batches(additions[::-1]))
        records.reverse()
        for record in records:
            if record.key in self._watches:
                self._watches[record.key].edit(lambda _before, record=record: record)
        await self.take_up(record for record in records if record.key not in self._watches)
        for watch in self.chosen(addition.key for addition in additions):
            watch.start()  # asked for by name: look again, also at one that has ended

    async def add_new(self, additions: Sequence[Addition], at_most: int, awaited_since: datetime) -> int:
        """Watch those that were never added, newest first given, at most so many of them; returns how many those were.

        Their ends are told, unless they ended before `awaited_since` (our clock).
        """
        records = await asyncio.wrap_future(self._outlet.store.add_unknown(additions, at_most))
        for record in reversed(records):
            self._adopt(record, awaited_since)
        return len(records)

    def number_of(self, server: str, merchant: str) -> int:
        """How many batches of a merchant are watched."""
        return sum(watch.key.server == server and watch.merchant == merchant for watch in self._watches.values())

    async def pause(self, keys: Iterable[BatchKey]) -> None:
        """Stop listening until `resume`, also across a restart. What has ended or is gone stays as it is."""
        watches = [watch for watch in self.chosen(keys) if watch.can_pause]
        self._outlet.store.set_paused([watch.key for watch in watches], True)
        await asyncio.gather(*(watch.stop(ConnectionState.PAUSED) for watch in watches))

    async def resume(self, keys: Iterable[BatchKey]) -> None:
        """Listen again to what was paused."""
        watches = [watch for watch in self.chosen(keys) if watch.is_paused]
        self._outlet.store.set_paused([watch.key for watch in watches], False)
        for watch in watches:
            watch.start()

    async def retry(self, keys: Iterable[BatchKey]) -> None:
        """Try now: a waiting one, an ended one, and one that was gone. What is paused stays so until `resume`."""
        for watch in self.chosen(keys):
            if watch.is_paused:
                continue
            self._outlet.store.set_gone(watch.key, False)
            watch.start()
            watch.wake(Turn.ASKED)

    async def remove(self, keys: Iterable[BatchKey]) -> None:
        """Take batches out of the live table. Their history stays."""
        watches = self.chosen(keys)
        removed = [watch.key for watch in watches]
        await asyncio.gather(*(watch.stop() for watch in watches))
        for key in removed:
            self._watches.pop(key, None)
        await asyncio.wrap_future(self._outlet.store.set_watched(removed, False))
        self._outlet.mailbox.post(removed=removed)

    async def forget(self, server: str) -> None:
        """Its batches are no longer in the live table: whoever forgets the server writes that."""
        watches = [watch for key, watch in self._watches.items() if key.server == server]
        await asyncio.gather(*(watch.stop() for watch in watches))
        for watch in watches:
            del self._watches[watch.key]
        self._outlet.mailbox.post(removed=[watch.key for watch in watches])

    async def restore(self, keys: Iterable[BatchKey]) -> None:
        """Undo `remove`."""
        wanted = [key for key in keys if key not in self._watches]
        await asyncio.wrap_future(self._outlet.store.set_watched(wanted, True))
        for key in wanted:
            record = await self._archive.ask(lambda reader, key=key: reader.batch(key))
            if record is not None:
                self._adopt(record)

    def reconnect(self, why: Turn) -> None:
        """Every stream connects anew: what is open may be dead. Spread over SPREAD_SECONDS."""
        loop = asyncio.get_running_loop()
        for reconnect in self._reconnects:
            reconnect.cancel()  # a second disruption within the first one's second: nobody is to connect twice
        self._reconnects = [
            loop.call_later(random.uniform(0, SPREAD_SECONDS), watch.wake, why) for watch in self._watches.values()
        ]

    def post_running(self, server: Server) -> None:
        """How long this server's batches take has changed: the rows of those that run say it."""
        for watch in self._watches.values():
            if watch.key.server == server.url and not watch.state.ended:
                watch.post()

    def _adopt(self, record: BatchRecord, awaited_since: datetime | None = None) -> None:
        watch = Watch(record, self._server_of(record.key), self._outlet, awaited_since)
        self._watches[record.key] = watch
        watch.post()
        if watch.wants_news:
            watch.start()
