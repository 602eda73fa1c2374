"""The numbers behind the charts: kept with every change, the same as counting the batches gives, by local time."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.store import rollups, writes
from batchdesk.store.connections import connect_in_memory
from batchdesk.store.migrations import COUNT_BATCHES
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, Change, HistoryQuery, Statistics
from batchdesk.store.statistics import statistics_of
from batchdesk.store.store import Store

BERLIN = ZoneInfo("Europe/Berlin")
HERE, THERE = "https://here.example", "https://there.example"


class Played(Protocol):
    """What `conftest.Script` is."""

    key: BatchKey

    def version(
        self, number: int, word: str, *, copies: int = 0, seconds: float = 40.0, error: str | None = None
    ) -> Change: ...

    def complete(self, word: str) -> Change: ...


Script = Callable[..., Played]


@pytest.fixture
def connection() -> Iterator[sqlite3.Connection]:
    with closing(connect_in_memory()) as connection:
        yield connection


def counts(connection: sqlite3.Connection) -> tuple[set[tuple[int, ...]], set[tuple[int, ...]]]:
    return (
        {tuple(row) for row in connection.execute("SELECT * FROM hours WHERE batches <> 0 OR tokens <> 0")},
        {tuple(row) for row in connection.execute("SELECT * FROM hour_durations WHERE batches <> 0")},
    )


def play(connection: sqlite3.Connection, batch: Played, at: datetime, *changes: Change, merchant: str = "cmm") -> None:
    writes.add_batches(connection, [Addition(batch.key, merchant=merchant)], at)
    for change in changes:
        writes.record(connection, change)


def test_what_is_counted_is_what_there_is_whatever_happens(connection: sqlite3.Connection, script: Script) -> None:
    at = datetime(2026, 11, 24, 8, 59, 59, tzinfo=UTC)
    for number in range(40):
        batch = script(f"cm{number}", (HERE, THERE)[number % 2])
        changes = [
            batch.version(1, "QUEUED"),
            batch.version(2, "RUNNING"),
            batch.version(3, "FAILED", seconds=number, error="quota"),
            batch.version(5, "PARTIAL_SUCCESS", copies=3, seconds=3 * number),
            batch.version(6, "SUCCEEDED", copies=5, seconds=4 * number),
            batch.complete("SUCCEEDED"),
        ]
        play(connection, batch, at + timedelta(minutes=7 * number), *changes[: number % 7])
        writes.record(connection, changes[0])  # known already: counted no second time
        writes.add_batches(connection, [Addition(batch.key)], at)
    kept = counts(connection)
    connection.execute("DELETE FROM hours")
    connection.execute("DELETE FROM hour_durations")
    connection.create_function("step_of", 1, rollups.step_of, deterministic=True)
    connection.executescript(COUNT_BATCHES)
    assert kept == counts(connection)
    assert sum(row[3] for row in kept[0]) == 40


def test_filters_count_the_batches_themselves_and_come_to_the_same(
    connection: sqlite3.Connection, script: Script
) -> None:
    at = datetime(2026, 3, 28, 12, tzinfo=UTC)
    for number in range(60):
        batch = script(f"cm{number}", (HERE, THERE)[number % 2])
        ended = (
            batch.version(2, "SUCCEEDED", copies=5, seconds=number)
            if number % 3
            else batch.version(2, "FAILED", error="x")
        )
        play(connection, batch, at + timedelta(hours=number), batch.version(1, "RUNNING"), ended)
    from_counts = statistics_of(connection, HistoryQuery(), BERLIN)
    from_batches = statistics_of(connection, HistoryQuery(merchants=("cmm",)), BERLIN)
    assert from_counts == from_batches
    assert statistics_of(connection, HistoryQuery(search="cm"), BERLIN) == from_counts
    here = statistics_of(connection, HistoryQuery(servers=(HERE,)), BERLIN)
    assert here == statistics_of(connection, HistoryQuery(servers=(HERE,), merchants=("cmm",)), BERLIN)
    assert sum(sum(day.outcomes.values()) for day in here.days) == 30
    failed = statistics_of(connection, HistoryQuery(statuses=("FAILED",)), BERLIN)
    assert sum(sum(day.outcomes.values()) for day in failed.days) == 20
    assert failed.distribution == ()
    assert failed.median is None
    since, until = at + timedelta(hours=10), at + timedelta(hours=20)
    some = statistics_of(connection, HistoryQuery(since=since, until=until), BERLIN)
    assert sum(sum(day.outcomes.values()) for day in some.days) == 10
    assert some == statistics_of(connection, HistoryQuery(since=since, until=until, merchants=("cmm",)), BERLIN)


def test_days_and_hours_are_local_also_when_the_clocks_change(connection: sqlite3.Connection, script: Script) -> None:
    # In Berlin the clocks went from 2:00 to 3:00 on Sunday, 29 March 2026: midnight was at 23:00 UTC, then at 22:00.
    for number, at in enumerate(
        (
            datetime(2026, 3, 28, 22, 30, tzinfo=UTC),
            datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 21, 30, tzinfo=UTC),
            datetime(2026, 3, 29, 22, 30, tzinfo=UTC),
        )
    ):
        play(connection, script(f"cm{number}"), at)
    numbers = statistics_of(connection, HistoryQuery(), BERLIN)
    assert [(day.day, dict(day.outcomes)) for day in numbers.days] == [
        (date(2026, 3, 28), {"": 1}),
        (date(2026, 3, 29), {"": 2}),
        (date(2026, 3, 30), {"": 1}),
    ]
    saturday, sunday, monday = 5, 6, 0
    assert numbers.hours[saturday][23] == numbers.hours[sunday][0] == numbers.hours[sunday][23] == 1
    assert numbers.hours[monday][0] == 1
    assert sum(map(sum, numbers.hours)) == 4


def test_durations_are_within_two_per_cent(connection: sqlite3.Connection, script: Script) -> None:
    at = datetime(2026, 11, 24, 8, tzinfo=UTC)
    for seconds in range(1, 101):
        batch = script(f"cm{seconds}")
        play(connection, batch, at, batch.version(2, "SUCCEEDED", copies=5, seconds=seconds))
    numbers = statistics_of(connection, HistoryQuery(), UTC)
    (day,) = numbers.days
    assert (day.median, day.p90, day.p99) == (numbers.median, numbers.p90, numbers.p99)
    assert day.median == pytest.approx(50, rel=0.025)
    assert day.p90 == pytest.approx(90, rel=0.025)
    assert day.p99 == pytest.approx(99, rel=0.025)
    assert day.tokens == 100 * 11500
    assert sum(batches for _, _, batches in numbers.distribution) == 100
    assert all(low < high <= low * 1.05 + 0.001 for low, high, _ in numbers.distribution)


def test_without_a_database_there_are_no_numbers(reader: Reader) -> None:
    assert reader.statistics(HistoryQuery(), UTC) == Statistics()


def test_the_views_say_the_same_to_every_tool(store: Store, path: Path, script: Script) -> None:
    batch = script("cmview")
    store.add_batches([Addition(batch.key, "shown")])
    store.record(batch.version(2, "SUCCEEDED", copies=5, seconds=12.5)).result()
    with closing(sqlite3.connect(path)) as connection:
        today = datetime.now(UTC).date().isoformat()
        assert connection.execute("SELECT * FROM batches_by_day").fetchall() == [
            (today, batch.key.server, "SUCCEEDED", 1, 11500)
        ]
        assert connection.execute("SELECT label, status, seconds FROM durations").fetchall() == [
            ("shown", "SUCCEEDED", 12.5)
        ]
