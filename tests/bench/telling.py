"""Thousands of ends within a second: how late the window is, when all are told, and in how many messages. Prints JSON.

    python tests/bench/telling.py [--ends 5000] [--runs 3]

The whole program without a screen and without a server: ends come as the engine brings them, through the database; the
notification daemon is a process of its own. Each figure is the median of the runs.
"""

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from many_streams.gauges import Lateness, Processor
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.rules import Rule, Rules, Tell
from batchdesk.batch.state import BatchState
from batchdesk.desktop.instance import Instance, Request
from batchdesk.desktop.interpreter import set_for_a_window
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.program import Program
from batchdesk.engine.cached import cached_row
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.settings.file import Loaded
from batchdesk.settings.values import Settings, TellingSettings
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, BatchRecord, Change, NoticeDraft
from batchdesk.store.store import DATABASE_NAME, Store

sys.path.append(str(Path(__file__).resolve().parents[2]))
from tests.notification_daemon import private_bus, run_daemon

Figures = dict[str, float]

SERVER = "https://batches.example"
TAG = "spring"
OUTCOMES = (status.SUCCEEDED, status.SUCCEEDED, status.PARTIAL_SUCCESS, status.FAILED)
RULES = {
    "each for itself": Rules(),
    "only when the last has ended": Rules(rules=(Rule(Tell.LAST, tag=TAG),)),
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--ends", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--daemon", help="be the notification daemon on the bus of this address")
    parser.add_argument("--once", help="one run with these rules, in this process")
    options = parser.parse_args()
    if options.daemon:
        asyncio.run(be_the_daemon(options.daemon))
    elif options.once:
        print(json.dumps(run_once(RULES[options.once], options.ends)))  # noqa: T201 - what a benchmark is for
    else:
        figures = {name: medians([measure(name, options.ends) for _ in range(options.runs)]) for name in RULES}
        print(json.dumps(figures, indent=2))  # noqa: T201 - what a benchmark is for


def measure(name: str, ends: int) -> Figures:
    """One run, in a process of its own."""
    command = [sys.executable, __file__, "--once", name, "--ends", str(ends)]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def medians(runs: list[Figures]) -> Figures:
    return {name: round(statistics.median(run[name] for run in runs), 2) for name in runs[0]}


async def be_the_daemon(address: str) -> None:
    """Until standard input ends; then say how many messages came."""
    async with run_daemon(address, "body", "actions") as daemon:
        print("ready", flush=True)  # noqa: T201 - for the parent
        await asyncio.to_thread(sys.stdin.read)
        print(len(daemon.sent), flush=True)  # noqa: T201 - for the parent


@contextmanager
def daemon_process(address: str) -> Iterator[Callable[[], int]]:
    """A daemon; the function ends it and says how many messages it took."""
    command = [sys.executable, __file__, "--daemon", address]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield lambda: int(process.communicate()[0])


def run_once(rules: Rules, ends: int) -> Figures:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as folder, private_bus(Path(folder)) as bus:
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus
        data = Path(folder) / "data"
        data.mkdir()
        fill(data, ends)
        application = QApplication([])
        with daemon_process(bus) as messages, asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
            figures = runner.run(tell(data, rules))
            return figures | {"messages": messages()}


def fill(data: Path, ends: int) -> None:
    """A database of batches that run."""
    store = Store.open(data / DATABASE_NAME)
    store.add_server(SERVER)
    keys = [BatchKey(SERVER, f"cmbench{number:07}") for number in range(ends)]
    store.add_batches([Addition(key, f"Spring sale {number}", tags=(TAG,)) for number, key in enumerate(keys)])
    now = datetime.now(UTC)
    for key in keys:
        before = BatchState(key)
        store.record(Change(before, _state(key, status.RUNNING, 1, now), now, "{}", 0, None))
    store.flush().result()
    store.close()


def _state(key: BatchKey, word: str, version: int, now: datetime) -> BatchState:
    ended = now if word != status.RUNNING else None
    return BatchState(
        key, word, version, started_at=now - timedelta(minutes=1), completed_at=ended, timestamp=now, received_at=now
    )


async def tell(data: Path, rules: Rules) -> Figures:
    """Have all of them end at once, and wait until all are told."""
    lateness = Lateness()
    timer = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lateness.tick)
    program: Program
    pump = MailboxPump(lambda changes: program.take(changes))
    engine = Engine(data, pump.wake, EngineOptions(keyring=False, connect=False))
    pump.connect_to(engine.mailbox)
    engine.start()
    instance = Instance(data)
    instance.claim(Request())
    settings = Settings(telling=TellingSettings(rules))
    program = Program(DesktopOptions(data), instance, engine, pump, Loaded(settings))
    with set_for_a_window():
        run = asyncio.create_task(program.run())
        records = await engine.read(lambda reader: reader.watched())
        while program.window.batches.rowCount() < len(records):  # noqa: ASYNC110 - Qt's model sets no asyncio events
            await asyncio.sleep(0.05)
        timer.start()
        lateness.start()
        processor, started = Processor(), time.perf_counter()
        await asyncio.to_thread(end_all, engine, records)
        ended = time.perf_counter()
        while await engine.read(untold):  # noqa: ASYNC110 - the database sets none either
            await asyncio.sleep(0.05)
        figures = {
            "ends written in seconds": ended - started,
            "all told after seconds": time.perf_counter() - started,
            "GUI p99 ms": lateness.p99(),
            "GUI longest stall ms": lateness.longest(),
            "processor microseconds an end": processor.microseconds_each(len(records)),
        }
        timer.stop()
        program.quit()
        await run
    engine.stop()
    instance.close()
    return figures


def end_all(engine: Engine, records: list[BatchRecord]) -> None:
    """What the engine does with the end of a batch, for all of them; on a thread, as the engine is."""
    store = engine._run.store
    assert store is not None
    now = datetime.now(UTC)
    for number, record in enumerate(records):
        outcome = OUTCOMES[number % len(OUTCOMES)]
        after = _state(record.state.key, outcome, record.state.version + 1, now)
        change = Change(record.state, after, now, "{}", 0, NoticeDraft(outcome, now, 60.0, away=False))
        engine.mailbox.post(batches=[replace(cached_row(record), state=after)])
        store.record(change).add_done_callback(
            lambda recorded: engine.mailbox.post(notices=(recorded.result(),), inbox=True)
        )
    store.flush().result()


def untold(reader: Reader) -> bool:
    return bool(reader.pending_notices())


if __name__ == "__main__":
    main()
