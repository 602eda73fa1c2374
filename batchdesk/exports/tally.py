"""The sums of the batches that go by: what stands at the head of a report."""

from array import array
from collections import Counter
from collections.abc import Iterable
from statistics import median

from batchdesk.batch import status
from batchdesk.store.bulk import BatchRow

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

    def count(self, rows: Iterable[BatchRow]) -> None:
        """Add these batches."""
        for row in rows:
            self.batches += 1
            self.copies += row.copy_count
            self.tokens += row.total_tokens or 0
            self._statuses[row.status] += 1
            if row.seconds is not None:
                self._seconds.append(row.seconds)

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
