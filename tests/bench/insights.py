"""How soon charts of a year are drawn, in a database that this makes itself. Prints JSON.

    python tests/bench/insights.py [--batches N] [--keep FILE]

Milliseconds, medians: from the wish until all charts are painted, and the longest that the window's loop stood still
meanwhile. 'merchant' and 'search' cannot be taken from the hourly counts.
"""

import argparse
import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from long_history.million import make
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from batchdesk.charts.chart import Chart
from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.dates import Dates, Span
from batchdesk.desktop.insights.view import InsightsView
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.store.store import DATABASE_NAME

RUNS = 7
TICK_SECONDS = 0.005
YEAR = Dates(Span.YEAR)
CHOICES = {
    "year": Choice(dates=YEAR),
    "year of one server": Choice(servers=("https://studio.example",), dates=YEAR),
    "year of failures": Choice(statuses=("FAILED",), dates=YEAR),
    "year of one merchant": Choice(merchants=("cm0007merchant",), dates=YEAR),
}


class Painted:
    """Waits until a view has painted what it was asked for."""

    def __init__(self, view: InsightsView) -> None:
        self._view = view
        self.stood_still = 0.0

    async def ask(self, choice: Choice) -> float:
        """Milliseconds until it is painted."""
        begin = last = time.perf_counter()
        before = self._shown()
        self._view.bar.choose(choice)
        while self._shown() is before:
            await asyncio.sleep(TICK_SECONDS)
            now = time.perf_counter()
            self.stood_still, last = max(self.stood_still, now - last), now
        self._view.repaint()
        now = time.perf_counter()
        self.stood_still = max(self.stood_still, now - last)
        if self._view.reading is not None:
            await self._view.reading  # what the filters offer is read afterwards
        return (now - begin) * 1000

    def _shown(self) -> Chart | None:
        return self._view.cards[0].chart if self._view.cards else None


async def measure(folder: Path) -> dict[str, object]:
    engine = Engine(folder, lambda: None, EngineOptions(keyring=False, connect=False))
    engine.start()
    await engine.ready()
    tasks = OwnedTasks(sys.exit)
    view = InsightsView(engine, tasks, MessageArea(), lambda _choice, _text: None)
    view.resize(1240, 740)
    view.show()
    painted = Painted(view)
    times: dict[str, list[float]] = {}
    try:
        for _ in range(RUNS):
            for name, choice in CHOICES.items():
                times.setdefault(name, []).append(await painted.ask(choice))
    finally:
        await tasks.finish()
        engine.stop()
    medians = {name: round(statistics.median(taken), 1) for name, taken in times.items()}
    firsts = {name: round(taken[0], 1) for name, taken in times.items()}
    return {"drawn_ms": medians, "first_ms": firsts, "stood_still_ms": round(painted.stood_still * 1000, 1)}


def main() -> None:
    parser = argparse.ArgumentParser(description="How soon charts of a year are drawn.")
    parser.add_argument("--batches", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path, help="a data folder: its database is taken, or made there")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder: Path = arguments.keep or Path(temporary)
        if not (folder / DATABASE_NAME).exists():
            make(folder / DATABASE_NAME, arguments.batches)
        application = QApplication([])
        with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
            result = runner.run(measure(folder))
    sys.stdout.write(json.dumps({"batches": arguments.batches, **result}, indent=2) + "\n")


if __name__ == "__main__":
    main()
