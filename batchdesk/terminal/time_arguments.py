"""How the commands' times are written: `--since`, `--until`, `--longer-than`. Pure."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

_AGO = re.compile(r"(\d{1,5})([mhdw])")
_AGO_UNITS = {"m": "minutes", "h": "hours", "d": "days", "w": "weeks"}
_LENGTH = re.compile(r"(\d{1,7}(?:\.\d{1,3})?)([smh]?)")
_LENGTH_SECONDS = {"": 1, "s": 1, "m": 60, "h": 3600}
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d\d)")

Localise = Callable[[datetime], datetime]
"""Gives a time on the wall its offset; the system's rules, daylight saving included, unless another zone is meant."""


def parse_since(text: str, now: datetime, localise: Localise = datetime.astimezone) -> datetime:
    """The beginning of what is meant: `2026-11-01`, `2026-11-01T08:00`, `today`, `yesterday`, `7d`, `24h`, `30m`, `2w`.

    A date without a time is its midnight. `now` is the time on the wall, without an offset. Raises ValueError for
    anything else.
    """
    day = _day(text, now)
    return localise(datetime.combine(day, time())) if day is not None else _moment(text, now, localise)


def parse_until(text: str, now: datetime, localise: Localise = datetime.astimezone) -> datetime:
    """The end of what is meant, as `parse_since` reads it: a date without a time is meant whole, to its midnight."""
    day = _day(text, now)
    if day is None:
        return _moment(text, now, localise)
    return localise(datetime.combine(day + timedelta(days=1), time()))


def parse_length(text: str) -> float:
    """Seconds: `90`, `90s`, `1.5m`, `2h`, and as the program writes it, `1:30` and `1:02:03`. ValueError else."""
    word = text.strip().lower()
    if clock := _CLOCK.fullmatch(word):
        return int(clock[1] or 0) * 3600 + int(clock[2]) * 60 + int(clock[3])
    if length := _LENGTH.fullmatch(word):
        return float(length[1]) * _LENGTH_SECONDS[length[2]]
    raise ValueError(text)


def _day(text: str, now: datetime) -> date | None:
    word = text.strip().lower()
    if word in ("today", "yesterday"):
        return now.date() - timedelta(days=word == "yesterday")
    try:
        return date.fromisoformat(word)
    except ValueError:
        return None


def _moment(text: str, now: datetime, localise: Localise) -> datetime:
    ago = _AGO.fullmatch(text.strip().lower())
    if ago is not None:
        return localise(now).astimezone(UTC) - timedelta(**{_AGO_UNITS[ago[2]]: int(ago[1])})
    moment = datetime.fromisoformat(text.strip())
    return moment if moment.tzinfo is not None else localise(moment)
