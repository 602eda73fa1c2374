"""What the operator says of batches: kept in the store, then shown in the rows of those that are watched."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Future

from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.telling import Telling
from batchdesk.engine.watches import Watches
from batchdesk.store.records import BatchRecord
from batchdesk.store.store import Store


class Edits:
    """Lives on the engine's loop; every method is called there, and returns when the change is durable.

    Batches that are not watched are changed all the same.
    """

    def __init__(self, store: Store, watches: Watches) -> None:
        self._store = store
        self._watches = watches

    async def set_label(self, key: BatchKey, label: str) -> None:
        """Give a batch the operator's own name."""
        await self._edit([key], self._store.set_label(key, label), lambda record: replace(record, label=label))

    async def set_note(self, key: BatchKey, note: str) -> None:
        """Keep the operator's own words about a batch."""
        await self._edit([key], self._store.set_note(key, note), lambda record: replace(record, note=note))

    async def set_merchant(self, key: BatchKey, merchant: str) -> None:
        """Keep whose a batch is."""
        written = self._store.set_merchant(key, merchant)
        await self._edit([key], written, lambda record: replace(record, merchant=merchant))

    async def change_tags(self, keys: Sequence[BatchKey], add: Sequence[str], remove: Sequence[str]) -> None:
        """Give batches tags, and take others from them."""

        def change(record: BatchRecord) -> BatchRecord:
            return replace(record, tags=tuple(sorted({*record.tags, *add} - {*remove})))

        await self._edit(keys, self._store.change_tags(keys, add, remove), change)

    async def set_pinned(self, keys: Sequence[BatchKey], pinned: bool) -> None:
        """Keep batches, whatever the history is cleaned of, or no longer."""
        await self._edit(keys, self._store.set_pinned(keys, pinned), lambda record: replace(record, pinned=pinned))

    async def set_put_away(self, keys: Sequence[BatchKey], put_away: bool) -> None:
        """Take batches out of sight, or bring them back. What has not ended goes on being listened to, and is told."""
        written = self._store.set_put_away(keys, put_away)
        await self._edit(keys, written, lambda record: replace(record, put_away=put_away))

    async def set_telling(self, keys: Sequence[BatchKey], telling: Telling) -> None:
        """Keep what the operator wants of the ends of these batches."""
        await self._edit(keys, self._store.set_telling(keys, telling), lambda record: replace(record, telling=telling))

    async def _edit(
        self, keys: Sequence[BatchKey], written: Future[None], change: Callable[[BatchRecord], BatchRecord]
    ) -> None:
        await asyncio.wrap_future(written)
        for watch in self._watches.chosen(keys):
            watch.edit(change)
