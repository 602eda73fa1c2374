"""Which ends are told, and which are not, or later."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.rules import TOLD_NOW, Decision, QuietHours, Rule, Rules, Tell, Why, decide
from batchdesk.batch.telling import Notice, Telling

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 11, 24, 12, tzinfo=BERLIN)
NIGHT = datetime(2026, 11, 24, 23, tzinfo=BERLIN)
SERVER = "https://batches.example"

END = Notice(
    1,
    BatchKey(SERVER, "cm1"),
    "Spring",
    status.SUCCEEDED,
    5,
    5,
    60.0,
    NOON,
    away=False,
    merchant="m1",
    tags=("spring",),
)
FAILURE = replace(END, outcome=status.FAILED)


def decided(rules: Rules, notice: Notice = END, now: datetime = NOON, *, active: bool = False) -> Decision:
    return decide(notice, rules, now, lambda _rule: active)


def test_everything_is_told_where_nothing_is_said() -> None:
    assert decided(Rules()) == TOLD_NOW


def test_an_outcome_nobody_wants_waits_in_the_inbox() -> None:
    rules = Rules(outcomes=(status.FAILED,))
    assert decided(rules) == Decision(Why.RULE)
    assert decided(rules, FAILURE) == TOLD_NOW


@pytest.mark.parametrize(
    ("rule", "fits"),
    [
        (Rule(Tell.NEVER), True),
        (Rule(Tell.NEVER, outcome=status.SUCCEEDED), True),
        (Rule(Tell.NEVER, outcome=status.FAILED), False),
        (Rule(Tell.NEVER, server=SERVER, merchant="m1", tag="spring"), True),
        (Rule(Tell.NEVER, server="https://other.example", tag="spring"), False),
        (Rule(Tell.NEVER, merchant="m2"), False),
        (Rule(Tell.NEVER, tag="autumn"), False),
    ],
)
def test_a_rule_fits_in_everything_that_it_names(rule: Rule, fits: bool) -> None:
    assert decided(Rules(rules=(rule,))) == (Decision(Why.RULE) if fits else TOLD_NOW)


def test_the_first_rule_that_fits_counts_also_against_the_outcome() -> None:
    first, second = Rule(Tell.ALWAYS, tag="spring"), Rule(Tell.NEVER, merchant="m1")
    assert decided(Rules(outcomes=(), rules=(first, second))) == TOLD_NOW
    assert decided(Rules(outcomes=(), rules=(second, first))) == Decision(Why.RULE)


def test_the_wish_for_the_batch_goes_before_every_rule() -> None:
    never, always = Rules(rules=(Rule(Tell.NEVER),)), Rules(rules=(Rule(Tell.ALWAYS),))
    assert decided(never, replace(END, telling=Telling.ALWAYS)) == TOLD_NOW
    assert decided(always, replace(END, telling=Telling.NEVER)) == Decision(Why.MUTED)


def test_the_last_of_a_kind_is_waited_for() -> None:
    rule = Rule(Tell.LAST, tag="spring")
    assert decided(Rules(rules=(rule,)), active=True) == Decision(Why.WAITS, rule)
    assert decided(Rules(rules=(rule,)), active=False) == TOLD_NOW


def test_a_pause_holds_everything_until_its_end() -> None:
    rules = Rules(paused_until=NOON.astimezone(UTC) + timedelta(minutes=30))
    assert decided(rules, FAILURE) == Decision(Why.PAUSED)
    assert decided(rules, FAILURE, NOON + timedelta(minutes=30)) == TOLD_NOW


def test_what_is_not_told_is_not_held_either() -> None:
    rules = Rules(outcomes=(), paused_until=NOON + timedelta(hours=1))
    assert decided(rules) == Decision(Why.RULE)


@pytest.mark.parametrize(
    ("begin", "end", "inside", "outside"),
    [
        (time(22), time(7), (time(22), time(0), time(6, 59)), (time(21, 59), time(7), time(12))),
        (time(12), time(13), (time(12), time(12, 59)), (time(11, 59), time(13))),
        (time(8), time(8), (), (time(8), time(20))),
    ],
)
def test_quiet_hours_by_day_and_over_midnight(
    begin: time, end: time, inside: tuple[time, ...], outside: tuple[time, ...]
) -> None:
    hours = QuietHours(begin, end)
    assert all(hours.cover(datetime.combine(NOON.date(), clock, BERLIN)) for clock in inside)
    assert not any(hours.cover(datetime.combine(NOON.date(), clock, BERLIN)) for clock in outside)


@pytest.mark.parametrize("failures", [True, False])
def test_failures_come_through_the_night_where_that_is_wanted(failures: bool) -> None:
    rules = Rules(quiet=QuietHours(time(22), time(7), failures))
    assert decided(rules, END, NIGHT) == Decision(Why.QUIET)
    assert decided(rules, FAILURE, NIGHT) == (TOLD_NOW if failures else Decision(Why.QUIET))


def test_the_night_is_over_by_the_clock_on_the_wall_also_when_it_is_changed() -> None:
    hours = QuietHours(time(22), time(7))
    assert hours.over_at(NIGHT) == datetime(2026, 11, 25, 7, tzinfo=BERLIN)
    assert hours.over_at(datetime(2026, 11, 25, 3, tzinfo=BERLIN)) == datetime(2026, 11, 25, 7, tzinfo=BERLIN)
    spring_forward = datetime(2026, 3, 28, 23, tzinfo=BERLIN)
    over = hours.over_at(spring_forward)
    assert (over.hour, over.astimezone(UTC) - spring_forward.astimezone(UTC)) == (7, timedelta(hours=7))
