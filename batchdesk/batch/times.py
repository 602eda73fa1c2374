"""Times as the wire, the database and `--json` write them: ISO 8601 in UTC, milliseconds, 'Z'."""

from datetime import UTC, datetime


def parse_time(text: str | None) -> datetime | None:
    """Read an ISO 8601 time; without an offset it is UTC. None for None and for anything unreadable: a server's
    odd clock must not cost the event it came with."""
    if not text:
        return None
    try:
        time = datetime.fromisoformat(text)
        if time.tzinfo is UTC:  # as nearly all are
            return time
        return time.replace(tzinfo=UTC) if time.tzinfo is None else time.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def format_time(time: datetime | None) -> str | None:
    """Write an aware datetime as `2025-01-15T08:00:00.000Z`; None stays None."""
    if time is None:
        return None
    # Nearly all are in UTC already, and five are written with each event.
    in_utc = time if time.tzinfo is UTC else time.astimezone(UTC)
    return in_utc.isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
