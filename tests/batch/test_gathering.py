"""Which ends become one notification, with a clock of the test's own."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from batchdesk.batch import status
from batchdesk.batch.gathering import BURST_LIMIT, BURST_SECONDS, SETTLE_AT_MOST_SECONDS, SETTLE_SECONDS, Gathering
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.telling import Notice

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def notices(first: int, count: int, *, away: bool = False) -> list[Notice]:
    return [
        Notice(number, BatchKey("https://one.example", f"cm{number}"), "", status.SUCCEEDED, 5, 5, 60.0, NOW, away)
        for number in range(first, first + count)
    ]


def sizes(groups: list[tuple[Notice, ...]]) -> list[int]:
    return [len(group) for group in groups]


def test_a_few_are_told_at_once_and_each_by_itself() -> None:
    gathering = Gathering()
    gathering.put(notices(1, BURST_LIMIT), now=100.0)
    assert gathering.due_at(100.0) == 100.0
    assert sizes(gathering.take_due(100.0)) == [1, 1, 1]
    assert gathering.due_at(100.0) is None


def test_a_burst_is_counted_at_once() -> None:
    gathering = Gathering()
    gathering.put(notices(1, 12), now=100.0)
    assert sizes(gathering.take_due(100.0)) == [12]


def test_what_follows_a_burst_waits_and_is_counted_together() -> None:
    gathering = Gathering()
    gathering.put(notices(1, 12), now=100.0)
    gathering.take_due(100.0)
    gathering.put(notices(13, 2000), now=100.1)
    gathering.put(notices(3000, 2000), now=100.2)
    assert gathering.take_due(100.2) == []
    assert gathering.due_at(100.2) == 100.0 + BURST_SECONDS
    assert sizes(gathering.take_due(100.0 + BURST_SECONDS)) == [4000]


def test_one_too_many_within_five_seconds_waits_until_they_are_over() -> None:
    gathering = Gathering()
    for number in range(BURST_LIMIT):
        gathering.put(notices(number, 1), now=100.0 + number)
        assert sizes(gathering.take_due(100.0 + number)) == [1]
    gathering.put(notices(9, 1), now=103.0)
    assert gathering.take_due(103.0) == []
    assert sizes(gathering.take_due(100.0 + BURST_SECONDS)) == [1]


def test_what_was_missed_becomes_one_digest_once_things_settle() -> None:
    gathering = Gathering()
    gathering.put(notices(1, 1, away=True), now=100.0)
    gathering.put(notices(2, 3, away=True), now=101.5)
    assert gathering.take_due(100.0 + SETTLE_SECONDS) == []
    assert sizes(gathering.take_due(101.5 + SETTLE_SECONDS)) == [4]
    assert gathering.due_at(104.0) is None


def test_a_digest_does_not_wait_for_ever() -> None:
    gathering = Gathering()
    for second in range(10):
        gathering.put(notices(second, 1, away=True), now=100.0 + second)
    assert gathering.due_at(109.0) == 100.0 + SETTLE_AT_MOST_SECONDS


def test_fresh_ends_do_not_wait_for_the_digest() -> None:
    gathering = Gathering()
    gathering.put([*notices(1, 2, away=True), *notices(3, 1)], now=100.0)
    assert sizes(gathering.take_due(100.0)) == [1]
    assert sizes(gathering.take_due(102.0)) == [2]


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(1, 6), st.booleans()), max_size=30))
def test_every_notice_comes_out_once_and_never_more_than_the_limit_in_five_seconds(
    arrivals: list[tuple[float, int, bool]],
) -> None:
    gathering, now, number = Gathering(), 0.0, 0
    told: list[tuple[float, tuple[Notice, ...]]] = []
    for pause, count, away in arrivals:
        now += pause
        gathering.put(notices(number, count, away=away), now)
        number += count
        told += [(now, group) for group in gathering.take_due(now)]
    while (due := gathering.due_at(now)) is not None:
        now = max(now, due)
        told += [(now, group) for group in gathering.take_due(now)]
    assert sorted(notice.id for _, group in told for notice in group) == list(range(number))
    fresh = [moment for moment, group in told if not group[0].away]
    for moment in fresh:
        assert sum(1 for other in fresh if moment <= other < moment + BURST_SECONDS) <= BURST_LIMIT
