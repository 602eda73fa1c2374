"""The sums of the batches that go by: what stands at the head of a report."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import tzinfo
from statistics import median

from batchdesk.batch import status
from batchdesk.store.bulk import BatchRow
from batchdesk.store.records import Statistics
from batchdesk.store.rollups import TENTHS_AN_HOUR, step_of
from batchdesk.store.statistics import HOURS_A_DAY, Day, offset_hours, put_together, weekday

_SHOWN = (
    status.SUCCEEDED,
    status.PARTIAL_SUCCESS,
    status.FAILED,
    status.RUNNING,
    status.QUEUED,
    status.ARCHIVED,
)


class Tally:
    """Eight bytes a batch, for the median."""

    def __init__(self) -> None:
        self.batches = 0
        self.copies = 0
        self.tokens = 0
        self._statuses: Counter[str] = Counter()
        self._seconds = array("d")
        self._hours: defaultdict[int, Day] = defaultdict(Day)

    def count(self, rows: Iterable[BatchRow]) -> None:
        """Add these batches."""
        for row in rows:
            self.batches += 1
            self.copies += row.copy_count
            self.tokens += row.total_tokens or 0
            self._statuses[row.status] += 1
            hour = self._hours[row.position // TENTHS_AN_HOUR]
            hour.outcomes[row.status] += 1
            hour.tokens += row.total_tokens or 0
            if row.seconds is not None:
                self._seconds.append(row.seconds)
                if row.copy_count:
                    hour.steps[step_of(round(row.seconds * 1000))] += 1

    def statistics(self, zone: tzinfo) -> Statistics:
        """The same as charts take them, by local days of `zone`."""
        days: defaultdict[int, Day] = defaultdict(Day)
        week = [[0] * HOURS_A_DAY for _ in range(7)]
        for hour, numbers in self._hours.items():
            local = hour + offset_hours(hour, zone)
            day = days[local // HOURS_A_DAY]
            day.outcomes.update(numbers.outcomes)
            day.tokens += numbers.tokens
            day.steps.update(numbers.steps)
            week[weekday(local)][local % HOURS_A_DAY] += numbers.outcomes.total()
        return put_together(days, week)

    @property
    def statuses(self) -> dict[str, int]:
        """How many batches have which status: the known ones in their order, those of the future last."""
        known = {name: self._statuses[name] for name in _SHOWN if self._statuses[name]}
        return known | {name: number for name, number in sorted(self._statuses.items()) if name not in known and name}

    @property
    def success_rate(self) -> float | None:
        """The share of those that ended which made all their copies; None before the first."""
        ended = sum(self._statuses[name] for name in status.ENDS)
        return self._statuses[status.SUCCEEDED] / ended if ended else None

    @property
    def median_seconds(self) -> float | None:
        """How long half of them took at most; None where no duration is known."""
        return median(self._seconds) if self._seconds else None
