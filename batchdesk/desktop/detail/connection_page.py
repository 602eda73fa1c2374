"""What happened with a batch's stream in this run, and when nothing could be heard before."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.connection_log import ConnectionLog
from batchdesk.desktop.detail.copy_button import CopyButton
from batchdesk.desktop.detail.loading import Loading
from batchdesk.desktop.detail.tabs import Page
from batchdesk.desktop.detail.texts import TextBox
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import Outage
from batchdesk.words.catalogue import translate
from batchdesk.words.connection_log import LogLine, line_of, no_news_words, unheard_words
from batchdesk.words.times import to_the_second

_LINES = 16
_MOST_OUTAGES = 40
_NOTED_SECONDS = 0.3
"""A silence that has just ended is on the disk by then."""


class ConnectionPage(Page):
    """Newest last, and live. Who has scrolled up is left there."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._loading = Loading(tasks)
        self._shown: WatchedBatch | None = None
        self._outages: list[Outage] = []
        self.log = TextBox(translate("Detail", "What happened with the connection"))
        self.log.setFont(appearance.tabular(appearance.smaller(self.log.font())))
        self.log.setMinimumHeight(self.log.fontMetrics().lineSpacing() * _LINES)
        self.news = plain_label()
        self.copy = CopyButton(
            translate("Detail", "Copy"), translate("Detail", "Copy what happened"), self.log.toPlainText
        )
        row = QHBoxLayout()
        row.addWidget(self.news, 1)
        row.addWidget(self.copy)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addLayout(row)
        column.addWidget(self.log, 1)

    def show_of(self, batch: WatchedBatch | None, now: datetime) -> None:
        before, self._shown = self._shown, batch
        if batch is None:
            self._loading.stop()
            return
        if before is None or before.key != batch.key:
            self._outages = []
            self._loading.start(self._load(batch))
        elif before.connection_log is not batch.connection_log:
            self._loading.start(self._load(batch, after=_NOTED_SECONDS))
        self._show_lines(batch, now)

    async def _load(self, batch: WatchedBatch, after: float = 0.0) -> None:
        await asyncio.sleep(after)
        ended = batch.state.received_at if batch.state.ended else None
        until = ended or datetime.now(UTC)
        self._outages = await self._engine.read(
            lambda reader: reader.outages(batch.key.server, batch.added_at, until)[-_MOST_OUTAGES:]
        )
        if self._shown is not None:
            self._show_lines(self._shown, datetime.now(UTC))

    def _show_lines(self, batch: WatchedBatch, now: datetime) -> None:
        lines = sorted((*map(line_of, batch.connection_log), *_before(batch.connection_log, self._outages, now)))
        text = "\n".join(f"{to_the_second(line.at, now)}  {line.words}" for line in lines)
        self.copy.setEnabled(bool(text))
        self._show_text(text or translate("Detail", "Nothing has happened since the program was started."))
        live = batch.connection.state is ConnectionState.LIVE and batch.heard_at is not None
        self.news.setText(no_news_words(to_the_second(batch.heard_at, now)) if live and batch.heard_at else "")

    def _show_text(self, text: str) -> None:
        if self.log.toPlainText() == text:
            return
        bar = self.log.verticalScrollBar()
        place, at_end = bar.value(), bar.value() == bar.maximum()
        self.log.setPlainText(text)
        bar.setValue(bar.maximum() if at_end else place)


def _before(log: ConnectionLog, outages: Iterable[Outage], now: datetime) -> list[LogLine]:
    """The times in which nothing could be heard, as far as the log does not tell of them itself."""
    begin = log[0].since if log else None
    return [
        LogLine(
            outage.from_at,
            unheard_words(program_was_closed=outage.server is None, until=to_the_second(outage.until_at, now)),
        )
        for outage in outages
        if begin is None or outage.from_at < begin
    ]
