"""Insights on a real engine and database: what is counted, and where a click leads."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.charts.scene import Pick
from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.dates import Dates, Span
from batchdesk.desktop.insights.view import TWO_COLUMNS, InsightsView
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.cached import cached_row
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Changes
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, Facets
from batchdesk.store.store import DATABASE_NAME, Store
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]
OFFLINE = EngineOptions(keyring=False, connect=False)


@dataclass
class Insights:
    view: InsightsView
    messages: MessageArea
    shown: list[tuple[Choice, str]] = field(default_factory=list)

    def numbers(self, name: str) -> tuple[tuple[str, ...], ...]:
        return next(card.chart.table.rows for card in self.view.cards if card.chart.name == name)

    @property
    def batches(self) -> int:
        return sum(int(row[-1]) for row in self.numbers("outcomes"))


@asynccontextmanager
async def insights_of(folder: Path) -> AsyncIterator[Insights]:
    """Three batches of one merchant and two of another, added just now."""
    store = Store.open(folder / DATABASE_NAME)
    merchants = ("mer_a", "mer_a", "mer_a", "mer_b", "mer_b")
    keys = [BatchKey("https://studio.example", f"cmgl{number}") for number in range(5)]
    store.add_batches([Addition(key, "", merchant) for key, merchant in zip(keys, merchants, strict=True)]).result()
    store.close()
    engine = Engine(folder, lambda: None, OFFLINE)
    engine.start()
    await engine.ready()
    tasks = OwnedTasks(lambda words: pytest.fail(words))
    messages = MessageArea()
    shown: list[tuple[Choice, str]] = []
    view = InsightsView(engine, tasks, messages, lambda choice, text: shown.append((choice, text)))
    view.resize(TWO_COLUMNS, 700)
    view.show()
    view.opened()
    try:
        await until(lambda: view.cards)
        yield Insights(view, messages, shown)
    finally:
        await tasks.finish()
        engine.stop()
        for widget in (view, messages):
            widget.close()
            widget.deleteLater()


def test_thirty_days_are_counted_at_first(tmp_path: Path, on_qt_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with insights_of(tmp_path) as insights:
            assert len(insights.numbers("outcomes")) == 30
            assert insights.batches == 5
            assert insights.view.cards[0].drawing is insights.view.focusWidget(), "keys walk it at once"
            assert insights.view.bar.count.text() == "5 batches"

    on_qt_loop(scenario())


def test_filter_and_search_narrow_the_charts(tmp_path: Path, on_qt_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with insights_of(tmp_path) as insights:
            insights.view.look_for("merchant:mer_a")
            await until(lambda: insights.batches == 3)
            insights.view.look_for("")
            insights.view.bar.choose(Choice(merchants=("mer_b",), dates=Dates(Span.WEEK)))
            await until(lambda: insights.batches == 2)
            assert len(insights.numbers("outcomes")) == 7

    on_qt_loop(scenario())


def test_a_pick_opens_the_history_narrowed_to_it(tmp_path: Path, on_qt_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with insights_of(tmp_path) as insights:
            insights.view.bar.choose(Choice(merchants=("mer_b",), dates=Dates(Span.WEEK)))
            today = datetime.now(UTC).astimezone().date()
            insights.view.cards[0].drawing.picked.emit(Pick(today - timedelta(days=1), today, (status.FAILED,)))
            choice, text = insights.shown[0]
            assert choice.dates == Dates(Span.CUSTOM, today - timedelta(days=1), today)
            assert choice.statuses == (status.FAILED,)
            assert choice.merchants == ("mer_b",)
            assert text == ""

    on_qt_loop(scenario())


def test_all_charts_turn_into_tables_and_stand_in_one_column_when_narrow(tmp_path: Path, on_qt_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with insights_of(tmp_path) as insights:
            view = insights.view
            assert view.cards[1].x() > view.cards[0].x()
            view.numbers.click()
            assert all(card.table is not None and card.currentIndex() == 1 for card in view.cards)
            view.resize(TWO_COLUMNS - 200, 700)
            await until(lambda: view.cards[1].x() == view.cards[0].x())

    on_qt_loop(scenario())


def test_a_picture_is_written_and_trouble_is_said(tmp_path: Path, on_qt_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with insights_of(tmp_path) as insights:
            path = tmp_path / "chart.svg"
            insights.view.cards[0].save_asked.emit(path, b"<svg/>")
            await until(path.exists)
            insights.view.cards[0].save_asked.emit(tmp_path / "none" / "chart.svg", b"<svg/>")
            await until(lambda: insights.messages.texts)
            assert "could not be written" in insights.messages.texts[0]

    on_qt_loop(scenario())


def test_where_nothing_is_counted_the_way_back_is_offered(tmp_path: Path, on_qt_loop: OnLoop) -> None:
    async def scenario() -> None:
        async with insights_of(tmp_path) as insights:
            view = insights.view
            view.all_asked.connect(lambda: view.look_for(""))
            view.look_for("nothing like it")
            await until(lambda: view.faced.face is not None)
            assert view.faced.face is not None
            assert view.faced.face.heading == "No batches to count here"
            view.faced.page.button.click()
            await until(lambda: view.faced.face is None)
            assert insights.batches == 5

    on_qt_loop(scenario())


def test_a_database_that_cannot_be_read_is_said_and_tried_again(tmp_path: Path, on_qt_loop: OnLoop) -> None:
    database = tmp_path / DATABASE_NAME

    async def scenario() -> None:
        async with insights_of(tmp_path) as insights:
            view = insights.view
            assert view.reading is not None
            await view.reading
            kept = database.read_bytes()
            database.write_bytes(b"no database at all" * 500)
            view.refresh()
            await until(lambda: view.faced.face is not None)
            assert "damaged" in view.faced.page.accessibleDescription()
            database.write_bytes(kept)
            view.faced.page.button.click()
            await until(lambda: view.faced.face is None)

    on_qt_loop(scenario())


def test_what_comes_in_while_it_is_seen_is_counted_and_keeps_what_is_pointed_at(
    tmp_path: Path, on_qt_loop: OnLoop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batchdesk.desktop.insights.view.REFRESH_MILLISECONDS", 1)
    counted: list[None] = []
    facets = Reader.facets

    def noted(reader: Reader) -> Facets:
        counted.append(None)
        return facets(reader)

    monkeypatch.setattr(Reader, "facets", noted)

    async def scenario() -> None:
        async with insights_of(tmp_path) as insights:
            view, store = insights.view, insights.view._engine._run.store
            assert store is not None
            hours = next(card.drawing for card in view.cards if card.chart.name == "hours")
            hours.setFocus()
            QTest.keyClick(hours, Qt.Key.Key_Home)
            new = BatchKey("https://studio.example", "cmglnew")
            (record,) = await asyncio.wrap_future(store.add_batches([Addition(new)]))
            view.take(Changes(batches={new: cached_row(record)}))
            await until(lambda: insights.batches == 6)
            assert hours.current == 0
            await asyncio.wrap_future(store.add_batches([Addition(BatchKey("https://studio.example", "cmglimported"))]))
            view.take(Changes(history=True))
            await until(lambda: insights.batches == 7)
            await until(lambda: len(counted) == 1)  # what can be filtered by: once a visit
            view.hide()
            view.take(Changes(history=True))
            assert not view._refresh.isActive()

    on_qt_loop(scenario())
