"""All watched batches at a glance: how many are being worked on, and the worst news nobody has seen.

Counts as changes come in, so that a thousand batches cost no more than those that changed. Must not know Qt.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from enum import Enum

from batchdesk.batch import status
from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.reach import Standing
from batchdesk.engine.watched import Changes, WatchedBatch


class _Standing(Enum):
    RESTING = "resting"
    """Ended, paused or gone: nothing is expected of it."""
    HEARD = "heard"
    """Expected to move, and its stream is open or being opened for the first time."""
    UNHEARD = "unheard"
    """Expected to move, and nothing can be heard of it."""
    SIGNED_OUT = "signed out"
    """So, and until somebody signs in."""


_WORKING = (_Standing.HEARD, _Standing.UNHEARD, _Standing.SIGNED_OUT)
_RESTING = frozenset({ConnectionState.PAUSED, ConnectionState.GONE})


class Overview:
    """What tray icon, tooltip, menu and taskbar say."""

    def __init__(self) -> None:
        self._batches: dict[BatchKey, WatchedBatch] = {}
        self._standings: dict[BatchKey, _Standing] = {}
        self._counts: Counter[_Standing] = Counter()
        self._unread: Mapping[str, int] = {}
        self._ended_of_run = 0

    def take(self, changes: Changes) -> None:
        """Count what has changed."""
        for key in changes.removed:
            self._forget(key)
        for key, batch in changes.batches.items():
            was_working = self._standings.get(key) in _WORKING
            self._forget(key)
            standing = _standing(batch)
            self._batches[key] = batch
            self._standings[key] = standing
            self._counts[standing] += 1
            self._ended_of_run += was_working and batch.state.ended
        if not self.working:
            self._ended_of_run = 0

    def take_unread(self, by_outcome: Mapping[str, int]) -> None:
        """How many ends of each outcome nobody has looked at, by the inbox."""
        self._unread = by_outcome

    @property
    def batches(self) -> Collection[WatchedBatch]:
        """Every watched batch."""
        return self._batches.values()

    @property
    def working(self) -> int:
        """Batches that are queued or running."""
        return sum(self._counts[standing] for standing in _WORKING)

    @property
    def share_ended(self) -> float | None:
        """How many of those that were being worked on since all rested have ended, 0 … 1. None while all rest."""
        return self._ended_of_run / (self._ended_of_run + self.working) if self.working else None

    @property
    def offline(self) -> bool:
        """Whether batches are expected to move and none of them can be heard."""
        return self.reach is not Standing.HEARD

    @property
    def reach(self) -> Standing:
        """How those stand together that are expected to move."""
        if self._counts[_Standing.HEARD] or not self.working:
            return Standing.HEARD
        return Standing.UNREACHABLE if self._counts[_Standing.UNHEARD] else Standing.SIGNED_OUT

    @property
    def unread(self) -> int:
        """Ends that nobody has looked at."""
        return sum(self._unread.values())

    @property
    def unseen_failed(self) -> int:
        """Failed batches that nobody has looked at."""
        return self._unread.get(status.FAILED, 0)

    @property
    def unseen_partial(self) -> int:
        """Batches that made only some of their copies, which nobody has looked at."""
        return self._unread.get(status.PARTIAL_SUCCESS, 0)

    def _forget(self, key: BatchKey) -> None:
        self._batches.pop(key, None)
        standing = self._standings.pop(key, None)
        if standing is not None:
            self._counts[standing] -= 1


def is_working(batch: WatchedBatch) -> bool:
    """Whether it is queued or running and its end is waited for."""
    return _standing(batch) is not _Standing.RESTING


def _standing(batch: WatchedBatch) -> _Standing:
    connection = batch.connection
    if batch.state.ended or connection.state in _RESTING:
        return _Standing.RESTING
    if connection.state is ConnectionState.SIGNED_OUT:
        return _Standing.SIGNED_OUT
    # One more attempt after others that failed is no sign of life.
    tries_again = connection.state is ConnectionState.CONNECTING and connection.attempt > 0
    return _Standing.UNHEARD if tries_again or connection.state is ConnectionState.WAITING else _Standing.HEARD
