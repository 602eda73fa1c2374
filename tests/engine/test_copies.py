"""The texts of a batch: from the server when they are wanted, from the cache when it cannot be asked."""

import asyncio
from pathlib import Path

import pytest

from batchdesk.batch.copies import copies_in
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.testserver import DEFAULT_MERCHANT, EmbeddedServer, HtmlAnswer
from tests.engine.conftest import Desk, desk_on


async def problem_kind(desk: Desk, key: BatchKey) -> ProblemKind:
    with pytest.raises(BatchdeskError) as caught:
        await desk.engine.fetch_copies(key)
    return caught.value.problem.kind


def test_texts_are_fetched_and_there_without_a_server(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            server.advance(batch, "PARTIAL_SUCCESS", copy_count=3)
            await desk.until(lambda: desk.rows[key].state.ended)
            fetched = await desk.engine.fetch_copies(key)
            assert fetched is not None
            assert fetched.version == desk.rows[key].state.version
            assert [copy.sequence for copy in copies_in(fetched.raw)] == [1, 2, 3]
            await desk.until(lambda: desk.rows[key].merchant == DEFAULT_MERCHANT)
        server.stop()
        async with desk_on(tmp_path) as desk:
            kept = await desk.engine.read(lambda reader: reader.copies(key))
            assert kept is not None
            assert (kept.raw, kept.version) == (fetched.raw, fetched.version)
            assert await problem_kind(desk, key) is ProblemKind.UNREACHABLE

    asyncio.run(main())


def test_why_there_are_none_is_told(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            # A stream that is still being opened would take the answer that is meant for the texts.
            await desk.until(lambda: desk.is_live(key))
            await desk.engine.pause([key])
            server.inject(HtmlAnswer(status=404, everywhere=True))
            assert await desk.engine.fetch_copies(key) is None
            assert await problem_kind(desk, BatchKey(server.url, "cm0")) is ProblemKind.NOT_FOUND
            stranger = BatchKey("https://other.example", batch)
            assert await problem_kind(desk, stranger) is ProblemKind.UNKNOWN_SERVER
            server.end_sessions()
            assert await problem_kind(desk, key) is ProblemKind.SIGNED_OUT
            assert await desk.engine.read(lambda reader: reader.copies(key)) is None

    asyncio.run(main())


def test_what_is_put_away_goes_on_being_told_and_stays_away(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.engine.set_put_away([key], True)
            server.advance(batch, "RUNNING")
            server.advance(batch, "SUCCEEDED", copy_count=5)
            await desk.until(lambda: bool(desk.notices))
            assert desk.rows[key].put_away
        async with desk_on(tmp_path) as desk:
            await desk.until(lambda: key in desk.rows)
            assert desk.rows[key].put_away
            await desk.engine.set_put_away([key], False)
            await desk.until(lambda: not desk.rows[key].put_away)

    asyncio.run(main())
