"""What became of the ends of batches: told, where, or why not; seen by the operator."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime

from batchdesk.engine.mailbox import Mailbox
from batchdesk.store.store import Store


class Inbox:
    """Each coroutine may be awaited on any asyncio loop, and returns when what it says is durable.

    A caller that is cancelled meanwhile has been heard: it is written before the engine's `stop` returns.
    """

    def __init__(self, store: Callable[[], Store | None], mailbox: Mailbox) -> None:
        """`store` is None until the cache is open: there is nothing to write about before."""
        self._store = store
        self._mailbox = mailbox

    async def mark_told(self, notice_ids: Sequence[int], shown: str) -> None:
        """Write down that these ends were told, and where."""
        await self._write(lambda store: store.mark_told(notice_ids, shown, datetime.now(UTC)))

    async def withhold(self, notice_ids: Sequence[int], why: str) -> None:
        """Write down that nothing is shown of these ends, and why."""
        await self._write(lambda store: store.withhold(notice_ids, why, datetime.now(UTC)))

    async def hold(self, notice_ids: Sequence[int], why: str) -> None:
        """Write down why nothing is shown of these ends yet. They stay to be told."""
        await self._write(lambda store: store.hold(notice_ids, why))

    async def name_message(self, notice_ids: Sequence[int], name: str) -> None:
        """Write down under which name these ends are about to be told."""
        await self._write(lambda store: store.name_message(notice_ids, name))

    async def mark_read(self, notice_ids: Sequence[int]) -> None:
        """Write down that the operator saw these ends."""
        await self._write(lambda store: store.mark_read(notice_ids, datetime.now(UTC)))

    async def mark_all_read(self) -> None:
        """Write down that the operator saw all there is."""
        await self._write(lambda store: store.mark_all_read(datetime.now(UTC)))

    async def _write(self, write: Callable[[Store], Future[None]]) -> None:
        store = self._store()
        if store is not None:
            await asyncio.wrap_future(write(store))
            self._mailbox.post(inbox=True)
