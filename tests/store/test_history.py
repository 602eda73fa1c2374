"""Reading the past: filters, pages by key, search, what there is to estimate from."""

from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.store.reader import COUNT_LIMIT
from batchdesk.store.records import Addition, HistoryQuery


@pytest.fixture
def filled(store, script):
    """Twelve batches on two servers, every third failed."""
    for number in range(12):
        batch = script(f"cm{number:02}_x", "https://odd.example" if number % 2 else "https://even.example")
        store.add_batches([Addition(batch.key, f"标签 {number} 50%" if number == 4 else f"label {number}")])
        if number % 3:
            store.record(batch.version(3, "SUCCEEDED", copies=5, seconds=number))
        else:
            store.record(
                batch.version(3, "FAILED", seconds=number, error="模型超时: Timed Out" if number == 6 else "quota")
            )
    store.flush().result()
    return store


def ids(entries):
    return [int(entry.batch.key.batch_id[2:4]) for entry in entries]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (HistoryQuery(), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]),
        (HistoryQuery(limit=2), [11, 10]),
        (HistoryQuery(limit=0), []),
        (HistoryQuery(statuses=("FAILED",)), [9, 6, 3, 0]),
        (HistoryQuery(statuses=("FAILED", "SUCCEEDED"), limit=3), [11, 10, 9]),
        (HistoryQuery(statuses=("QUEUED",)), []),
        (HistoryQuery(servers=("https://odd.example",), statuses=("FAILED",)), [9, 3]),
        (HistoryQuery(servers=("https://nowhere.example",)), []),
        (HistoryQuery(search="超时"), [6]),
        (HistoryQuery(search="timed out"), [6]),
        (HistoryQuery(search="MODEL_TIME"), [9, 6, 3, 0]),
        (HistoryQuery(search="m07"), [7]),
        (HistoryQuery(search="标签"), [4]),
        (HistoryQuery(search="50%"), [4]),
        (HistoryQuery(search="%"), [4]),
        (HistoryQuery(search="m07_x"), [7]),
        (HistoryQuery(search="m0__x"), []),
        (HistoryQuery(search="\\"), []),
        (HistoryQuery(search="'; DROP TABLE batches; --"), []),
    ],
)
def test_a_query_finds(filled, reader, query, expected):
    assert ids(reader.history(query)) == expected
    if query.limit:
        assert reader.count(query) >= len(expected)


def test_since_is_the_time_of_adding(filled, reader):
    now = datetime.now(UTC)
    assert len(reader.history(HistoryQuery(since=now - timedelta(minutes=1)))) == 12
    assert reader.history(HistoryQuery(since=now + timedelta(minutes=1))) == []


def test_pages_by_key_are_complete_and_never_repeat(filled, reader, script):
    query = HistoryQuery(limit=5)
    first = reader.history(query)
    newcomer = script("cm99_x")
    filled.add_batches([Addition(newcomer.key)]).result()
    second = reader.history(HistoryQuery(limit=5, before=first[-1].position))
    third = reader.history(HistoryQuery(limit=5, before=second[-1].position))
    assert ids(first + second + third) == list(range(11, -1, -1))


def test_iterating_crosses_pages_and_keeps_the_limit(store, reader, script):
    store.add_batches([Addition(script(f"cm{number:05}").key) for number in range(1_234)]).result()
    everything = [entry.batch.key.batch_id for entry in reader.iterate(HistoryQuery(limit=None))]
    assert everything == [f"cm{number:05}" for number in range(1_233, -1, -1)]
    assert [entry.batch.key.batch_id for entry in reader.iterate(HistoryQuery(limit=700))] == everything[:700]
    assert reader.count(HistoryQuery()) == COUNT_LIMIT
    assert reader.count(HistoryQuery(search="cm0000")) == 10


def test_durations_are_those_of_the_last_that_made_copies_oldest_first(filled, reader, script):
    waiting = script("cm50_x", "https://even.example")
    filled.add_batches([Addition(waiting.key)])
    filled.record(waiting.version(2, "RUNNING")).result()
    took = reader.durations("https://even.example")
    assert [each.seconds for each in took] == [2.0, 4.0, 8.0, 10.0], "0 and 6 failed"
    assert reader.durations("https://even.example", limit=2) == took[2:]
    assert reader.durations("https://nowhere.example") == []


def test_a_time_that_another_tool_made_unreadable_does_not_cost_the_history(filled, reader, path):
    import sqlite3

    connection = sqlite3.connect(path)
    with connection:
        connection.execute("UPDATE batches SET added_at = 'yesterday', started_at = 'then', completed_at = 'when'")
    connection.close()
    assert len(reader.history(HistoryQuery())) == 12
    assert len(reader.durations("https://even.example")) == 4
