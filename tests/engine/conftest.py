"""A real engine on a real server: what the engine's tests share."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import Problem
from batchdesk.batch.telling import Notice
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Changes, FollowedMerchant, Happening, ServerStatus, WatchedBatch
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.testserver import EmbeddedServer, ServerOptions

QUICK = EngineOptions(keyring=False, policy=ReconnectPolicy(initial=0.05, cap=0.2))


class Desk:
    """A front end without a screen: drains the mailbox into plain tables, and can wait for what it wants to see."""

    def __init__(self, data_dir: Path, options: EngineOptions = QUICK) -> None:
        self.rows: dict[BatchKey, WatchedBatch] = {}
        self.servers: dict[str, ServerStatus] = {}
        self.notices: list[Notice] = []
        self.problems: list[Problem] = []
        self.followed: tuple[FollowedMerchant, ...] = ()
        self.journal: list[Happening] = []
        self.loaded = False
        self._loop = asyncio.get_running_loop()
        self._changed = asyncio.Event()
        self.engine = Engine(data_dir, self._wake, options, self.journal.append)

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self._drain)

    def _drain(self) -> None:
        changes: Changes = self.engine.mailbox.drain()
        self.rows.update(changes.batches)
        for key in changes.removed:
            self.rows.pop(key, None)
        self.servers.update(changes.servers)
        for url in changes.forgotten:
            self.servers.pop(url, None)
        self.notices.extend(changes.notices)
        self.problems.extend(changes.problems)
        self.followed = self.followed if changes.followed is None else changes.followed
        self.loaded = self.loaded or changes.loaded
        self._changed.set()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Wait until what has been seen fulfils `condition`."""
        while not condition():
            self._changed.clear()
            await self._changed.wait()

    def is_live(self, key: BatchKey) -> bool:
        """Whether the batch is in sight, and its stream open."""
        return key in self.rows and self.rows[key].connection.state is ConnectionState.LIVE

    async def watch(self, server: EmbeddedServer, *batch_ids: str) -> list[BatchKey]:
        """Sign in, add batches."""
        await self.engine.sign_in(server.url, server.options.email, server.options.code)
        return await self.engine.add([Reference(batch_id, server.url) for batch_id in batch_ids])


@asynccontextmanager
async def desk_on(data_dir: Path, options: EngineOptions = QUICK) -> AsyncGenerator[Desk]:
    """A desk whose engine runs."""
    desk = Desk(data_dir, options)
    desk.engine.start()
    try:
        yield desk
    finally:
        await asyncio.to_thread(desk.engine.stop)


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    with EmbeddedServer(ServerOptions(look_seconds=0.02, heartbeat_seconds=0.2)) as server:
        yield server
