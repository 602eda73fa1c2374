"""The window on a real engine, and what the tests look at in it."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLabel

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.testserver import EmbeddedServer, Plan
from tests.waiting import until

OnLoop = Callable[[Coroutine[Any, Any, None]], None]
QUICK = Plan(queued_seconds=0, running_seconds=0)


@asynccontextmanager
async def opened(data_dir: Path, **options: Any) -> AsyncGenerator[tuple[MainWindow, Engine]]:
    """A window that is shown, on an engine that runs."""
    window: MainWindow
    pump = MailboxPump(lambda changes: window.take(changes))
    engine = Engine(data_dir, pump.wake, EngineOptions(keyring=False, policy=ReconnectPolicy(initial=0.05, cap=0.2)))
    pump.connect_to(engine.mailbox)
    window = MainWindow(demo=False, data_dir=data_dir)
    window.furnish(engine, on_quit=lambda: None, **options)
    engine.start()
    window.show()
    try:
        yield window, engine
    finally:
        await window.finish()
        pump.stop()
        engine.stop()
        window.close()
        window.deleteLater()


@asynccontextmanager
async def signed_in(data_dir: Path, server: EmbeddedServer) -> AsyncGenerator[tuple[MainWindow, Engine]]:
    async with opened(data_dir) as (window, engine):
        await engine.add_server(server.url)
        await engine.sign_in(server.url, server.options.email, server.options.code)
        await until(lambda: window.adding.servers)
        yield window, engine


def is_whole(label: QLabel) -> bool:
    """Whether the label has room for all its lines."""
    return label.height() >= label.heightForWidth(label.width())


def face_of(window: MainWindow) -> str:
    """What stands in the place of the table; empty while it is shown."""
    face = window.desk.face if window.desk.isVisible() else None
    return face.heading if face else ""


def status_of(window: MainWindow, key: BatchKey) -> str:
    batch = window.batches.batch(key)
    return batch.state.status if batch else ""
