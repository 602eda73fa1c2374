"""Streams through the engine, without a screen: dedup, store, mailbox and a table of rows."""

import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import WatchedBatch
from many_streams.gauges import Processor, resident_kilobytes
from many_streams.server_process import Server, running_server
from many_streams.wire import SECONDS, Figures

FRAME_SECONDS = 0.016


class Desk:
    """Drains the mailbox at most once a frame into a table, as a front end does."""

    def __init__(self, folder: Path) -> None:
        self.rows: dict[BatchKey, WatchedBatch] = {}
        self._loop = asyncio.get_running_loop()
        self._woken = asyncio.Event()
        self._changed = asyncio.Event()
        self.engine = Engine(folder, self._wake, EngineOptions(keyring=False))

    async def run(self) -> None:
        while True:
            await self._woken.wait()
            self._woken.clear()
            self.rows.update(self.engine.mailbox.drain().batches)
            self._changed.set()
            await asyncio.sleep(FRAME_SECONDS)

    async def until_live(self, count: int) -> None:
        while sum(row.connection.state is ConnectionState.LIVE for row in self.rows.values()) < count:
            self._changed.clear()
            await self._changed.wait()

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self._woken.set)


@asynccontextmanager
async def running_desk() -> AsyncGenerator[Desk]:
    """A desk whose engine runs, on an empty data folder."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        desk.engine.start()
        drain = asyncio.create_task(desk.run())
        try:
            yield desk
        finally:
            await asyncio.to_thread(desk.engine.stop)
            drain.cancel()


async def watch(engine: Engine, server: Server, count: int) -> None:
    """Add so many batches of the server. Returns when they are in the store, not yet when they are open."""
    await engine.add([Reference(f"batch{number}", server.url) for number in range(count)])


async def sign_in(engine: Engine, server: Server) -> None:
    await engine.paste_cookie(server.url, "next-auth.session-token=token")


async def many_in_engine(count: int) -> Figures:
    """Open, listen for a while, stop."""
    with running_server() as server:
        async with running_desk() as desk:
            await sign_in(desk.engine, server)
            before, start = resident_kilobytes(), time.perf_counter()
            await watch(desk.engine, server, count)
            await desk.until_live(count)
            figures = {"opened in, s": round(time.perf_counter() - start, 2)}
            await server.ask("send", count, 1.0)
            figures["memory a stream, KB"] = round((resident_kilobytes() - before) / count, 1)
            processor = Processor()
            sent = await server.ask("send", count, SECONDS)
            figures["CPU an event, µs"] = processor.microseconds_each(sent)
            figures["of it store, µs"] = processor.microseconds_each_on("batchdesk-store", sent)
            start = time.perf_counter()
            await asyncio.to_thread(desk.engine.stop)
            figures["stopped in, s"] = round(time.perf_counter() - start, 2)
        await server.ask("opened", 0)
    return figures
