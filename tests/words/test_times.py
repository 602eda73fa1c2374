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


def test_chinese_times() -> None:
    set_language("zh_CN")
    assert moment(NOW - timedelta(days=1), NOW) == "11月23日 14:05"
    assert moment(NOW - timedelta(days=400), NOW) == "2025年10月20日"
    assert as_of(NOW - timedelta(minutes=3), NOW) == "截至3 分钟前"
