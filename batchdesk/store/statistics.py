"""The numbers behind the charts: from the hourly counts where a query allows it, from the batches otherwise."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from msgspec.structs import replace

from batchdesk.store import rollups
from batchdesk.store.conditions import Matching, Parameter, marks
from batchdesk.store.planning import planned
from batchdesk.store.records import DayNumbers, HistoryQuery, Statistics

_EPOCH_DAY = date(1970, 1, 1).toordinal()
HOURS_A_DAY = 24


class _Source(NamedTuple):
    """Where the numbers come from: what follows SELECT, with hours from and before which as the last parameters."""

    counts: str
    """Has hour, status, batches and tokens."""
    steps: str
    """Has hour, step and batches."""
    parameters: list[Parameter]
    by_day: bool
    """Asked for day by day it is faster than all at once: it lies in the order of its hours."""


class _Span(NamedTuple):
    """Hours of UTC, `first` to before `end`, in which local time is `offset` hours ahead."""

    first: int
    end: int
    offset: int


@dataclass(slots=True)
class Day:
    """What was added on one local day."""

    outcomes: Counter[str] = field(default_factory=Counter[str])
    tokens: int = 0
    steps: Counter[int] = field(default_factory=Counter[int])


def statistics_of(connection: sqlite3.Connection, query: HistoryQuery, zone: tzinfo) -> Statistics:
    """The statistics of the batches that `query` means, its limit and page left out.

    An hour of UTC is counted whole, on the local day on which it begins. Raises sqlite3.Error.
    """
    connection.create_function("step_of", 1, rollups.step_of, deterministic=True)
    source, span = _source(connection, query), _whole_span(connection, query)
    days: defaultdict[int, Day] = defaultdict(Day)
    week = [[0] * HOURS_A_DAY for _ in range(7)]
    for part in _parts(span, zone):
        for hour, status, batches, tokens in connection.execute(
            f"SELECT hour, status, sum(batches), sum(tokens) {source.counts} GROUP BY 1, 2 HAVING sum(batches) > 0",
            (*source.parameters, part.first, part.end),
        ):
            local = hour + part.offset
            day = days[local // HOURS_A_DAY]
            day.outcomes[status] += batches
            day.tokens += tokens
            week[weekday(local)][local % HOURS_A_DAY] += batches
        for number, steps in _steps(connection, source, part):
            days[number].steps.update(steps)
    return put_together(days, week)


def _steps(connection: sqlite3.Connection, source: _Source, part: _Span) -> Iterator[tuple[int, dict[int, int]]]:
    """How many batches of each local day (counted since 1970) took as long as which step."""
    if not source.by_day:
        for number, step, batches in connection.execute(
            f"""SELECT (hour + {part.offset}) / {HOURS_A_DAY}, step, sum(batches) {source.steps}
              GROUP BY 1, 2 HAVING sum(batches) > 0""",
            (*source.parameters, part.first, part.end),
        ):
            yield number, {step: batches}
        return
    for day in _days(part):
        steps = connection.execute(
            f"SELECT step, sum(batches) {source.steps} GROUP BY 1 HAVING sum(batches) > 0",
            (*source.parameters, day.first, day.end),
        )
        yield (day.first + day.offset) // HOURS_A_DAY, dict(steps.fetchall())


def quantile(steps: Mapping[int, int], share: float) -> float | None:
    """The duration in seconds that `share` of the batches do not exceed; None without any. Within two per cent."""
    left = share * sum(steps.values())
    for step in sorted(steps):
        left -= steps[step]
        if left <= 0:
            low, high = rollups.step_seconds(step)
            return (low + high) / 2
    return None


def put_together(days: Mapping[int, Day], week: list[list[int]]) -> Statistics:
    """The statistics of these days, numbered from 1 January 1970 on, and of a week's hours."""
    every: Counter[int] = Counter()
    for day in days.values():
        every.update(day.steps)
    return Statistics(
        days=tuple(
            DayNumbers(
                day=date.fromordinal(_EPOCH_DAY + number),
                outcomes=dict(day.outcomes),
                tokens=day.tokens,
                median=quantile(day.steps, 0.5),
                p90=quantile(day.steps, 0.9),
                p99=quantile(day.steps, 0.99),
            )
            for number, day in sorted(days.items())
        ),
        hours=tuple(map(tuple, week)),
        distribution=tuple((*rollups.step_seconds(step), every[step]) for step in sorted(every)),
        median=quantile(every, 0.5),
        p90=quantile(every, 0.9),
        p99=quantile(every, 0.99),
    )


