"""Times survive the way from the wire to the database and back; odd ones cost nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchdesk.batch.times import format_time, parse_time


@given(st.datetimes(timezones=st.just(UTC)))
def test_there_and_back(time: datetime) -> None:
    text = format_time(time)
    assert text is not None
    assert text.endswith("Z")
    back = parse_time(text)
    assert back is not None
    assert timedelta(0) <= time - back < timedelta(milliseconds=1)


@pytest.mark.parametrize("text", [None, "", "yesterday", "2025-13-45T00:00:00Z", "0001-01-01T00:00:00+23:59"])
def test_the_unreadable_is_none(text: str | None) -> None:
    assert parse_time(text) is None


def test_offsets_become_utc() -> None:
    assert parse_time("2025-01-15T16:00:00+08:00") == datetime(2025, 1, 15, 8, tzinfo=UTC)
    assert parse_time("2025-01-15T08:00:00") == datetime(2025, 1, 15, 8, tzinfo=UTC)
    assert format_time(None) is None
