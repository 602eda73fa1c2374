"""What is done to the batches that are chosen in the history, read or not yet."""

import asyncio
from collections.abc import Sequence
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.history import commands
from batchdesk.desktop.history.compare import CompareDialog, read_compared
from batchdesk.store.records import HistoryQuery

from .conftest import BATCHES, OpenView, key
from .looking import counted, found, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what offscreen says of every window


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


def test_the_first_row_is_chosen_alone_while_the_key_is_held_that_opened_the_view(
    open_view: OpenView, on_qt_loop: Any
) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            QTest.keyPress(view.table, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
            view.table.choose_row(3)
            view.table.choose_row(3)
            assert [batch.key for batch in view.table.chosen()] == [key(BATCHES - 1 - 3)]
            QTest.keyRelease(view.table, Qt.Key.Key_Control)

    on_qt_loop(scenario())


def test_a_row_chosen_before_it_was_read_is_shown_when_it_is(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            view.table.choose_row(700)
            assert view.table.chosen() == []
            await until(view, lambda: bool(view.table.chosen()))
            assert view.detail.page.title.text() == f"Sale {BATCHES - 1 - 700}"

    on_qt_loop(scenario())
