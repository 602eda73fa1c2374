"""The history on real files: everything at once, found while typing, filtered, counted."""

from typing import Any

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.columns import Column, matches, words_of
from batchdesk.store.reader import Reader
from batchdesk.store.records import Facets, HistoryQuery

from .conftest import BATCHES, OpenView, key
from .looking import counted, found, read, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what offscreen says of every window


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


def test_the_count_grows_as_it_becomes_known(
    open_view: OpenView, on_qt_loop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batchdesk.desktop.history.model.WALK_SECONDS", 0)

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
