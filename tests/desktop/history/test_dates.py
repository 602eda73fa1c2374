"""Days as a person means them, also where the clocks change."""

import time
from datetime import UTC, date, datetime, timedelta

import pytest

from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.dates import Dates, Span
from batchdesk.store.records import HistoryQuery


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    if not hasattr(time, "tzset"):
        pytest.skip("this system's zone cannot be changed")
    with monkeypatch.context() as patched:
        patched.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


NOW = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)


def test_today_begins_at_local_midnight() -> None:
    since, until = Dates(Span.TODAY).bounds(NOW)
    assert since is not None
    assert (since.astimezone(UTC), until) == (datetime(2026, 11, 23, 23, tzinfo=UTC), None)


def test_yesterday_ends_where_today_begins() -> None:
    since, until = Dates(Span.YESTERDAY).bounds(NOW)
    assert since is not None
    assert until == Dates(Span.TODAY).bounds(NOW)[0]
    assert until - since == timedelta(days=1)


def test_days_of_ones_own_are_whole_also_when_the_clocks_change() -> None:
    change = date(2026, 3, 29)
    since, until = Dates(Span.CUSTOM, change, change).bounds(NOW)
    assert since is not None
    assert until is not None
    assert until.astimezone(UTC) - since.astimezone(UTC) == timedelta(hours=23)


@pytest.mark.parametrize(("span", "days"), [(Span.WEEK, 6), (Span.MONTH, 29)])
def test_the_last_days_include_today(span: Span, days: int) -> None:
    since, _ = Dates(span).bounds(NOW)
    assert since is not None
    assert since.date() == date(2026, 11, 24) - timedelta(days=days)


def test_what_is_typed_and_what_is_chosen_both_count() -> None:
    typed = HistoryQuery(search="超时", statuses=("FAILED", "SUCCEEDED"))
    narrowed = Choice(statuses=("FAILED",), tags=("spring",), longer_than=60.0).narrow(typed, NOW)
    assert (narrowed.search, narrowed.statuses, narrowed.tags, narrowed.longer_than) == (
        "超时",
        ("FAILED",),
        ("spring",),
        60.0,
    )
    nothing = Choice(statuses=("QUEUED",)).narrow(typed, NOW)
    assert nothing.statuses
    assert not set(nothing.statuses) & {"FAILED", "SUCCEEDED", "QUEUED"}
