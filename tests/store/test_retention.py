"""The oldest batches go, a few at a time; what is pinned, watched or counted stays."""

import random
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.store import writes
from batchdesk.store.connections import connect_in_memory
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, CopiesRecord, HistoryQuery
from batchdesk.store.retention import BATCHES_A_STEP, Keep, take_step
from batchdesk.store.store import Store

NOW = datetime(2026, 11, 24, tzinfo=UTC)
SERVER = "https://batches.example"
BATCHES = 250


def key(number: int) -> BatchKey:
    return BatchKey(SERVER, f"cm{number:05}")


@pytest.fixture
def connection() -> sqlite3.Connection:
    """A batch a day, the newest today; none is watched, the 3rd oldest is pinned, the 5th tagged."""
    connection = connect_in_memory()
    for number in range(BATCHES):
        at = NOW - timedelta(days=BATCHES - 1 - number)
        writes.add_batches(connection, [Addition(key(number), f"标签 {number}" + "x" * 500)], at)
    keys = [key(number) for number in range(BATCHES)]
    writes.set_watched(connection, keys, False)
    writes.set_pinned(connection, [key(2)], True)
    writes.change_tags(connection, [key(4)], ["old"], [])
    return connection


def left(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT batch_id FROM batches ORDER BY id")]


def test_what_is_old_goes_in_small_steps_and_the_charts_stay(connection: sqlite3.Connection) -> None:
    keep = Keep(since=NOW - timedelta(days=30))
    assert take_step(connection, keep)
    assert len(left(connection)) == BATCHES - BATCHES_A_STEP
    while take_step(connection, keep):
        pass
    assert left(connection) == ["cm00002", *(f"cm{number:05}" for number in range(BATCHES - 31, BATCHES))]
    assert tuple(connection.execute("SELECT sum(batches) FROM hours").fetchone()) == (BATCHES,)
    assert tuple(connection.execute("SELECT count(*) FROM tags").fetchone()) == (0,)
    found = connection.execute("SELECT rowid FROM search WHERE search MATCH '\"标签\"'").fetchall()
    assert len(found) == 32
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_what_is_watched_stays_however_old_it_is(connection: sqlite3.Connection) -> None:
    writes.set_watched(connection, [key(0)], True)
    while take_step(connection, Keep(since=NOW + timedelta(days=1))):
        pass
    assert left(connection) == ["cm00000", "cm00002"]
    connection.close()


def test_everything_stays_where_nothing_is_said(connection: sqlite3.Connection) -> None:
    assert not take_step(connection, Keep())
    assert len(left(connection)) == BATCHES
    connection.close()


def test_a_file_that_is_too_large_becomes_smaller(store: Store, path: Path, reader: Reader) -> None:
    additions = [Addition(key(number), "x" * 2_000) for number in range(1_500)]
    store.add_batches(additions).result()
    store.set_watched([addition.key for addition in additions], False).result()
    before = reader.count(HistoryQuery())
    limit = 1_500_000
    for _step in range(100):
        if not store.clean(Keep(bytes=limit)).result():
            break
    store.close()
    assert 0 < reader.count(HistoryQuery()) < before
    assert path.stat().st_size < limit * 1.6
    # The newest are the last to go.
    assert reader.history(HistoryQuery(limit=1))[0].batch.key == key(1_499)


def texts(store: Store, keys: list[BatchKey]) -> None:
    for one in keys:
        store.keep_copies(one, CopiesRecord(3, NOW, random.Random(one.batch_id).randbytes(6_000).hex()))


def test_texts_go_before_batches_and_the_oldest_first(store: Store, reader: Reader) -> None:
    keys = [key(number) for number in range(300)]
    store.add_batches([Addition(one) for one in keys]).result()
    store.set_watched(keys[1:], False).result()
    store.set_pinned([keys[1]], True).result()
    texts(store, keys)
    store.flush().result()
    assert store.clean(Keep(bytes=1_000_000)).result()
    assert [reader.copies(one) is not None for one in keys] == [True, True] + [False] * 100 + [True] * 198
    while store.clean(Keep(bytes=1_000_000)).result():
        pass
    assert reader.count(HistoryQuery()) == 300, "without texts it is small enough"
    assert [one.batch_id for one in keys if reader.copies(one)] == ["cm00000", "cm00001"]


def test_texts_have_no_age_of_their_own(store: Store, reader: Reader) -> None:
    store.add_batches([Addition(key(0))]).result()
    store.set_watched([key(0)], False).result()
    texts(store, [key(0)])
    assert not store.clean(Keep(since=NOW - timedelta(days=3650))).result()
    assert reader.copies(key(0)) is not None
