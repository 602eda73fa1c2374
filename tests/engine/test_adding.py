"""Many batches are added a few at a time: the first row does not wait for the last, and each comes to its place."""

import asyncio
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.engine import watches
from batchdesk.testserver import EmbeddedServer
from tests.engine.conftest import Desk, desk_on


def from_top_to_bottom(desk: Desk) -> list[BatchKey]:
    """As a table has them: newest first, those of one moment as they arrived."""
    return sorted(desk.rows, key=lambda key: desk.rows[key].added_at, reverse=True)


def test_many_stand_in_the_order_in_which_they_are_given(
    tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watches, "ADDED_AT_ONCE", 2)
    batches = [server.create_batch(autostart=False) for _ in range(5)]

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            keys = await desk.watch(server, *batches)
            assert [key.batch_id for key in keys] == batches
            await desk.until(lambda: len(desk.rows) == len(keys))
            assert from_top_to_bottom(desk) == keys
            assert len({row.added_at for row in desk.rows.values()}) == 3  # in three transactions: two, two, and one
            assert [record.key for record in await desk.engine.read(lambda reader: reader.watched())] == keys

    asyncio.run(main())
