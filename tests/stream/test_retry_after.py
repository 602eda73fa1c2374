"""What `Retry-After` asks for, in all its forms."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from batchdesk.stream.retry_after import seconds_to_wait


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("120", 120.0),
        ("0", 0.0),
        ("9" * 400, float("inf")),
        ("", 0.0),
        ("-5", 0.0),
        ("1.5", 0.0),
        ("٣", 0.0),
        ("soon", 0.0),
        ("Wed, 01 Jan 2020 00:01:00 GMT", 60.0),
        ("Wednesday, 01-Jan-20 00:01:00 GMT", 60.0),
        ("Wed Jan  1 00:01:00 2020", 60.0),
        ("Tue, 31 Dec 2019 23:59:00 GMT", 0.0),
        ("Wed, 01 Jan 99999999999999999999 00:01:00 GMT", 0.0),
        ("Wed, 01 Jan 2020 99999999999999999999:01:00 GMT", 0.0),
    ],
)
def test_seconds_or_a_date_by_the_servers_own_clock(asked: str, seconds: float) -> None:
    assert seconds_to_wait({"retry-after": asked, "date": "Wed, 01 Jan 2020 00:00:00 GMT"}) == seconds


@pytest.mark.parametrize("date", [{}, {"date": "today"}])
def test_without_the_servers_clock_ours_has_to_do(date: dict[str, str]) -> None:
    until = format_datetime(datetime.now(UTC) + timedelta(hours=1))
    assert 3590 < seconds_to_wait({"retry-after": until, **date}) <= 3600


def test_nothing_is_asked() -> None:
    assert seconds_to_wait({}) == 0.0
