"""A cache with a history of many batches, and an engine on it without a network."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.history.view import HistoryView
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store

SERVER = "https://studio.example"
BATCHES = 1_234

OpenView = Callable[[], AbstractAsyncContextManager[HistoryView]]


def key(number: int) -> BatchKey:
    return BatchKey(SERVER, f"cmgl{number:05}x8k2p0001qz7f")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """1,234 batches, the newest with the highest number; every hundredth is tagged and noted."""
    store = Store.open(tmp_path / DATABASE_NAME)
    try:
        store.add_batches([Addition(key(number), f"Sale {number}") for number in range(BATCHES)]).result()
        for number in range(0, BATCHES, 100):
            store.change_tags([key(number)], add=("spring",))
            store.set_note(key(number), "打电话给商家")
        store.flush().result()
    finally:
        store.close()
    return tmp_path


@pytest.fixture
def open_view(qapp: QApplication, folder: Path) -> OpenView:
    @asynccontextmanager
    async def opened() -> AsyncIterator[HistoryView]:
        engine = Engine(folder, lambda: None, EngineOptions(keyring=False, connect=False))
        engine.start()
        await engine.ready()
        said: list[str] = []
        tasks = OwnedTasks(said.append)
        view = HistoryView(engine, tasks, lambda _key: None)
        view.resize(1200, 700)
        view.show()
        try:
            yield view
        finally:
            view.hide()
            await tasks.finish()
            engine.stop()
            view.deleteLater()
            assert said == []

    return opened
