"""Ends that are told later come out once, in one group for each reason."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from batchdesk.batch import status
from batchdesk.batch.holding import LAST_SETTLES, LOOK_AGAIN, Group, Holding, Occasion
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.rules import ALL_OUTCOMES, QuietHours, Rule, Rules, Tell, Why
from batchdesk.batch.telling import Notice, Telling

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 23, tzinfo=UTC)
PAUSED = Rules(paused_until=NOON + timedelta(hours=1))
QUIET = Rules(quiet=QuietHours(time(22), time(7)))
LAST = Rules(rules=(Rule(Tell.LAST, tag="spring"),))


def end(number: int, outcome: str = status.SUCCEEDED, *tags: str) -> Notice:
    key = BatchKey("https://batches.example", f"cm{number}")
    return Notice(number, key, "", outcome, 5, 5, 60.0, NOON, away=False, tags=tags)


def nothing_runs(_rule: Rule) -> bool:
    return False


def something_runs(_rule: Rule) -> bool:
    return True


def test_what_may_be_told_is_not_held() -> None:
    holding = Holding()
    result = holding.put([end(1)], Rules(), NOON)
    assert (result.told, result.kept, holding.holds) == ((end(1),), (), False)


def test_a_pause_ends_in_one_digest() -> None:
    holding = Holding()
    result = holding.put([end(1), end(2, status.FAILED)], PAUSED, NOON)
    assert [why for _, why in result.kept] == [Why.PAUSED, Why.PAUSED]
    assert holding.release(PAUSED, NOON + timedelta(minutes=59, seconds=30), nothing_runs) == []
    assert holding.look_again_at == NOON + timedelta(hours=1)
    assert holding.release(PAUSED, NOON + timedelta(hours=1), nothing_runs) == [
        Group((end(1), end(2, status.FAILED)), Occasion.PAUSE)
    ]
    assert holding.release(PAUSED, NOON + timedelta(hours=2), nothing_runs) == []
    assert holding.look_again_at is None


def test_a_pause_that_is_ended_by_hand_is_over() -> None:
    holding = Holding()
    holding.put([end(1)], PAUSED, NOON)
    assert holding.release(Rules(), NOON, nothing_runs) == [Group((end(1),), Occasion.PAUSE)]


def test_the_night_ends_in_one_digest_and_lets_failures_through() -> None:
    holding = Holding()
    result = holding.put([end(1), end(2, status.FAILED)], QUIET, NIGHT)
    assert result.told == (end(2, status.FAILED),)
    almost = NIGHT + timedelta(hours=7, minutes=59, seconds=30)
    assert holding.release(QUIET, almost, nothing_runs) == []
    assert holding.look_again_at == NIGHT + timedelta(hours=8)
    assert holding.release(QUIET, NIGHT + timedelta(hours=8), nothing_runs) == [Group((end(1),), Occasion.QUIET)]


def test_a_pause_into_the_night_waits_for_the_morning() -> None:
    rules = replace(QUIET, paused_until=NIGHT + timedelta(minutes=30))
    holding = Holding()
    holding.put([end(1)], rules, NIGHT)
    assert holding.release(rules, NIGHT + timedelta(hours=1), nothing_runs) == []
    assert len(holding.release(rules, NIGHT + timedelta(hours=8), nothing_runs)) == 1


def test_the_last_of_a_kind_tells_of_all() -> None:
    holding = Holding()
    first, last, other = end(1, status.SUCCEEDED, "spring"), end(2, status.FAILED, "spring"), end(3)
    result = holding.put([first, other], LAST, NOON)
    assert (result.told, result.kept) == ((other,), ((first, Why.WAITS),))
    assert holding.release(LAST, NOON, something_runs) == []
    assert holding.look_again_at == NOON + LOOK_AGAIN
    # That it has ended is known before its end comes in.
    assert holding.release(LAST, NOON, nothing_runs) == []
    assert holding.look_again_at == NOON + LAST_SETTLES
    holding.put([last], LAST, NOON)
    assert holding.release(LAST, NOON + LAST_SETTLES, nothing_runs) == [Group((first, last), Occasion.LAST)]
    assert not holding.holds


def test_one_more_of_the_kind_is_waited_for_too() -> None:
    holding = Holding()
    holding.put([end(1, status.SUCCEEDED, "spring")], LAST, NOON)
    assert holding.release(LAST, NOON, nothing_runs) == []
    later = NOON + timedelta(minutes=5)
    assert holding.release(LAST, later - LAST_SETTLES, something_runs) == []
    assert holding.release(LAST, later, nothing_runs) == []
    assert len(holding.release(LAST, later + LAST_SETTLES, nothing_runs)) == 1


def test_a_clock_that_is_set_back_keeps_nothing_waiting() -> None:
    holding = Holding()
    holding.put([end(1, status.SUCCEEDED, "spring")], LAST, NOON)
    assert holding.release(LAST, NOON, nothing_runs) == []
    assert len(holding.release(LAST, NOON - timedelta(hours=1), nothing_runs)) == 1


def test_the_last_of_a_kind_in_a_pause_is_told_after_it_as_such() -> None:
    rules = replace(LAST, paused_until=NOON + timedelta(hours=1))
    holding = Holding()
    holding.put([end(1, status.SUCCEEDED, "spring")], rules, NOON)
    holding.release(rules, NOON, nothing_runs)
    after = NOON + timedelta(minutes=2)
    assert holding.release(rules, after, nothing_runs) == []
    assert holding.look_again_at == after + LOOK_AGAIN
    (group,) = holding.release(rules, NOON + timedelta(hours=1), nothing_runs)
    assert group.occasion is Occasion.LAST


def test_a_rule_that_forbids_it_meanwhile_does_not_swallow_what_was_promised() -> None:
    holding = Holding()
    holding.put([end(1)], PAUSED, NOON)
    assert holding.release(Rules(outcomes=()), NOON, nothing_runs) == [Group((end(1),), Occasion.PAUSE)]


@given(
    st.lists(st.tuples(st.sampled_from(ALL_OUTCOMES), st.sampled_from(["", "spring"]), st.sampled_from(Telling))),
    st.sampled_from([Rules(), PAUSED, QUIET, LAST, replace(QUIET, outcomes=("FAILED",))]),
)
def test_every_end_comes_out_once_or_is_kept_for_good(ends: list[tuple[str, str, Telling]], rules: Rules) -> None:
    notices = [
        replace(end(number, outcome, *([tag] if tag else [])), telling=telling)
        for number, (outcome, tag, telling) in enumerate(ends)
    ]
    holding = Holding()
    result = holding.put(notices, rules, NIGHT)
    noon = NIGHT + timedelta(hours=13)
    later = holding.release(rules, noon, nothing_runs) + holding.release(rules, noon + LAST_SETTLES, nothing_runs)
    out = [*result.told, *(notice for group in later for notice in group.notices)]
    for_good = [notice for notice, why in result.kept if why in (Why.RULE, Why.MUTED)]
    assert sorted(notice.id for notice in [*out, *for_good]) == list(range(len(notices)))
    assert not holding.holds
