import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.words.catalogue import set_language
from batchdesk.words.times import age, as_of, duration, moment

NOW = datetime(2026, 11, 24, 14, 5).astimezone()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-3, "0:00"), (0, "0:00"), (59.9, "0:59"), (112, "1:52"), (3600, "1:00:00"), (3723, "1:02:03")],
)
def test_durations(seconds: float, text: str) -> None:
    assert duration(seconds) == text


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(seconds=-90), "just now"),
        (timedelta(seconds=1), "just now"),
        (timedelta(seconds=3), "3 s ago"),
        (timedelta(minutes=5), "5 min ago"),
        (timedelta(hours=2), "12:05"),
        (timedelta(days=1), "23 Nov 14:05"),
        (timedelta(days=400), "20 Oct 2025"),
    ],
)
def test_ages(before: timedelta, text: str) -> None:
    assert age(NOW - before, NOW) == text


def test_other_time_zones_are_shown_in_ours() -> None:
    assert moment(NOW.astimezone(UTC) - timedelta(hours=2), NOW.astimezone(UTC)) == "12:05"


def test_over_midnight_a_moment_has_its_day() -> None:
    after = datetime(2026, 11, 24, 0, 3).astimezone()
    assert age(after - timedelta(minutes=5), after) == "5 min ago"
    assert age(after - timedelta(minutes=73), after) == "23 Nov 22:50"
    assert age(datetime(2025, 12, 31, 22, 50).astimezone(), datetime(2026, 1, 1, 0, 3).astimezone()) == "31 Dec 2025"


@pytest.fixture
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Where clocks are set back on 25 October 2026 at 3:00, to 2:00."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="Windows has one time zone a machine")
@pytest.mark.usefixtures("in_berlin")
def test_the_hour_that_comes_twice_is_not_lost() -> None:
    summer, winter = datetime(2026, 10, 25, 0, 50, tzinfo=UTC), datetime(2026, 10, 25, 1, 10, tzinfo=UTC)
    assert (f"{summer.astimezone():%H:%M}", f"{winter.astimezone():%H:%M}") == ("02:50", "02:10")
    assert age(summer, winter) == "20 min ago"
    assert age(summer, winter + timedelta(hours=1)) == "02:50"
    assert moment(datetime(2026, 10, 24, 21, 30, tzinfo=UTC), winter) == "24 Oct 23:30"


def test_a_clock_that_was_set_back_makes_nothing_older_than_now() -> None:
    assert age(NOW + timedelta(hours=3), NOW) == "just now"
    assert as_of(NOW + timedelta(days=3), NOW) == "as of just now"


def test_chinese_times() -> None:
    set_language("zh_CN")
    assert moment(NOW - timedelta(days=1), NOW) == "11月23日 14:05"
    assert moment(NOW - timedelta(days=400), NOW) == "2025年10月20日"
    assert as_of(NOW - timedelta(minutes=3), NOW) == "截至 3 分钟前"
