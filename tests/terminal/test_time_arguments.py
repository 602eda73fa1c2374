from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from batchdesk.terminal.time_arguments import parse_length, parse_since, parse_until

NOW = datetime(2026, 11, 24, 14, 5)


def shanghai(wall: datetime) -> datetime:
    return wall.replace(tzinfo=ZoneInfo("Asia/Shanghai"))


def berlin(wall: datetime) -> datetime:
    return wall.replace(tzinfo=ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("today", "2026-11-24T00:00:00+08:00"),
        ("Yesterday", "2026-11-23T00:00:00+08:00"),
        ("7d", "2026-11-17T06:05:00+00:00"),
        ("24h", "2026-11-23T06:05:00+00:00"),
        ("30m", "2026-11-24T05:35:00+00:00"),
        ("2w", "2026-11-10T06:05:00+00:00"),
        ("2026-11-01", "2026-11-01T00:00:00+08:00"),
        ("2026-11-01T08:30", "2026-11-01T08:30:00+08:00"),
        ("2026-11-01T08:30Z", "2026-11-01T08:30:00+00:00"),
    ],
)
def test_dates_and_how_long_ago(text: str, moment: str) -> None:
    assert parse_since(text, NOW, shanghai).isoformat() == moment


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("today", "2026-11-25T00:00:00+08:00"),
        ("yesterday", "2026-11-24T00:00:00+08:00"),
        ("2026-11-30", "2026-12-01T00:00:00+08:00"),
        ("2026-11-01T08:30", "2026-11-01T08:30:00+08:00"),
        ("24h", "2026-11-23T06:05:00+00:00"),
    ],
)
def test_until_a_day_means_to_its_end(text: str, moment: str) -> None:
    assert parse_until(text, NOW, shanghai).isoformat() == moment


def test_a_day_has_23_hours_where_the_clocks_are_set() -> None:
    since, until = (parse("2026-03-29", NOW, berlin) for parse in (parse_since, parse_until))
    assert (until.timestamp() - since.timestamp()) / 3600 == 23
    assert parse_since("2026-03-29", NOW, berlin).isoformat() == "2026-03-29T00:00:00+01:00"


def test_the_systems_own_zone_is_meant_otherwise() -> None:
    assert parse_since("2026-07-01", NOW) == datetime(2026, 7, 1).astimezone()


@pytest.mark.parametrize("text", ["", "7", "d", "-1d", "7y", "2026-13-01", "11/24", "tomorrow"])
def test_anything_else_is_refused(text: str) -> None:
    for parse in (parse_since, parse_until):
        with pytest.raises(ValueError, match=r".*"):
            parse(text, NOW)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("90", 90), ("90s", 90), ("1.5m", 90), ("2H", 7200), ("1:52", 112), ("1:02:03", 3723), (" 0 ", 0)],
)
def test_lengths(text: str, seconds: float) -> None:
    assert parse_length(text) == seconds


@pytest.mark.parametrize("text", ["", "m", "-1", "1:2", "1d", "nan", "1e3", "1:2:3:4"])
def test_other_lengths_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_length(text)
