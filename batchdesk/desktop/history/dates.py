"""Spans of local days, as a person chooses them. Pure; the moment is given."""

from datetime import date, datetime, time, timedelta
from enum import Enum

from msgspec import Struct


class Span(Enum):
    """Which days."""

    ANY = "any"
    TODAY = "today"
    YESTERDAY = "yesterday"
    WEEK = "week"
    """The last seven days, today included."""
    MONTH = "month"
    """The last thirty days, today included."""
    YEAR = "year"
    """The last 365 days, today included."""
    CUSTOM = "custom"


_DAYS = {Span.TODAY: 1, Span.WEEK: 7, Span.MONTH: 30, Span.YEAR: 365}


class Dates(Struct, frozen=True):
    """A span; `first` and `last` are the days of a custom one, both included."""

    span: Span = Span.ANY
    first: date | None = None
    last: date | None = None

    def bounds(self, now: datetime) -> tuple[datetime | None, datetime | None]:
        """From which moment on (included) and up to which (excluded), aware; None: without a bound. Midnight is the
        local one of each day, whatever the clocks did in between."""
        if self.span is Span.CUSTOM:
            after = None if self.last is None else self.last + timedelta(days=1)
            return _midnight(self.first), _midnight(after)
        today = now.astimezone().date()
        if self.span is Span.YESTERDAY:
            return _midnight(today - timedelta(days=1)), _midnight(today)
        days = _DAYS.get(self.span)
        return (None if days is None else _midnight(today - timedelta(days=days - 1))), None


def _midnight(day: date | None) -> datetime | None:
    # A naive time is local: its offset is that of its own day, not of today.
    return None if day is None else datetime.combine(day, time.min).astimezone()
