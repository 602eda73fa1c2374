"""Days, weeks and months: nothing is lost when they are put together."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from batchdesk.charts.periods import MOST_BARS, periods
from tests.charts.numbers import MONDAY, day_numbers


def test_a_few_days_are_days_also_those_without_batches() -> None:
    cut = periods([day_numbers(MONDAY)], MONDAY - timedelta(days=3), MONDAY + timedelta(days=3))
    assert [period.batches for period in cut] == [0, 0, 0, 10, 0, 0, 0]
    assert cut[3].words == cut[3].label == "23 Nov"


def test_a_year_is_in_weeks_from_monday_on() -> None:
    cut = periods([day_numbers(MONDAY)], date(2026, 1, 1), date(2026, 12, 31))
    assert {period.first.weekday() for period in cut[1:]} == {0}
    assert cut[-1].last == date(2026, 12, 31)
    assert next(period for period in cut if period.batches).words == "23 Nov to 29 Nov"


def test_many_years_are_in_months() -> None:
    cut = periods([day_numbers(MONDAY)], date(2024, 1, 15), date(2026, 12, 31))
    assert (cut[0].first, cut[0].last) == (date(2024, 1, 15), date(2024, 1, 31))
    assert next(period for period in cut if period.batches).words == "Nov 2026"


def test_without_bounds_they_reach_to_where_there_is_something() -> None:
    assert periods([], None, None) == []
    cut = periods([day_numbers(MONDAY), day_numbers(MONDAY + timedelta(days=4))], None, None)
    assert [period.batches for period in cut] == [10, 0, 0, 0, 10]


@given(st.lists(st.integers(0, 3000), unique=True, min_size=1, max_size=50))
def test_every_batch_is_in_one_period(offsets: list[int]) -> None:
    days = [day_numbers(MONDAY + timedelta(days=offset)) for offset in sorted(offsets)]
    cut = periods(days, None, None)
    assert sum(period.batches for period in cut) == sum(sum(numbers.outcomes.values()) for numbers in days)
    assert sum(period.tokens for period in cut) == sum(numbers.tokens for numbers in days)
    assert all(after.first - before.last == timedelta(days=1) for before, after in pairwise(cut))
    assert len(cut) <= 2 * MOST_BARS


def test_where_a_day_comes_twice_its_year_is_said() -> None:
    cut = periods([day_numbers(MONDAY)], date(2025, 10, 1), MONDAY)
    assert cut[-1].words == "23 Nov 2026"
    assert (cut[-2].words, cut[-2].label) == ("16 Nov 2026 to 22 Nov 2026", "Nov 2026")
