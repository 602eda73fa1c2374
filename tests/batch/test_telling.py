"""Who is told of what, and when it happened."""

from datetime import UTC, datetime, timedelta

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.batch.telling import Notice, deserves_notice, moment_of_end, outcomes

KEY = BatchKey("https://desk.example.com", "cmgl1")
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
HOUR = timedelta(hours=1)


def state(status: str = "", version: int = 0, **more: object) -> BatchState:
    return BatchState(KEY, status=status, version=version, received_at=NOW, **more)  # type: ignore[arg-type]


def notice(number: int, outcome: str = "SUCCEEDED") -> Notice:
    return Notice(number, KEY, "", outcome, 5, 5, 112.0, NOW, away=False)


def test_an_end_that_was_watched_is_told() -> None:
    assert deserves_notice(state("RUNNING", 2), state("FAILED", 3), NOW - HOUR)


def test_an_end_from_before_it_was_added_is_not() -> None:
    ended = state("SUCCEEDED", 3, completed_at=NOW - 2 * HOUR, timestamp=NOW)
    assert not deserves_notice(state(), ended, added_at=NOW - HOUR)
    assert deserves_notice(state(), ended, added_at=NOW - 3 * HOUR)


def test_the_servers_wrong_clock_does_not_matter() -> None:
    wrong = timedelta(days=400)
    ended = state("SUCCEEDED", 3, completed_at=NOW + wrong - HOUR, timestamp=NOW + wrong)
    assert moment_of_end(ended) == NOW - HOUR
    assert not deserves_notice(state(), ended, added_at=NOW - timedelta(minutes=5))


def test_what_follows_an_end_is_not_told_again() -> None:
    assert not deserves_notice(state("SUCCEEDED", 3), state("SUCCEEDED", 3, completed=True), NOW - HOUR)
    assert not deserves_notice(state("SUCCEEDED", 3), state("SUCCEEDED", 4), NOW - HOUR)
    assert not deserves_notice(state("SUCCEEDED", 3), state("ARCHIVED", 4), NOW - HOUR)
    assert not deserves_notice(state("RUNNING", 2), state("QUEUED", 3), NOW - HOUR)


def test_a_batch_that_runs_again_is_told_again() -> None:
    assert deserves_notice(state("RUNNING", 4), state("SUCCEEDED", 5), NOW - HOUR)


def test_outcomes_are_counted_in_their_order_and_without_those_that_none_had() -> None:
    assert outcomes([notice(1, "FAILED"), notice(2), notice(3)]) == {"SUCCEEDED": 2, "FAILED": 1}
    assert list(outcomes([notice(1, "FAILED"), notice(2)])) == ["SUCCEEDED", "FAILED"]
