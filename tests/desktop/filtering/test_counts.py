"""The numbers of the rail are those of the rows, however the rows came to be."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.batch.usual import Usual
from batchdesk.desktop.filtering.attention import needs_attention
from batchdesk.desktop.filtering.counts import ALL, IS_ACTIVE, IS_ATTENTION, IS_PUT_AWAY, Counts
from batchdesk.desktop.filtering.language import Field, Term
from batchdesk.desktop.filtering.matching import Filter
from batchdesk.engine.watched import Changes, WatchedBatch

NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)


def batch(number: int, status: str, tag: str, state: ConnectionState, put_away: bool = False) -> WatchedBatch:
    key = BatchKey("https://studio.example", f"batch{number}")
    tags = (tag,) if tag else ()
    return WatchedBatch(
        key, "", BatchState(key, status=status, version=1), Connection(state), NOW, tags=tags, put_away=put_away
    )


batches = st.builds(
    batch,
    st.integers(0, 5),
    st.sampled_from(["QUEUED", "RUNNING", "SUCCEEDED", "FAILED", "PARTIAL_SUCCESS"]),
    st.sampled_from(["", "spring", "autumn"]),
    st.sampled_from([ConnectionState.LIVE, ConnectionState.GONE, ConnectionState.SIGNED_OUT]),
    st.booleans(),
)


@given(st.lists(st.lists(batches)), st.sets(st.integers(0, 5)), st.sets(st.integers(0, 5)))
def test_the_counts_are_what_the_filters_show(
    news: list[list[WatchedBatch]], removed: set[int], unseen_numbers: set[int]
) -> None:
    counts, rows = Counts(), dict[BatchKey, WatchedBatch]()
    unseen = {BatchKey("https://studio.example", f"batch{number}") for number in unseen_numbers}
    for some in news:
        by_key = {each.key: each for each in some}
        counts.take(Changes(batches=by_key), NOW)
        rows.update(by_key)
    counts.set_unseen(unseen, NOW)
    gone = frozenset(BatchKey("https://studio.example", f"batch{number}") for number in removed)
    counts.take(Changes(removed=gone), NOW)
    left = [each for key, each in rows.items() if key not in gone]
    assert counts.by_term[ALL] == sum(not each.put_away for each in left)
    for term in (IS_ACTIVE, IS_ATTENTION, IS_PUT_AWAY, Term(Field.STATUS, "failed"), Term(Field.TAG, "spring")):
        accepted = Filter([term], lambda each: needs_attention(each, unseen, NOW)).accepts
        assert counts.by_term[term] == sum(map(accepted, left)), term


def test_what_becomes_overdue_needs_attention_by_time_alone() -> None:
    row = batch(1, "RUNNING", "", ConnectionState.LIVE)
    row = replace(
        row,
        usual=Usual(10, 20, 30),
        state=replace(row.state, started_at=NOW, timestamp=NOW, received_at=NOW),
    )
    counts = Counts()
    counts.take(Changes(batches={row.key: row}), NOW)
    assert counts.by_term[IS_ATTENTION] == 0
    counts.look_at_time(NOW + timedelta(seconds=30))
    assert counts.by_term[IS_ATTENTION] == 0
    counts.look_at_time(NOW + timedelta(seconds=30.1))
    assert counts.by_term[IS_ATTENTION] == 1
    ended = replace(row, state=replace(row.state, status="SUCCEEDED", version=2))
    counts.take(Changes(batches={row.key: ended}), NOW)
    assert counts.by_term[IS_ATTENTION] == 0


def test_values_are_those_that_batches_have() -> None:
    first, second = batch(1, "RUNNING", "spring", ConnectionState.LIVE), batch(2, "RUNNING", "", ConnectionState.LIVE)
    counts = Counts()
    counts.take(Changes(batches={first.key: first, second.key: second}), NOW)
    assert counts.values(Field.TAG) == {"spring": 1}
    counts.take(Changes(batches={first.key: replace(first, tags=())}), NOW)
    assert counts.values(Field.TAG) == {}
