"""An import that is killed at any moment: nothing of it, or all of it with the next start. Never a part, no litter."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.engine.deliveries import answer_to, incoming
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, HistoryQuery
from batchdesk.store.store import DATABASE_NAME, Store
from tests.waiting import until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="kill -9 is a Unix thing")

BATCHES = 350

DIE = """
import os, signal, sys
from pathlib import Path
from batchdesk.store import merging, staging

def die_at(module, name, left):
    really = getattr(module, name)
    calls = iter(range(left - 1, -1, -1))
    def counted(*arguments):
        if next(calls) == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return really(*arguments)
    setattr(module, name, counted)

mine, theirs, call = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
"""
WHILE_IT_READS = f"{DIE}\ndie_at(staging, 'take', call)\n"
WHILE_IT_MERGES = f"{DIE}\ndie_at(merging, '_count', call)\n"
COMMAND = """
from batchdesk.terminal.importing import import_files
import_files(mine, [theirs], print)
"""
WINDOW = """
import asyncio
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.exports.importing import look_into
from batchdesk.store.folders import ThrowawayFolder
engine = Engine(mine, lambda: None, EngineOptions(keyring=False, connect=False))
engine.start()
folder = ThrowawayFolder(mine, "import-")
prepared = folder.path / "one.sqlite"
look_into([theirs], engine.database, prepared)
asyncio.run(engine.take_in(prepared, lambda share: None))
"""


@pytest.fixture
def theirs(tmp_path: Path) -> Path:
    folder = tmp_path / "theirs"
    folder.mkdir()
    store = Store.open(folder / DATABASE_NAME)
    keys = [BatchKey("https://batches.example", f"cm{number}") for number in range(BATCHES)]
    store.add_batches([Addition(key, label=f"Sale {number}") for number, key in enumerate(keys)]).result()
    store.set_watched(keys, False).result()
    store.close()
    return folder / DATABASE_NAME


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    Store.open(folder / DATABASE_NAME).close()
    return folder


def killed(program: str, mine: Path, theirs: Path, call: int) -> None:
    command = [sys.executable, "-c", program, str(mine), str(theirs), str(call)]
    assert subprocess.run(command, capture_output=True, timeout=60).returncode == -signal.SIGKILL


def number_of(mine: Path) -> int:
    return Reader(mine / DATABASE_NAME).count(HistoryQuery())


async def next_start(mine: Path, is_seen: Callable[[], bool]) -> None:
    """Start the program, until that is seen."""
    engine = Engine(mine, lambda: None, EngineOptions(keyring=False, connect=False))
    engine.start()
    try:
        await engine.ready()
        await until(is_seen)
    finally:
        await asyncio.to_thread(engine.stop)


def no_litter(mine: Path, besides: str = "") -> bool:
    left = [*mine.glob("import-*"), *incoming(mine).glob("*")]
    return all(file.suffix == besides for file in left)


@pytest.mark.parametrize("who", [COMMAND, WINDOW], ids=["command", "window"])
def test_killed_while_it_reads_it_has_changed_nothing(mine: Path, theirs: Path, who: str) -> None:
    killed(WHILE_IT_READS + who, mine, theirs, 250)
    assert list(mine.glob("import-*")), "nobody could remove it"
    asyncio.run(next_start(mine, lambda: no_litter(mine)))
    assert number_of(mine) == 0


@pytest.mark.parametrize("call", [1, 3])
@pytest.mark.parametrize("who", [COMMAND, WINDOW], ids=["command", "window"])
def test_killed_while_it_merges_it_is_finished_by_the_next_start(mine: Path, theirs: Path, who: str, call: int) -> None:
    killed(WHILE_IT_MERGES + who, mine, theirs, call)
    assert number_of(mine) < BATCHES
    asyncio.run(next_start(mine, lambda: number_of(mine) == BATCHES and no_litter(mine, besides=".answer")))


def test_an_answer_that_nobody_waits_for_is_removed(mine: Path) -> None:
    incoming(mine).mkdir()
    old, new = (answer_to(incoming(mine) / f"{name}.sqlite") for name in ("old", "new"))
    for answer in (old, new):
        answer.write_text("{}")
    long_ago = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
    os.utime(old, (long_ago, long_ago))
    asyncio.run(next_start(mine, lambda: not old.exists()))
    assert new.exists()
