"""Progress that never claims more than is known."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.progress import FULLEST, elapsed_seconds, late_at, progress_of
from batchdesk.batch.state import BatchState
from batchdesk.batch.usual import Usual

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
KEY = BatchKey("https://desk.example.com", "cmgl1")
USUAL = Usual(35, 47, 60)


def running(server_clock: datetime = NOW) -> BatchState:
    """RUNNING for ten seconds when its status was sent."""
    return BatchState(
        KEY, "RUNNING", 2, started_at=server_clock - timedelta(seconds=10), timestamp=server_clock, received_at=NOW
    )


def test_no_estimate_without_history() -> None:
    assert progress_of(running(), None, NOW).fraction is None


def test_what_is_left_comes_with_its_range() -> None:
    progress = progress_of(running(), USUAL, NOW + timedelta(seconds=7))
    assert progress.left is not None
    assert (progress.left.low, progress.left.median, progress.left.high) == (18, 30, 43)
    assert progress.over_seconds is None
    assert progress.copies is None


def test_late_is_said_and_the_bar_is_not_full() -> None:
    progress = progress_of(running(), USUAL, NOW + timedelta(seconds=75))
    assert progress.over_seconds == 25
    assert progress.left is None
    assert progress.fraction == FULLEST


@given(st.integers(0, 10**6))
def test_never_full_before_the_server_says_so(seconds: int) -> None:
    fraction = progress_of(running(), USUAL, NOW + timedelta(seconds=seconds)).fraction
    assert fraction is not None
    assert 0 <= fraction <= FULLEST < 1


@pytest.mark.parametrize("wrong", [timedelta(days=300), timedelta(days=-300)])
def test_elapsed_does_not_depend_on_the_servers_clock(wrong: timedelta) -> None:
    assert elapsed_seconds(running(NOW + wrong), NOW + timedelta(seconds=5)) == 15


@given(st.integers(-500, 500))
def test_when_it_will_be_late_is_when_it_is(seconds: int) -> None:
    late = late_at(running(), USUAL)
    assert late is not None
    then = datetime.fromtimestamp(late, UTC) + timedelta(seconds=seconds)
    assert (progress_of(running(), USUAL, then).over_seconds is not None) is (seconds > 0)


def test_nobody_can_say_when_it_will_be_late() -> None:
    assert late_at(running(), None) is None
    assert late_at(replace(running(), started_at=None), USUAL) is None
    assert late_at(replace(running(), status="SUCCEEDED"), USUAL) is None


def test_at_the_end_the_copies_are_known() -> None:
    ended = BatchState(
        KEY, "PARTIAL_SUCCESS", 3, copy_count=3, started_at=NOW, completed_at=NOW + timedelta(seconds=112)
    )
    progress = progress_of(ended, USUAL, NOW)
    assert (progress.copies, progress.target, progress.fraction) == (3, 5, None)
    assert elapsed_seconds(ended, NOW + timedelta(days=1)) == 112
