"""The window as it comes to the screen, before the rest of it is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.first_window import first_window
from batchdesk.desktop.window import MainWindow
from batchdesk.desktop.window_memory import FILE_NAME
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store
from tests.desktop.window.opened import OnLoop, opened
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

KEYS = [BatchKey("https://one.example", f"cm{number:03}") for number in range(120)]
OFFLINE = EngineOptions(keyring=False, connect=False)


@pytest.fixture
def folder(qapp: QApplication, tmp_path: Path) -> Path:
    """A data folder with batches in its table."""
    store = Store.open(tmp_path / DATABASE_NAME)
    store.add_batches([Addition(key) for key in KEYS]).result()
    store.close()
    return tmp_path


@pytest.fixture
def first(folder: Path) -> Iterator[MainWindow]:
    window = first_window(folder)
    yield window
    window.close()
    window.deleteLater()


def place_of(window: MainWindow) -> QRect:
    """Where in the window its table stands."""
    return QRect(window.table.mapTo(window, QPoint()), window.table.size())


def test_it_is_on_the_screen_with_the_newest_batches_and_nothing_else(first: MainWindow) -> None:
    assert first.isVisible()
    assert first.table.isVisible()
    assert [batch.key for batch in first.batches.shown()] == KEYS[:19:-1]
    assert not first.loaded


def test_without_rows_the_window_waits_for_what_else_it_has_to_show(qapp: QApplication, tmp_path: Path) -> None:
    first = first_window(tmp_path)
    assert not first.isVisible()
    assert list(tmp_path.iterdir()) == []
    first.deleteLater()


def test_the_table_stands_where_it_stood_when_all_around_it_is_there(folder: Path, on_qt_loop: OnLoop) -> None:
    places: list[QRect] = []

    async def as_before() -> None:
        async with opened(folder) as (window, _engine):
            await until(lambda: window.batches.rowCount() == len(KEYS))
            window.resize(760, 640)
            window.offline.hide()  # the server is nowhere, and on a busy machine that is said by now
            window.grab()  # which gives everything its place
            places.append(place_of(window))
            window.show_message("This is not there at the next start.")

    on_qt_loop(as_before())
    first = first_window(folder)
    places.append(place_of(first))
    first.close()
    first.deleteLater()
    assert places[0] == places[1]
    assert places[0].x() > 0


def test_a_memory_that_somebody_changed_leaves_the_table_the_whole_window(folder: Path) -> None:
    (folder / FILE_NAME).write_text("[table]\naround=1, no, number\n")
    first = first_window(folder)
    assert place_of(first) == first.rect()
    first.close()
    first.deleteLater()


def test_in_an_order_of_the_operators_own_all_rows_are_there(folder: Path, on_qt_loop: OnLoop) -> None:
    async def sort() -> None:
        async with opened(folder) as (window, _engine):
            window.table.sortByColumn(1, Qt.SortOrder.AscendingOrder)

    on_qt_loop(sort())
    first = first_window(folder)
    assert [batch.key for batch in first.batches.shown()] == KEYS
    first.close()
    first.deleteLater()


def test_the_rest_comes_into_the_same_window(first: MainWindow, folder: Path, on_qt_loop: OnLoop) -> None:
    first.table.choose(KEYS[-2])

    async def furnish() -> None:
        engine = Engine(folder, lambda: None, OFFLINE)
        first.furnish(engine, on_quit=lambda: None)
        assert first.table.isVisible()  # all the time
        engine.start()
        try:
            await engine.ready()
            while not first.loaded:
                first.take(engine.mailbox.drain())
            assert [batch.key for batch in first.batches.shown()] == KEYS[::-1]
            assert [batch.key for batch in first.table.chosen()] == [KEYS[-2]]
            assert first.tools.isVisible()
        finally:
            await first.finish()
            engine.stop()

    on_qt_loop(furnish())


def test_closed_before_the_rest_is_there_it_forgets_nothing(folder: Path) -> None:
    (folder / FILE_NAME).write_text("[rail]\nnarrow=true\n")
    first = first_window(folder)
    first.close()
    first.deleteLater()
    assert (folder / FILE_NAME).read_text() == "[rail]\nnarrow=true\n"
