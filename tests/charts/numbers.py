"""Statistics as the store hands them out, made by hand."""

from datetime import date, timedelta

from batchdesk.batch import status
from batchdesk.store.records import DayNumbers, Statistics
from batchdesk.store.rollups import step_of, step_seconds

MONDAY = date(2026, 11, 23)


def day_numbers(day: date, succeeded: int = 8, failed: int = 1, partial: int = 1) -> DayNumbers:
    outcomes = {status.SUCCEEDED: succeeded, status.FAILED: failed, status.PARTIAL_SUCCESS: partial}
    return DayNumbers(day, outcomes, tokens=11_500 * (succeeded + partial), median=47.0, p90=71.0, p99=130.0)


def a_week() -> Statistics:
    hours = [[0] * 24 for _ in range(7)]
    hours[0][9], hours[1][14] = 4, 8
    steps = [(step_of(seconds * 1000), number) for seconds, number in ((30, 3), (47, 9), (130, 1))]
    return Statistics(
        days=tuple(day_numbers(MONDAY + timedelta(days=number), succeeded=8 + number) for number in range(7)),
        hours=tuple(map(tuple, hours)),
        distribution=tuple((*step_seconds(step), number) for step, number in steps),
        median=47.0,
        p90=71.0,
        p99=130.0,
    )
