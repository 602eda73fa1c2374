"""Days put together: a bar a day, a week or a month, so that there are never too many."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from batchdesk.store.records import DayNumbers
from batchdesk.words.catalogue import translate
from batchdesk.words.times import day_and_year, day_of_year, month_of_year

MOST_BARS = 62
"""Of days or weeks: beyond them a bar is too thin to be pointed at."""

_WEEK = 7
_A_DAY = timedelta(days=1)


@dataclass(slots=True)
class Period:
    """Days from `first` to `last`, both included, and what was added on them."""

    first: date
    last: date
    within_a_year: bool = True
    """All periods are, and a day is told by its month."""
    outcomes: Counter[str] = field(default_factory=Counter[str])
    tokens: int = 0

    @property
    def batches(self) -> int:
        """Of any status."""
        return self.outcomes.total()

    @property
    def words(self) -> str:
        """`24 Nov`, `23 Nov to 29 Nov`, `23 Nov 2026 to 29 Nov 2026`, `Nov 2026`."""
        days = (self.last - self.first).days + 1
        if days > _WEEK:
            return month_of_year(self.first)
        first, last = (day_words(day, within_a_year=self.within_a_year) for day in (self.first, self.last))
        return first if days == 1 else translate("Insights", "{first} to {last}", first=first, last=last)

    @property
    def label(self) -> str:
        """Shorter than `words`, for a mark: `24 Nov`, `Nov 2026`."""
        is_month = not self.within_a_year or (self.last - self.first).days >= _WEEK
        return month_of_year(self.first) if is_month else day_of_year(self.first)


def are_within_a_year(first: date, last: date) -> bool:
    """Whether no day of the year comes twice."""
    return last - first < timedelta(days=365)


def day_words(day: date, *, within_a_year: bool) -> str:
    """`24 Nov`, and `24 Nov 2026` where another one may be meant."""
    return day_of_year(day) if within_a_year else day_and_year(day)


def periods(days: Sequence[DayNumbers], first: date | None, last: date | None) -> list[Period]:
    """All periods from `first` to `last`, or to where there is something; also those that have nothing."""
    first = first or (days[0].day if days else None)
    last = last or (days[-1].day if days else None)
    if first is None or last is None:
        return []
    found = list(_cut(first, last))
    place = 0
    for numbers in days:
        if not first <= numbers.day <= last:
            continue
        while numbers.day > found[place].last:
            place += 1
        found[place].outcomes.update(numbers.outcomes)
        found[place].tokens += numbers.tokens
    return found


def _cut(first: date, last: date) -> Iterator[Period]:
    days, within_a_year = (last - first).days + 1, are_within_a_year(first, last)
    while first <= last:
        if days <= MOST_BARS:
            end = first
        elif days <= MOST_BARS * _WEEK:
            end = first + timedelta(days=6 - first.weekday())
        else:
            end = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - _A_DAY
        yield Period(first, min(end, last), within_a_year)
        first = end + _A_DAY
