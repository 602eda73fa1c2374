"""Two minutes without any server are told once, and so is their end."""

import pytest

from batchdesk.batch.reach import PATIENCE_SECONDS, SLEEP_SECONDS, Reach, Standing

HEARD, UNREACHABLE, SIGNED_OUT = Standing.HEARD, Standing.UNREACHABLE, Standing.SIGNED_OUT


def test_told_once_and_once_more_when_it_is_over() -> None:
    reach = Reach()
    assert reach.stands(UNREACHABLE, 100.0) is None
    assert reach.due_at() == 100.0 + PATIENCE_SECONDS
    assert reach.stands(UNREACHABLE, 100.0 + PATIENCE_SECONDS) is UNREACHABLE
    assert reach.due_at() is None
    assert reach.stands(UNREACHABLE, 300.0) is None
    assert reach.stands(HEARD, 301.0) is HEARD
    assert reach.stands(HEARD, 302.0) is None


def test_a_short_one_is_not_worth_a_message() -> None:
    reach = Reach()
    reach.stands(UNREACHABLE, 0.0)
    assert reach.stands(HEARD, PATIENCE_SECONDS - 1) is None
    reach.stands(UNREACHABLE, PATIENCE_SECONDS)
    assert reach.stands(UNREACHABLE, 2 * PATIENCE_SECONDS - 1) is None
    assert reach.due_at() == 2 * PATIENCE_SECONDS


def test_a_session_that_has_ended_is_another_matter_and_its_end_the_operators_own_doing() -> None:
    reach = Reach()
    reach.stands(UNREACHABLE, 0.0)
    assert reach.stands(UNREACHABLE, PATIENCE_SECONDS) is UNREACHABLE
    assert reach.stands(SIGNED_OUT, 130.0) is None
    assert reach.stands(SIGNED_OUT, 130.0 + PATIENCE_SECONDS) is SIGNED_OUT
    assert reach.stands(HEARD, 260.0) is None


def test_what_came_in_silence_is_told_after_it_if_it_still_holds() -> None:
    reach = Reach()
    reach.stands(UNREACHABLE, 0.0)
    assert reach.stands(UNREACHABLE, PATIENCE_SECONDS, silent=True) is None
    assert reach.stands(UNREACHABLE, PATIENCE_SECONDS + 60) is UNREACHABLE
    assert reach.stands(HEARD, PATIENCE_SECONDS + 90, silent=True) is None
    assert reach.due_at() == PATIENCE_SECONDS + 90
    assert reach.stands(HEARD, PATIENCE_SECONDS + 120) is HEARD


@pytest.mark.parametrize("clock_at_waking", [PATIENCE_SECONDS + SLEEP_SECONDS + 10.1, 30_000.0])
def test_a_sleep_is_no_outage(clock_at_waking: float) -> None:
    reach = Reach()
    reach.stands(UNREACHABLE, 10.0)
    assert reach.stands(UNREACHABLE, clock_at_waking) is None
    assert reach.due_at() == clock_at_waking + PATIENCE_SECONDS
    assert reach.stands(HEARD, clock_at_waking + 5) is None
