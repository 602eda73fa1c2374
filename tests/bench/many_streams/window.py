"""Streams with the window open, offscreen: how late the GUI is, and when what the server wrote has been painted."""

import asyncio
import tempfile
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.interpreter import set_for_a_window
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.style import appearance
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Changes
from many_streams.desk import sign_in, watch
from many_streams.gauges import Lateness, Processor, percentile
from many_streams.server_process import Server, running_server
from many_streams.wire import SECONDS, Figures


class PaintClock:
    """Hears when a row of the table has been painted, and how long before the server had written it."""

    def __init__(self) -> None:
        self.since: datetime | None = None
        """What was written before is not looked at; None: nothing is."""
        self.milliseconds: list[float] = []
        self._painted: dict[BatchKey, int] = {}
        paint = BatchTable.paintEvent
        clock = self

        def paint_and_note(table: BatchTable, event: QPaintEvent) -> None:
            paint(table, event)
            clock.note(table, event)

        BatchTable.paintEvent = paint_and_note  # type: ignore[method-assign]

    def note(self, table: BatchTable, event: QPaintEvent) -> None:
        if self.since is None:
            return
        now = datetime.now(UTC)
        first, last = table.rowAt(event.rect().top()), table.rowAt(event.rect().bottom())
        for row in range(max(0, first), (last if last >= 0 else table.batches.rowCount() - 1) + 1):
            state = table.batches.batch_at(row).state
            if state.timestamp and state.timestamp > self.since and self._painted.get(state.key) != state.version:
                self._painted[state.key] = state.version
                self.milliseconds.append((now - state.timestamp).total_seconds() * 1000)

    def figures(self) -> Figures:
        return {
            "write to row painted, p50 ms": round(percentile(self.milliseconds, 0.5), 1),
            "write to row painted, p99 ms": round(percentile(self.milliseconds, 0.99), 1),
        }


class Screen:
    """The window, its engine and what is measured of them."""

    def __init__(self, folder: Path) -> None:
        self.paints = PaintClock()
        self.lateness = Lateness()
        self.row_seconds = 0.0
        """Processor time that the window has taken for rows, and all that counts them, before anything is painted."""
        self._live: set[BatchKey] = set()
        self._changed = asyncio.Event()
        self._timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.lateness.tick)
        pump = MailboxPump(self._take)
        self.engine = Engine(folder, pump.wake, EngineOptions(keyring=False))
        pump.connect_to(self.engine.mailbox)
        self.engine.start()
        self.window = MainWindow(demo=False)
        self.window.furnish(self.engine, on_quit=lambda: None)
        self.window.show()
        self._pump = pump

    async def until_live(self, count: int) -> None:
        while len(self._live) < count:
            self._changed.clear()
            await self._changed.wait()

    def measure_lateness(self, measured: bool) -> None:
        """Also note what is painted. Both cost something themselves: not while processor time is measured."""
        self.paints.since = datetime.now(UTC) if measured else None
        if measured:
            self.lateness.start()
            self._timer.start()
        else:
            self._timer.stop()

    async def close(self) -> None:
        self._timer.stop()
        self.window.hide()
        await self.window.finish()
        self._pump.stop()
        await asyncio.to_thread(self.engine.stop)

    def _take(self, changes: Changes) -> None:
        before = time.thread_time()
        self.window.take(changes)
        self.row_seconds += time.thread_time() - before
        for key, batch in changes.batches.items():
            if batch.connection.state is ConnectionState.LIVE:
                self._live.add(key)
            else:
                self._live.discard(key)
        self._changed.set()


@asynccontextmanager
async def open_window(server: Server, count: int, figures: Figures) -> AsyncGenerator[Screen]:
    """A window with so many live streams; `figures` get what opening them took."""
    appearance.apply(QApplication.instance())  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder, set_for_a_window():
        screen = Screen(Path(folder))
        try:
            await sign_in(screen.engine, server)
            await asyncio.sleep(0.5)  # the window's own first second is another matter
            screen.measure_lateness(True)
            start = time.perf_counter()
            await watch(screen.engine, server, count)
            await screen.until_live(count)
            figures["opened in, s"] = round(time.perf_counter() - start, 2)
            figures["longest GUI stall while opening, ms"] = screen.lateness.longest()
            figures["the same without waiting for a processor, ms"] = screen.lateness.longest_of_its_own()
            figures["longest work of the GUI in one go, ms"] = screen.lateness.longest_work()
            screen.measure_lateness(False)
            await asyncio.sleep(0.5)
            yield screen
        finally:
            await screen.close()


async def window_1(_count: int) -> Figures:
    """One stream: from the server's write to the painted row."""
    opening: Figures = {}
    with running_server() as server:
        async with open_window(server, 1, opening) as screen:
            screen.measure_lateness(True)
            await server.ask("send_now_and_then", 200)
            return screen.paints.figures()


async def window_1000(count: int) -> Figures:
    return await _busy(count, count)


async def window_5000(count: int) -> Figures:
    return await _busy(5 * count, count / 2)


async def window_10000(count: int) -> Figures:
    """Ten times as many streams, with a heartbeat each every ten seconds: three times the guide's."""
    figures: Figures = {}
    with running_server() as server:
        async with open_window(server, 10 * count, figures) as screen:
            processor = Processor()
            await server.ask("beat", 10.0, 10.0)
            figures["CPU, % of a core"] = processor.share_of_a_core()
            screen.measure_lateness(True)
            await server.ask("beat", 10.0, 10.0)
            figures |= _lateness(screen)
            figures["held"] = await server.ask("opened", 10 * count)
    return figures


async def _busy(count: int, rate: float) -> Figures:
    """So many streams and events a second: processor, the GUI's lateness, time to the painted row if one was seen."""
    figures: Figures = {}
    with running_server() as server:
        async with open_window(server, count, figures) as screen:
            await server.ask("send", rate, 1.0)
            processor, rows = Processor(), screen.row_seconds
            sent = await server.ask("send", rate, SECONDS)
            figures["CPU, % of a core"] = processor.share_of_a_core()
            figures["CPU an event, µs"] = processor.microseconds_each(sent)
            figures["of it engine, µs"] = processor.microseconds_each_on("batchdesk-engine", sent)
            figures["of it store, µs"] = processor.microseconds_each_on("batchdesk-store", sent)
            figures["of it rows, µs"] = round((screen.row_seconds - rows) / sent * 1e6, 1)
            screen.paints.milliseconds.clear()
            screen.measure_lateness(True)
            await server.ask("send", rate, SECONDS)
            figures |= _lateness(screen)
            if screen.paints.milliseconds:
                figures |= screen.paints.figures()
    return figures


def _lateness(screen: Screen) -> Figures:
    return {"GUI lag p99, ms": screen.lateness.p99(), "longest GUI stall, ms": screen.lateness.longest()}
