"""A history with two batches, an engine on it without a network, and an export of other ones."""

from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.importing.importing import Importing
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.exports.export import export_to
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.records import Addition, HistoryQuery
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.words.catalogue import set_language

SERVER = "https://studio.example"
THEIRS = 1_000


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@dataclass
class Desk:
    """What an import is started in, and what came of it."""

    importing: Importing
    engine: Engine
    area: MessageArea
    parent: QWidget
    tasks: OwnedTasks
    opened: list[None] = field(default_factory=list[None])
    folder: Path = Path()


OpenDesk = Callable[[], AbstractAsyncContextManager[Desk]]


def fill(path: Path, ids: list[str]) -> Path:
    store = Store.open(path)
    try:
        store.add_batches([Addition(BatchKey(SERVER, name), f"Sale {name}") for name in ids]).result()
    finally:
        store.close()
    return path


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Another one's history: a thousand batches, of which one is known here."""
    (tmp_path / "theirs").mkdir()
    return fill(tmp_path / "theirs" / DATABASE_NAME, ["cmmine0", *(f"cm{number:04}" for number in range(THEIRS - 1))])


@pytest.fixture
def lines(database: Path, tmp_path: Path) -> Path:
    """The same as an export."""
    order = ExportOrder(ExportForm.JSON_LINES, HistoryQuery(limit=None), versions=True)
    export_to(tmp_path / "theirs.jsonl", database, order, lambda done, total: None)
    return tmp_path / "theirs.jsonl"


@pytest.fixture
def open_desk(qtbot: QtBot, tmp_path: Path) -> OpenDesk:
    folder = tmp_path / "mine"
    folder.mkdir()
    fill(folder / DATABASE_NAME, ["cmmine0", "cmmine1"])

    @asynccontextmanager
    async def opened() -> AsyncIterator[Desk]:
        engine = Engine(folder, lambda: None, EngineOptions(keyring=False, connect=False))
        engine.start()
        await engine.ready()
        parent, area = QWidget(), MessageArea()
        qtbot.addWidget(parent)
        qtbot.addWidget(area)
        tasks = OwnedTasks(lambda words: area.say(words, trouble=True))
        shown: list[None] = []
        desk = Desk(
            Importing(engine, tasks, area, parent, lambda: shown.append(None)),
            engine,
            area,
            parent,
            tasks,
            shown,
            folder,
        )
        try:
            yield desk
        finally:
            await tasks.finish()
            engine.stop()

    return opened
