"""Durations and ages in words. Local time is the machine's own."""

from datetime import date, datetime

from batchdesk.words.catalogue import translate

_FRESH_SECONDS = 2
_MINUTE = 60
_HOUR = 3600


def duration(seconds: float) -> str:
    """`1:52`, and `1:02:03` from an hour on. Below zero counts as zero."""
    whole = max(0, int(seconds))
    hours, minutes, rest = whole // _HOUR, whole // _MINUTE % _MINUTE, whole % _MINUTE
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def moment(then: datetime, now: datetime) -> str:
    """A point in time: `14:05` today, `23 Nov 14:05` this year, `23 Nov 2025` before."""
    local, today = then.astimezone(), now.astimezone()
    if local.date() == today.date():
        return f"{local:%H:%M}"
    if local.year == today.year:
        return translate(
            "Time", "{day} {month} {time}", day=local.day, month=_month(local.month), time=f"{local:%H:%M}"
        )
    return translate("Time", "{day} {month} {year}", day=local.day, month=_month(local.month), year=local.year)


def to_the_second(then: datetime, now: datetime) -> str:
    """A point in time in a log: `14:05:09` today, `2026-11-23 14:05:09` before."""
    local = then.astimezone()
    return f"{local:%H:%M:%S}" if local.date() == now.astimezone().date() else f"{local:%Y-%m-%d %H:%M:%S}"


def age(then: datetime, now: datetime) -> str:
    """How long ago: `just now`, `3 s ago`, `5 min ago`, and from an hour on the `moment`. A future time is now."""
    seconds = int((now - then).total_seconds())
    if seconds < _FRESH_SECONDS:
        return translate("Time", "just now")
    if seconds < _MINUTE:
        return translate("Time", "%n s ago", seconds)
    if seconds < _HOUR:
        return translate("Time", "%n min ago", seconds // _MINUTE)
    return moment(then, now)


def as_of(then: datetime, now: datetime) -> str:
    """How old cached knowledge is: `as of 3 min ago`, `as of 14:05`."""
    return translate("Time", "as of {age}", age=age(then, now))


def day_of_year(day: date) -> str:
    """`24 Nov`."""
    return translate("Time", "{day} {month}", day=day.day, month=_month(day.month))


def day_and_year(day: date) -> str:
    """`24 Nov 2026`."""
    return translate("Time", "{day} {month} {year}", day=day.day, month=_month(day.month), year=day.year)


def month_of_year(day: date) -> str:
    """`Nov 2026`."""
    return translate("Time", "{month} {year}", month=_month(day.month), year=day.year)


def weekday(number: int) -> str:
    """`Mon` for 0 … `Sun` for 6."""
    names = (
        translate("Time", "Mon"),
        translate("Time", "Tue"),
        translate("Time", "Wed"),
        translate("Time", "Thu"),
        translate("Time", "Fri"),
        translate("Time", "Sat"),
        translate("Time", "Sun"),
    )
    return names[number]


def _month(number: int) -> str:
    names = (
        translate("Time", "Jan"),
        translate("Time", "Feb"),
        translate("Time", "Mar"),
        translate("Time", "Apr"),
        translate("Time", "May"),
        translate("Time", "Jun"),
        translate("Time", "Jul"),
        translate("Time", "Aug"),
        translate("Time", "Sep"),
        translate("Time", "Oct"),
        translate("Time", "Nov"),
        translate("Time", "Dec"),
    )
    return names[number - 1]
