"""When to connect again, with a clock and a randomness of our own."""

import random

import pytest

from batchdesk.stream.reconnect import LONGEST_RETRY_AFTER, Backoff, Pace, ReconnectPolicy, Spread
from tests.moments import most_in_a_second

POLICY = ReconnectPolicy()


def middle() -> float:
    return 0.5


def test_delays_double_up_to_the_cap() -> None:
    backoff = Backoff(POLICY, middle)
    assert [backoff.next_delay() for _ in range(7)] == [1, 2, 4, 8, 16, 30, 30]
    assert backoff.failures == 7


def test_jitter_is_a_quarter_up_and_down_at_the_cap_as_well() -> None:
    longest, shortest = Backoff(POLICY, lambda: 1.0), Backoff(POLICY, lambda: 0.0)
    assert [longest.next_delay() for _ in range(7)][-1] == 37.5
    assert [shortest.next_delay() for _ in range(7)][-1] == 22.5


def test_a_drop_of_a_healthy_stream_is_repaired_within_a_second_and_a_half() -> None:
    assert Backoff(POLICY, lambda: 1.0).next_delay() < 1.5


@pytest.mark.parametrize(("seconds", "failures"), [(59.9, 3), (60.0, 0), (3600.0, 0)])
def test_a_minute_of_health_begins_anew(seconds: float, failures: int) -> None:
    backoff = Backoff(POLICY, middle)
    for _ in range(3):
        backoff.next_delay()
    backoff.connected_for(seconds)
    assert backoff.failures == failures


@pytest.mark.parametrize(("hint", "delays"), [(5000, [5, 10]), (0, [0.25, 0.5]), (10**12, [30, 30])])
def test_the_servers_retry_is_the_first_delay_within_limits(hint: int, delays: list[float]) -> None:
    backoff = Backoff(POLICY, middle)
    backoff.hint(hint)
    assert [backoff.next_delay(), backoff.next_delay()] == delays


def test_retry_after_is_a_floor() -> None:
    backoff = Backoff(POLICY, middle)
    assert backoff.next_delay(at_least=10) == 10
    assert backoff.next_delay(at_least=0.5) == 2
    assert backoff.next_delay(at_least=float("inf")) == LONGEST_RETRY_AFTER


def test_thousands_of_failures_overflow_nothing() -> None:
    backoff = Backoff(POLICY, middle)
    assert max(backoff.next_delay() for _ in range(5000)) == 30


def test_one_stream_is_not_held_up() -> None:
    assert Spread().delay(now=12345.678, wanted=1.0) == pytest.approx(1.0, abs=1 / Spread.FREE)


@pytest.mark.parametrize("streams", [500, 1000, 5000])
def test_no_second_holds_a_tenth_of_the_streams_of_a_restarted_server(streams: int) -> None:
    spread, dice = Spread(), random.Random(7)
    spread.members = streams
    now = 1000.3
    arrivals = sorted(now + spread.delay(now, Backoff(POLICY, dice.random).next_delay()) for _ in range(streams))
    assert most_in_a_second(arrivals) <= streams / 10
    assert arrivals[-1] - now < 16


@pytest.mark.parametrize("streams", [500, 1000, 5000])
def test_those_that_wake_late_do_not_catch_up_all_at_once(streams: int) -> None:
    spread = Spread()
    spread.members = streams
    places = sorted(1000.3 + spread.delay(1000.3, 1.0) for _ in range(streams))
    # The machine is busy with something else from time to time, for one second and a half.
    woken = [moment if moment % 4 < 2.5 else moment // 4 * 4 + 4 for moment in places]
    sent = [moment + spread.turn(moment) for moment in woken]
    assert most_in_a_second(sent) <= streams / 10
    assert max(late - place for late, place in zip(sent, woken, strict=True)) < 1.5


def test_a_few_that_wake_in_time_wait_for_no_turn() -> None:
    spread = Spread()
    spread.members = 500
    places = sorted(1000.3 + spread.delay(1000.3, 1.0) for _ in range(spread.members))
    assert [spread.turn(moment) for moment in places] == pytest.approx([0.0] * spread.members)


def test_nobody_is_sent_before_the_time_he_asked_for() -> None:
    spread, dice = Spread(), random.Random(1)
    for _ in range(200):
        now, wanted = dice.uniform(0, 5), dice.uniform(0, 30)
        assert spread.delay(now, wanted) >= wanted


def test_a_few_streams_open_at_once() -> None:
    pace = Pace()
    assert [pace.delay(100.0) for _ in range(Pace.AT_ONCE)] == pytest.approx([0.0] * Pace.AT_ONCE, abs=1e-6)


def test_many_streams_open_at_the_pace_from_whenever_they_are_asked_for() -> None:
    pace = Pace()
    moments = [100.0 + pace.delay(100.0) for _ in range(2 * Pace.RATE)]
    assert moments == sorted(moments)
    assert sum(100.5 <= moment < 101.5 for moment in moments) == pytest.approx(Pace.RATE, abs=1)


def test_after_a_rest_a_few_open_at_once_again_and_no_more() -> None:
    pace = Pace()
    for _ in range(1_000):
        pace.delay(100.0)
    delays = [pace.delay(200.0) for _ in range(2 * Pace.AT_ONCE)]
    assert sum(delay < 1e-6 for delay in delays) == Pace.AT_ONCE
