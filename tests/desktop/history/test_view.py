"""The history on real files: everything at once, found while typing, filtered, kept."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.history import commands
from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.columns import Column, matches, words_of
from batchdesk.desktop.history.compare import CompareDialog, read_compared
from batchdesk.desktop.history.view import HistoryView
from batchdesk.engine.cached import cached_row
from batchdesk.engine.watched import Changes
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, Facets, HistoryQuery

from .conftest import BATCHES, SERVER, OpenView, key

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what offscreen says of every window


async def until(view: HistoryView, condition: Callable[[], bool]) -> None:
    """Return when the model has told something that makes `condition` true."""
    told = asyncio.Event()
    signals = (view.model.settled, view.model.counted, view.model.dataChanged)
    for signal in signals:
        signal.connect(told.set)
    async with asyncio.timeout(10):
        while not condition():
            await told.wait()
            told.clear()
    for signal in signals:
        signal.disconnect(told.set)


async def counted(view: HistoryView) -> None:
    """Return when every row is known."""
    await until(view, lambda: view.model.complete and view.model.rowCount() > 0)


async def found(view: HistoryView, search: str) -> None:
    """Return when what matches this is shown."""
    await until(view, lambda: view.model.query.search == search and (view.model.complete or view.model.rowCount() > 0))


async def read(view: HistoryView, row: int) -> str:
    await until(view, lambda: view.model.entry(row) is not None)
    entry = view.model.entry(row)
    assert entry is not None
    return entry.batch.key.batch_id


def test_all_of_it_is_there_and_any_row_can_be_looked_at(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            QAbstractItemModelTester(view.model, QAbstractItemModelTester.FailureReportingMode.Warning)
            view.opened()
            await counted(view)
            assert view.model.rowCount() == BATCHES
            assert view.bar.count.text() == "1,234 batches"
            for row in (0, 99, 100, 617, 1_200, BATCHES - 1):
                assert await read(view, row) == key(BATCHES - 1 - row).batch_id

    on_qt_loop(scenario())


def test_it_is_found_while_typing_and_never_by_an_old_answer(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            for text in ("Sale", "Sale 12", "Sale 1233"):
                view.look_for(text)
            await found(view, "Sale 1233")
            assert view.model.rowCount() == 1
            view.look_for("tag:spring 电话")
            await found(view, "电话")
            assert view.model.rowCount() == 13
            view.look_for("nowhere")
            await found(view, "nowhere")
            assert view.bar.count.text() == "0 batches"
            view.look_for("")
            await found(view, "")
            await counted(view)
            assert view.model.rowCount() == BATCHES

    on_qt_loop(scenario())


def test_what_can_be_filtered_by_is_counted_once_a_visit_and_not_with_every_letter(
    open_view: OpenView, on_qt_loop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted_all: list[None] = []
    facets = Reader.facets

    def noted(reader: Reader) -> Facets:
        counted_all.append(None)
        return facets(reader)

    monkeypatch.setattr(Reader, "facets", noted)

    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            for text in ("Sale 1", "Sale 12"):
                view.look_for(text)
                await found(view, text)
            assert len(counted_all) == 1

    on_qt_loop(scenario())


def test_filters_combine_and_are_cleared(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            view.bar.choose(Choice(tags=("spring",)))
            await until(view, lambda: view.model.query == HistoryQuery(tags=("spring",), limit=100))
            assert (view.model.rowCount(), view.bar.tag.text()) == (13, "Tag: spring")
            view.bar.clear.click()
            await until(view, lambda: view.model.query == HistoryQuery(limit=100) and view.model.complete)
            assert view.model.rowCount() == BATCHES

    on_qt_loop(scenario())


def test_what_is_kept_for_ever_is_shown_as_such(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            view.commands.pin.trigger()
            await until(view, lambda: view.table.chosen()[0].pinned)
            copied = asyncio.Event()
            QGuiApplication.clipboard().dataChanged.connect(copied.set)
            view.commands.copy.trigger()
            await copied.wait()
            QGuiApplication.clipboard().dataChanged.disconnect(copied.set)
            assert QGuiApplication.clipboard().text() == key(BATCHES - 1).batch_id
            assert not view.commands.compare.isEnabled()

    on_qt_loop(scenario())


def test_a_remark_shows_where_something_was_found(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            view.look_for("电话")
            await found(view, "电话")
            batch = view.table.chosen()[0]
            words = words_of(batch, Column.REMARK, view.model.now(), view.model.looked_for)
            assert words == "Note: 打电话给商家"
            assert [words[start:end] for start, end in matches(words, view.model.looked_for)] == ["电话"]

    on_qt_loop(scenario())


def test_two_batches_are_compared_and_what_differs_is_said(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            view.look_for("tag:spring")
            await found(view, "")
            await until(view, lambda: view.model.query.tags == ("spring",))
            view.table.selectAll()
            assert not view.commands.compare.isEnabled()
            view.table.clearSelection()
            view.table.setSelectionMode(view.table.SelectionMode.MultiSelection)
            view.table.selectRow(0)
            view.table.selectRow(1)
            older, newer = await read_compared(view._engine, view.table.chosen())
            assert view.commands.compare.isEnabled()
            dialog = CompareDialog(older, newer, view.model.now(), view)
            assert dialog.differing == ["Id", "Batch"]
            dialog.deleteLater()

    on_qt_loop(scenario())


def test_of_a_choice_longer_than_what_was_read_no_part_passes_for_all_of_it(
    open_view: OpenView, on_qt_loop: Any
) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            asked: asyncio.Queue[tuple[HistoryQuery, Sequence[BatchKey]]] = asyncio.Queue()
            view.export_asked.connect(lambda query, keys: asked.put_nowait((query, keys)))
            view.opened()
            await counted(view)
            view.commands.export.trigger()
            assert (await asked.get())[1] == [key(BATCHES - 1)]
            view.table.selectAll()
            assert len(view.table.chosen()) < BATCHES
            assert view.detail.findChild(QLabel).text() == "1,234 batches are chosen."
            assert all(action.isEnabled() for action in (view.commands.copy, view.commands.watch, view.commands.pin))
            view.commands.export.trigger()
            assert (await asked.get())[1] == [key(number) for number in reversed(range(BATCHES))]

    on_qt_loop(scenario())


def test_to_more_than_can_be_read_at_once_nothing_is_done(
    open_view: OpenView, on_qt_loop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "MOST_AT_ONCE", BATCHES - 1)

    async def scenario() -> None:
        async with open_view() as view:
            asked: asyncio.Queue[Sequence[BatchKey]] = asyncio.Queue()
            view.export_asked.connect(lambda _query, keys: asked.put_nowait(keys))
            view.opened()
            await counted(view)
            view.table.selectAll()
            assert not any(
                action.isEnabled() for action in (view.commands.copy, view.commands.watch, view.commands.pin)
            )
            view.commands.export.trigger()
            assert await asked.get() == []

    on_qt_loop(scenario())


def test_a_row_chosen_before_it_was_read_is_shown_when_it_is(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            view.table.selectRow(700)
            assert view.table.chosen() == []
            await until(view, lambda: bool(view.table.chosen()))
            assert view.detail.page.title.text() == f"Sale {BATCHES - 1 - 700}"

    on_qt_loop(scenario())


def test_changes_far_down_are_taken_without_reading_what_is_between(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            assert await read(view, BATCHES - 1) == key(0).batch_id
            read_before = view.model.loaded_keys
            entry = view.model.entry(BATCHES - 1)
            assert entry is not None
            view.model.take({key(0): replace(entry.batch, note="checked")})
            changed = view.model.entry(BATCHES - 1)
            assert changed is not None
            assert changed.batch.note == "checked"
            assert view.model.loaded_keys == read_before

    on_qt_loop(scenario())


def test_what_is_added_is_shown_where_nobody_is_moved_by_it(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            view.table.selectRow(2)
            chosen = view.table.chosen()[0].key
            new = BatchKey(SERVER, "cmnewcomer")
            store = view._engine._store
            assert store is not None
            (record,) = await asyncio.wrap_future(store.add_batches([Addition(new)]))
            view.take(Changes(batches={new: cached_row(record)}))
            await until(view, lambda: view.model.complete and view.model.rowCount() == BATCHES + 1)
            assert [batch.key for batch in view.table.chosen()] == [chosen]

    on_qt_loop(scenario())


def test_who_looks_at_older_ones_is_not_moved_and_sees_what_came_when_they_come_back(
    open_view: OpenView, on_qt_loop: Any
) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            view.table.scrollToBottom()
            looked = asyncio.Event()
            view._refresh.timeout.connect(looked.set)
            store = view._engine._store
            assert store is not None
            await asyncio.wrap_future(store.add_batches([Addition(BatchKey(SERVER, "cmfromelsewhere"))]))
            view.take(Changes(history=True))
            await looked.wait()
            assert view.model.rowCount() == BATCHES
            view.table.scrollToTop()
            await until(view, lambda: view.model.complete and view.model.rowCount() == BATCHES + 1)

    on_qt_loop(scenario())


def test_the_count_grows_as_it_becomes_known(
    open_view: OpenView, on_qt_loop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batchdesk.desktop.history.model.LANDMARKS_AT_ONCE", 1)

    async def scenario() -> None:
        async with open_view() as view:
            said: list[str] = []
            view.model.settled.connect(lambda: said.append(view.bar.count.text()))
            view.model.counted.connect(lambda: said.append(view.bar.count.text()))
            view.opened()
            await counted(view)
            assert list(dict.fromkeys(said)) == [
                "100 batches and more…",
                "500 batches and more…",
                "1,000 batches and more…",
                "1,234 batches",
            ]

    on_qt_loop(scenario())
