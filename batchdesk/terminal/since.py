"""`--since`: a date, or how long ago. Pure."""

import re
from datetime import datetime, timedelta

_AGO = re.compile(r"(\d{1,5})([mhdw])")
_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_since(text: str, now: datetime) -> datetime:
    """Read `2026-11-01`, `2026-11-01T08:00`, `today`, `yesterday`, `7d`, `24h`, `30m` or `2w`.

    A date without a time is its midnight where `now` is. Raises ValueError for anything else.
    """
    word = text.strip().lower()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if word in ("today", "yesterday"):
        return midnight - timedelta(days=word == "yesterday")
    ago = _AGO.fullmatch(word)
    if ago is not None:
        return now - timedelta(**{_UNITS[ago[2]]: int(ago[1])})
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=now.tzinfo)
