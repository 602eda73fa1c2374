"""What happened with a batch's stream, as its row tells it."""

import asyncio
from pathlib import Path

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.connection_log import Turn
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.testserver import EmbeddedServer, MalformedJson, Refuse
from tests.engine.conftest import Desk, desk_on


def told(desk: Desk, key: BatchKey) -> list[str]:
    """The log of a batch, an entry a word."""
    words: list[str] = []
    for entry in desk.rows[key].connection_log:
        if isinstance(entry, Connection):
            trouble = entry.problem
            why = f" {trouble.detail.get('code') or trouble.kind.value}" if trouble else ""
            words.append(f"{entry.state.value}{why}")
        else:
            words.append(entry.what.kind.value if isinstance(entry.what, Problem) else entry.what.value)
    return words


def test_a_stream_from_its_opening_to_its_end(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)
    server.inject(Refuse(batch_id=batch, status=503, times=2))
    server.inject(MalformedJson(batch_id=batch, after_events=1))

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: desk.rows[key].state.version == 1 and "malformed" in told(desk, key))
            server.drop_streams()
            await desk.until(lambda: told(desk, key)[-1] == "live")
            server.advance(batch, "SUCCEEDED", copy_count=5)
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.IDLE)
            assert told(desk, key) == [
                *("connecting", "waiting 503", "connecting 503", "waiting 503", "connecting 503", "live"),
                *("malformed", "waiting lost", "connecting lost", "live", "complete", "idle"),
            ]
            moments = [entry.since for entry in desk.rows[key].connection_log if entry.since is not None]
            assert moments == sorted(moments)
            assert len(moments) == len(told(desk, key))

    asyncio.run(main())


def test_what_the_operator_and_the_machine_did(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            await desk.until(lambda: told(desk, key) == ["connecting", "live"])
            await desk.engine.reconnect_now()
            await desk.until(lambda: told(desk, key)[2:] == [Turn.ASKED.value, "connecting", "live"])
            await desk.engine.retry([key])
            await desk.until(lambda: told(desk, key)[5:] == [Turn.ASKED.value, "connecting", "live"])
            await desk.engine.pause([key])
            await desk.until(lambda: told(desk, key)[8:] == ["idle", "paused"])

    asyncio.run(main())


def test_a_batch_that_is_left_alone_has_no_log(tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with desk_on(tmp_path) as desk:
            (key,) = await desk.watch(server, batch)
            server.advance(batch, "SUCCEEDED", copy_count=5)
            await desk.until(lambda: desk.rows[key].connection.state is ConnectionState.IDLE)
        async with desk_on(tmp_path) as desk:
            await desk.engine.ready()
            await desk.until(lambda: key in desk.rows)
            assert desk.rows[key].connection_log == ()

    asyncio.run(main())
