"""How all subscriptions stand, counted as they change: always as if all were counted anew."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.batch.state import BatchState
from batchdesk.desktop.watching.connection_counts import ConnectionCounts
from batchdesk.engine.watched import Changes, WatchedBatch

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
KEYS = [BatchKey("https://one.example", f"cm{number}") for number in range(4)]

connections = st.builds(
    Connection,
    st.sampled_from(ConnectionState),
    next_attempt_at=st.none() | st.integers(0, 9).map(lambda seconds: NOW + timedelta(seconds=seconds)),
    problem=st.none() | st.sampled_from([ProblemKind.UNREACHABLE, ProblemKind.LOST]).map(Problem),
)
rows = st.builds(
    lambda key, connection, name: WatchedBatch(key, "", BatchState(key, name), connection, NOW),
    st.sampled_from(KEYS),
    connections,
    st.sampled_from([status.RUNNING, status.SUCCEEDED]),
)
steps = st.builds(
    lambda batches, removed: Changes(batches={row.key: row for row in batches}, removed=frozenset(removed)),
    st.lists(rows, max_size=4),
    st.sets(st.sampled_from(KEYS)),
)


def facts(counts: ConnectionCounts) -> tuple[object, ...]:
    numbers = [counts.number(state) for state in ConnectionState]
    return (*numbers, counts.any, counts.beginning, counts.next_attempt_at, counts.is_offline)


@given(st.lists(steps, max_size=8))
def test_it_is_as_if_all_were_counted_anew(changes: list[Changes]) -> None:
    counts, there = ConnectionCounts(), dict[BatchKey, WatchedBatch]()
    for step in changes:
        counts.take(step)
        for key in step.removed:
            there.pop(key, None)
        there |= step.batches
        anew = ConnectionCounts()
        anew.take(Changes(batches=there))
        assert facts(counts) == facts(anew)


def test_an_end_counts_while_the_connection_is_the_same() -> None:
    counts, connection = ConnectionCounts(), Connection()
    running = WatchedBatch(KEYS[0], "", BatchState(KEYS[0], status.RUNNING), connection, NOW)
    counts.take(Changes(batches={KEYS[0]: running}))
    assert counts.beginning == 1
    ended = replace(running, state=BatchState(KEYS[0], status.SUCCEEDED))
    counts.take(Changes(batches={KEYS[0]: ended}))
    assert counts.beginning == 0
