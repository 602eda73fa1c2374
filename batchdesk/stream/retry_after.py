"""How long a server asks to be left alone: the `Retry-After` header."""

from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds_to_wait(headers: Mapping[str, str]) -> float:
    """What an answer's `Retry-After` asks for: seconds or a date (RFC 9110, 10.2.3). 0 for anything else.

    A date is compared with the answer's own `Date`: the server's clock and ours need not agree.
    """
    asked = headers.get("retry-after", "")
    if asked.isascii() and asked.isdigit():
        return float(asked)
    until = _moment(asked)
    if until is None:
        return 0.0
    answered_at = _moment(headers.get("date", "")) or datetime.now(UTC)
    return max(0.0, (until - answered_at).total_seconds())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):  # the last for a year or an hour beyond what C can hold
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
