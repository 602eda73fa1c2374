"""Insights as a view of the window: the filter bar of the history, and what it finds as charts or as numbers."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from batchdesk.batch.problem import BatchdeskError
from batchdesk.charts.chart import Chart
from batchdesk.charts.insights import LocalZone, charts_of
from batchdesk.charts.scene import Pick
from batchdesk.desktop.faces import Face, Faced, unreadable_face
from batchdesk.desktop.filtering.language import parse
from batchdesk.desktop.filtering.matching import to_history_filter
from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.dates import Dates, Span
from batchdesk.desktop.history.filter_bar import FilterBar
from batchdesk.desktop.insights.card import ChartCard
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes
from batchdesk.store.reader import Reader
from batchdesk.store.records import HistoryQuery
from batchdesk.words.catalogue import translate

TYPING_MILLISECONDS = 120
"""After the last letter, before it is searched for."""

REFRESH_MILLISECONDS = 4000
"""What comes in while the charts are seen is in them at most this late: counting a year takes a third of a second."""

TWO_COLUMNS = 900
"""From this width on charts stand side by side."""

ShowHistory = Callable[[Choice, str], None]
"""Open the history narrowed to a choice, with this text in the search box."""


class InsightsView(QWidget):
    """Reads when it comes to the front and when the filter changes, never on this thread."""

    all_asked = Signal()
    """Nothing was found, and somebody wants to see everything: the search is to be emptied."""
    add_asked = Signal()
    """Nothing was ever watched, and somebody wants to begin."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, messages: MessageArea, show_history: ShowHistory) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._messages = messages
        self._show_history = show_history
        self._text = ""
        self._servers: tuple[str, ...] = ()
        self.reading: asyncio.Task[None] | None = None
        """What is being counted, or was last."""
        self._awaited = False
        """The keyboard is for charts that are still to come."""
        self.search_hint = translate("Insights", "Narrow the charts")
        self.bar = FilterBar()
        self.bar.choose(Choice(dates=Dates(Span.MONTH)))
        self.numbers = QPushButton(translate("Insights", "As numbers"))
        self.cards: list[ChartCard] = []
        self._grid = QGridLayout()
        self._columns = 0
        self.faced = Faced(self._charts())
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MILLISECONDS)
        self._build()

    # What the window asks.

    def opened(self) -> None:
        """It comes to the front: what is new is counted."""
        if not self.cards:
            self.faced.wait()
        self.refresh()
        self._tasks.start(self._offer())
        self.begin()

    def begin(self) -> None:
        """Take the keyboard."""
        if self.faced.begin_face():
            return
        if self.cards:
            self.cards[0].take_keyboard()
        self._awaited = not self.cards

    def look_for(self, text: str) -> None:
        """Count the batches that fit the filter language; a moment after the last letter."""
        self._text = text
        self._typing.start()

    def take(self, changes: Changes) -> None:
        """Count anew in a while what has changed, if anybody looks at it; coming to the front counts everything."""
        if (changes.batches or changes.history) and self.isVisible() and not self._refresh.isActive():
            self._refresh.start()

    @property
    def query(self) -> HistoryQuery:
        """What is counted."""
        filtered = to_history_filter(parse(self._text), self._servers)
        return self.bar.choice.narrow(filtered.query, datetime.now(UTC))

    def refresh(self) -> None:
        """Count anew; what is still being counted is dropped."""
        self._typing.stop()
        self._refresh.stop()
        if self.reading is not None:
            self.reading.cancel()
        self.reading = self._tasks.start(self._read(self.query))

    # How it is put together.

    def _charts(self) -> QScrollArea:
        self._grid.setContentsMargins(3 * GRID, 0, 3 * GRID, 3 * GRID)
        self._grid.setSpacing(3 * GRID)
        inside = QWidget()
        inside.setLayout(self._grid)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        return scroll

    def _build(self) -> None:
        self.numbers.setCheckable(True)
        self.numbers.toggled.connect(self._show_numbers)
        self.bar.changed.connect(self.refresh)
        self._typing.timeout.connect(self.refresh)
        self._refresh.timeout.connect(self.refresh)
        tools = QHBoxLayout()
        tools.setContentsMargins(0, 0, 3 * GRID, 0)
        tools.addWidget(self.bar, 1)
        tools.addWidget(self.numbers)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.faced, 1)

    def _show_numbers(self, wanted: bool) -> None:
        for card in self.cards:
            card.show_numbers(wanted)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        columns = 2 if self.width() >= TWO_COLUMNS else 1
        if columns != self._columns and self.cards:
            self._columns = columns
            for number, card in enumerate(self.cards):
                self._grid.addWidget(card, number // columns, number % columns)

    # What is read and shown.

    async def _read(self, query: HistoryQuery) -> None:
        def count(reader: Reader) -> tuple[int, tuple[Chart, ...]]:
            statistics = reader.statistics(query, LocalZone())
            batches = sum(sum(day.outcomes.values()) for day in statistics.days)
            return batches, charts_of(statistics, *_days(query))

        try:
            batches, charts = await self._engine.read(count)
        except BatchdeskError as error:
            self.faced.show_face(unreadable_face(error.problem, self.refresh))
            return
        self.bar.say_count(batches, complete=True)
        self._show(charts)
        if batches:
            self.faced.show_contents()
        else:
            self.faced.show_face(self._why_nothing())

    async def _offer(self) -> None:
        facets = await self._engine.read(lambda reader: reader.facets())
        self._servers = tuple(facets.servers)
        self.bar.offer(facets)

    def _why_nothing(self) -> Face:
        if self._text or self.bar.choice != Choice():
            return Face(
                "funnel",
                translate("Insights", "No batches to count here"),
                translate("Insights", "A longer time, fewer filters, or fewer words find more."),
                translate("Insights", "Show all"),
                self._show_all,
            )
        return Face(
            "chart-bar",
            translate("Insights", "Nothing was watched yet"),
            translate("Insights", "Once batches have ended, this shows how long they take and how they end."),
            translate("Insights", "Add batches…"),
            self.add_asked.emit,
        )

    def _show_all(self) -> None:
        self.all_asked.emit()
        self.bar.choose(Choice())

    def _show(self, charts: Sequence[Chart]) -> None:
        if not self.cards:
            self.cards = [ChartCard(chart) for chart in charts]
            for card in self.cards:
                card.drawing.picked.connect(self._pick)
                card.save_asked.connect(self._save)
            self._show_numbers(self.numbers.isChecked())
            self._place()
            if self._awaited:
                self.begin()
            return
        for card, chart in zip(self.cards, charts, strict=True):
            card.show_chart(chart)

    def _pick(self, pick: Pick) -> None:
        dates = Dates(Span.CUSTOM, pick.first, pick.last)
        statuses = pick.statuses or self.bar.choice.statuses
        self._show_history(replace(self.bar.choice, dates=dates, statuses=statuses), self._text)

    def _save(self, path: Path, picture: bytes) -> None:
        self._tasks.start(self._write(path, picture))

    async def _write(self, path: Path, picture: bytes) -> None:
        try:
            await asyncio.to_thread(path.write_bytes, picture)
        except OSError as error:
            reason = error.strerror or ""
            words = translate("Insights", "{path} could not be written ({reason}).", path=path, reason=reason)
            self._messages.say(words, trouble=True)


def _days(query: HistoryQuery) -> tuple[date | None, date | None]:
    """The first and the last local day that a query means; None where it has no bound. Days to come are none."""
    if query.since is None:
        return None, None
    first = query.since.astimezone().date()
    today = datetime.now(UTC).astimezone().date()
    last = today if query.until is None else (query.until - timedelta(microseconds=1)).astimezone().date()
    return first, max(first, last)