def weekday(hour: int) -> int:
    """The day of the week, Monday 0, of an hour counted from the beginning of 1970, which was a Thursday."""
    return (hour // HOURS_A_DAY + 3) % 7


def _source(connection: sqlite3.Connection, query: HistoryQuery) -> _Source:
    only_servers_and_dates = query == HistoryQuery(
        servers=query.servers, since=query.since, until=query.until, limit=query.limit, before=query.before
    )
    return _counted(query) if only_servers_and_dates else _batches(planned(connection, replace(query, before=None)))


def _counted(query: HistoryQuery) -> _Source:
    servers = f"server IN (SELECT id FROM servers WHERE url IN ({marks(query.servers)})) AND" if query.servers else ""
    between = f"WHERE {servers} hour >= ? AND hour < ?"
    return _Source(f"FROM hours {between}", f"FROM hour_durations {between}", list(query.servers), by_day=True)


def _batches(found: Matching) -> _Source:
    hour = f"{found.position} / {rollups.TENTHS_AN_HOUR} AS hour, 1 AS batches"
    chosen = f"FROM {found.source} {found.where}"
    counted = f"{'AND' if found.where else 'WHERE'} duration_ms IS NOT NULL AND copy_count > 0"
    return _Source(
        f"FROM (SELECT {hour}, status, coalesce(total_tokens, 0) AS tokens {chosen}) WHERE hour >= ? AND hour < ?",
        f"FROM (SELECT {hour}, step_of(duration_ms) AS step {chosen} {counted}) WHERE hour >= ? AND hour < ?",
        found.parameters,
        by_day=False,
    )


def _whole_span(connection: sqlite3.Connection, query: HistoryQuery) -> tuple[int, int]:
    """The hours there is something of, within the query's dates."""
    first, last = connection.execute("SELECT min(hour), max(hour) FROM hours").fetchone()
    if first is None:
        return 0, 0
    since = first if query.since is None else max(first, _hour(query.since))
    until = last + 1 if query.until is None else min(last + 1, -(-query.until.timestamp() // 3600))
    return since, int(until)


def _hour(moment: datetime) -> int:
    return int(moment.timestamp() // 3600)


def _parts(span: tuple[int, int], zone: tzinfo) -> Iterator[_Span]:
    """`span` cut where the clocks change."""
    first, end = span
    while first < end:
        offset = offset_hours(first, zone)
        cut = first + 1
        while cut < end and offset_hours(cut, zone) == offset:
            # A day at a time, and an hour at a time on the day of a change: a zone keeps its offset for weeks.
            cut = cut + HOURS_A_DAY if offset_hours(min(end, cut + HOURS_A_DAY), zone) == offset else cut + 1
        yield _Span(first, min(cut, end), offset)
        first = min(cut, end)


def _days(part: _Span) -> Iterator[_Span]:
    """`part` cut at the local midnights."""
    first = part.first
    while first < part.end:
        end = min(part.end, first + HOURS_A_DAY - (first + part.offset) % HOURS_A_DAY)
        yield _Span(first, end, part.offset)
        first = end


def offset_hours(hour: int, zone: tzinfo) -> int:
    """Hours that local time is ahead; of half hours the whole ones count."""
    ahead = (datetime.fromtimestamp(0, UTC) + timedelta(hours=hour)).astimezone(zone).utcoffset() or timedelta()
    return int(ahead.total_seconds() // 3600)
