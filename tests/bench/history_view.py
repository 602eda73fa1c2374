"""How soon the history view paints what is asked of it, in a database that this makes itself. Prints JSON.

    python tests/bench/history_view.py [--batches N] [--keep FOLDER]

Milliseconds, medians, each until the rows are painted: the view opened anew, a jump to the middle of all rows, and what
is typed into the search box, with the pause after its last letter. 'stood still' is the longest that the window's loop
was away meanwhile, counting the whole history included; 'worked' is the longest that it had work of its own, by the
clock of its thread, whatever else the machine was busy with.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from long_history.million import make
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from batchdesk.desktop.history.view import HistoryView
from batchdesk.desktop.interpreter import set_for_a_window
from batchdesk.desktop.style.icons import icon
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.store.store import DATABASE_NAME

RUNS = 7
TICK_SECONDS = 0.002
SEARCHES = ("超时", "超", "spring", "0999", "e", "not there", "spring 超时")


class Stopwatch:
    """Measures until something is shown and painted, and how long the loop stood still meanwhile."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = {}
        self.stood_still = 0.0
        self.worked = 0.0

    async def measure(self, name: str, view: HistoryView, shown: Callable[[], bool]) -> None:
        """Keep the time from now until `shown`, painting included."""
        begin = time.perf_counter()
        await self.wait(shown)
        view.repaint()
        self.times.setdefault(name, []).append((time.perf_counter() - begin) * 1000)

    async def wait(self, condition: Callable[[], bool]) -> None:
        """Return when `condition` is true."""
        last, last_work = time.perf_counter(), time.thread_time()
        while not condition():
            await asyncio.sleep(TICK_SECONDS)
            now, work = time.perf_counter(), time.thread_time()
            self.stood_still, last = max(self.stood_still, now - last), now
            self.worked, last_work = max(self.worked, work - last_work), work

    @property
    def medians(self) -> dict[str, float]:
        """Of each name, rounded."""
        return {name: round(statistics.median(taken), 1) for name, taken in self.times.items()}

    @property
    def firsts(self) -> dict[str, float]:
        """The first of each name, when nothing had been read before."""
        return {name: round(taken[0], 1) for name, taken in self.times.items()}


async def measure(folder: Path) -> dict[str, object]:
    engine = Engine(folder, lambda: None, EngineOptions(keyring=False, connect=False))
    engine.start()
    await engine.ready()
    watch = Stopwatch()
    rows = 0
    try:
        for _ in range(RUNS):
            tasks = OwnedTasks(sys.exit)
            view = HistoryView(engine, tasks, lambda _key: None)
            view.resize(1240, 740)
            view.show()
            view.opened()
            await watch.measure("opened", view, lambda view=view: view.model.rowCount() > 0)
            await watch.wait(lambda view=view: view.model.complete)
            rows = view.model.rowCount()
            await _jump(watch, view)
            for text in SEARCHES:
                await _search(watch, view, text)
            view.close()
            await tasks.finish()
            view.deleteLater()
    finally:
        engine.stop()
    return {
        "batches": rows,
        "painted_ms": watch.medians,
        "first_ms": watch.firsts,
        "stood_still_ms": round(watch.stood_still * 1000, 1),
        "worked_ms": round(watch.worked * 1000, 1),
    }


async def _jump(watch: Stopwatch, view: HistoryView) -> None:
    middle = view.model.rowCount() // 2
    view.table.scrollTo(view.model.index(middle, 0), view.table.ScrollHint.PositionAtCenter)
    await watch.measure("jump to the middle", view, lambda: view.model.entry(middle) is not None)


async def _search(watch: Stopwatch, view: HistoryView, text: str) -> None:
    settled = asyncio.Event()
    view.model.settled.connect(settled.set)
    view.look_for(text)
    await watch.measure(f"search {text}", view, settled.is_set)
    view.model.settled.disconnect(settled.set)


def main() -> None:
    parser = argparse.ArgumentParser(description="How soon the history view paints what is asked of it.")
    parser.add_argument("--batches", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a data folder: its database is taken, or made there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = arguments.keep or Path(temporary)
        if not (folder / DATABASE_NAME).exists():
            make(folder / DATABASE_NAME, arguments.batches)
        application = QApplication([])
        application.setQuitOnLastWindowClosed(False)
        icon("funnel")  # the window has loaded the set long before somebody opens the history
        with set_for_a_window(), asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
            result = runner.run(measure(folder))
    sys.stdout.write(json.dumps(result, ensure_ascii=False, indent=2) + "\n")


if __name__ == "__main__":
    main()
