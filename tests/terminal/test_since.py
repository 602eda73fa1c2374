from datetime import datetime, timedelta, timezone

import pytest

from batchdesk.terminal.since import parse_since

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=timezone(timedelta(hours=8)))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("today", "2026-11-24T00:00:00+08:00"),
        ("Yesterday", "2026-11-23T00:00:00+08:00"),
        ("7d", "2026-11-17T14:05:00+08:00"),
        ("24h", "2026-11-23T14:05:00+08:00"),
        ("30m", "2026-11-24T13:35:00+08:00"),
        ("2w", "2026-11-10T14:05:00+08:00"),
        ("2026-11-01", "2026-11-01T00:00:00+08:00"),
        ("2026-11-01T08:30", "2026-11-01T08:30:00+08:00"),
        ("2026-11-01T08:30Z", "2026-11-01T08:30:00+00:00"),
    ],
)
def test_dates_and_how_long_ago(text: str, moment: str) -> None:
    assert parse_since(text, NOW).isoformat() == moment


@pytest.mark.parametrize("text", ["", "7", "d", "-1d", "7y", "2026-13-01", "11/24", "tomorrow"])
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse_since(text, NOW)
