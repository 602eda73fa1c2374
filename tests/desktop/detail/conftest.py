"""The pane of a batch on a real engine and a real server, as the window has it."""

from collections.abc import AsyncGenerator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.detail.pane import DetailPane
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.testserver import EmbeddedServer, ServerOptions
from tests.waiting import until

TIMELINE, COPIES, CONNECTION = range(3)
"""The tabs."""


class Watched:
    """A pane that follows one batch at a time."""

    def __init__(self, engine: Engine, tasks: OwnedTasks) -> None:
        self.engine = engine
        self.pane = DetailPane(engine, tasks)
        self.rows: dict[BatchKey, WatchedBatch] = {}
        self.key: BatchKey | None = None

    def take(self, changes: Changes) -> None:
        self.rows |= changes.batches
        if self.key in changes.batches:
            self.pane.show_batches([self.rows[self.key]])

    async def watch(self, server: EmbeddedServer, batch_id: str) -> BatchKey:
        """Add a batch, and show it."""
        (key,) = await self.engine.add([Reference(batch_id, server.url)])
        await until(lambda: key in self.rows)
        self.show(key)
        return key

    def show(self, key: BatchKey) -> None:
        self.key = key
        self.pane.show_batches([self.rows[key]])

    def open_tab(self, number: int) -> None:
        self.pane.page.tabs.bar.setCurrentIndex(number)


@asynccontextmanager
async def watched(data_dir: Path, server: EmbeddedServer | None = None) -> AsyncGenerator[Watched]:
    """Signed in, unless there is no server."""
    watched: Watched
    pump = MailboxPump(lambda changes: watched.take(changes))
    options = EngineOptions(keyring=False, policy=ReconnectPolicy(initial=0.05, cap=0.2))
    engine = Engine(data_dir, pump.wake, options)
    pump.connect_to(engine.mailbox)
    troubles: list[str] = []
    tasks = OwnedTasks(troubles.append)
    watched = Watched(engine, tasks)
    engine.start()
    try:
        if server is not None:
            await engine.sign_in(server.url, server.options.email, server.options.code)
        watched.pane.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)  # a test may open one after the other
        watched.pane.resize(360, 900)
        watched.pane.show()
        yield watched
    finally:
        await tasks.finish()
        pump.stop()
        engine.stop()
        watched.pane.deleteLater()
    assert not troubles


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    with EmbeddedServer(ServerOptions(look_seconds=0.02, heartbeat_seconds=0.2)) as server:
        yield server
