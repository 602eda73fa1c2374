"""Of a damaged database everything around the damage is saved, and nothing that was not there."""

import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, HistoryQuery, InboxQuery
from batchdesk.store.store import Store

PAGE = 4096
BATCHES = 300
SERVER = "https://batches.example"

OpenStore = Callable[[], Store]


@pytest.fixture
def filled(open_store: OpenStore, script: Callable[..., object], path: Path) -> Path:
    """Three hundred batches that ended, in one file without a -wal."""
    store = open_store()
    for number in range(BATCHES):
        batch = script(f"cm{number:05}")
        store.add_batches([Addition(batch.key, f"标签 {number}", tags=("spring",))])
        for version, word in enumerate(("QUEUED", "RUNNING", "SUCCEEDED"), start=1):
            store.record(batch.version(version, word, copies=5 if word == "SUCCEEDED" else 0))
    store.close()
    return path


def saved(path: Path, open_store: OpenStore, problems: list[Problem]) -> int:
    """Open the damaged file; returns how many batches were saved of it. What is there is sound."""
    open_store().close()
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    (batches,) = connection.execute("SELECT count(*) FROM batches").fetchone()
    assert connection.execute("SELECT coalesce(sum(batches), 0) FROM hours").fetchone() == (batches,)
    connection.close()
    if problems:
        assert [problem.kind for problem in problems] == [ProblemKind.DATABASE_DAMAGED]
        assert problems[0].detail["batches"] == batches
    return batches


@pytest.mark.parametrize("seed", range(12))
def test_torn_pages_cost_what_is_on_them(
    filled: Path, open_store: OpenStore, problems: list[Problem], reader: Reader, seed: int
) -> None:
    chance = random.Random(seed)
    content = bytearray(filled.read_bytes())
    for _ in range(seed % 4 + 1):
        page = chance.randrange(1, len(content) // PAGE)
        content[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
    filled.write_bytes(content)
    batches = saved(filled, open_store, problems)
    known = {f"cm{number:05}" for number in range(BATCHES)}
    found = reader.history(HistoryQuery(limit=None))
    assert {entry.batch.key.batch_id for entry in found} <= known
    assert all(entry.batch.key.server == SERVER for entry in found)
    # A page of the tree's upper part, or of the schema, may hide more than itself.
    assert batches == len(found)
    assert len(reader.history(HistoryQuery(search="标签", limit=None))) == batches


def test_one_torn_leaf_costs_a_few_batches_only(filled: Path, open_store: OpenStore, problems: list[Problem]) -> None:
    connection = sqlite3.connect(filled)
    pages = connection.execute("SELECT pageno FROM dbstat WHERE name = 'batches' AND pagetype = 'leaf'").fetchall()
    connection.close()
    content = bytearray(filled.read_bytes())
    (page,) = pages[len(pages) // 2]
    content[(page - 1) * PAGE : page * PAGE] = os.urandom(PAGE)
    filled.write_bytes(content)
    assert BATCHES * 0.8 < saved(filled, open_store, problems) < BATCHES


def test_a_file_whose_beginning_is_gone_is_read_all_the_same(
    filled: Path, open_store: OpenStore, problems: list[Problem], reader: Reader
) -> None:
    content = bytearray(filled.read_bytes())
    content[:100] = bytes(100)
    filled.write_bytes(content)
    assert saved(filled, open_store, problems) == BATCHES
    key = BatchKey(SERVER, "cm00042")
    assert [version.version for version in reader.timeline(key)] == [1, 2, 3]
    assert reader.timeline(key)[0].raw.startswith('{"batchId":"cm00042"')
    entries = reader.inbox(InboxQuery(keys=(key,)))
    assert [entry.notice.outcome for entry in entries] == ["SUCCEEDED"]
    record = reader.batch(key)
    assert record is not None
    assert (record.label, record.tags) == ("标签 42", ("spring",))


@pytest.mark.parametrize("share", [0.3, 0.7])
def test_of_a_file_that_was_cut_short_what_is_there_is_saved(
    filled: Path, open_store: OpenStore, problems: list[Problem], share: float
) -> None:
    content = filled.read_bytes()
    filled.write_bytes(content[: int(len(content) * share)])
    assert 0 <= saved(filled, open_store, problems) < BATCHES


def test_an_old_versions_database_is_saved_as_well(
    path: Path, open_store: OpenStore, problems: list[Problem], reader: Reader
) -> None:
    shutil.copy(Path(__file__).parents[1] / "old_databases" / "0.1.0.sqlite", path)
    content = bytearray(path.read_bytes())
    content[:100] = bytes(100)
    path.write_bytes(content)
    assert saved(path, open_store, problems) == 3
    assert [entry.read_at is not None for entry in reader.inbox(InboxQuery())].count(True) <= 1
    assert len(reader.pending_notices()) == 1


def test_what_was_no_database_gives_nothing(path: Path, open_store: OpenStore, problems: list[Problem]) -> None:
    path.write_bytes(b"This is no database. " * 1000)
    assert saved(path, open_store, problems) == 0
