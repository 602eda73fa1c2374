"""All watched batches at a glance: how many are being worked on, and the worst news nobody has seen.

Counts as changes come in, so that a thousand batches cost no more than those that changed. Must not know Qt.
"""

from collections import Counter
from enum import Enum

from batchdesk.batch import status
from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.engine.watched import Changes, WatchedBatch


class _Standing(Enum):
    RESTING = "resting"
    """Ended, paused or gone: nothing is expected of it."""
    HEARD = "heard"
    """Expected to move, and its stream is open or being opened for the first time."""
    UNHEARD = "unheard"
    """Expected to move, and nothing can be heard of it."""


_UNHEARD = frozenset({ConnectionState.WAITING, ConnectionState.SIGNED_OUT})
_RESTING = frozenset({ConnectionState.PAUSED, ConnectionState.GONE})


class Overview:
    """What tray icon, tooltip and menu say."""

    def __init__(self) -> None:
        self._standings: dict[BatchKey, _Standing] = {}
        self._counts: Counter[_Standing] = Counter()
        self._unseen: Counter[str] = Counter()

    def take(self, changes: Changes, *, looked_at: bool) -> None:
        """Count what has changed. `looked_at`: the operator has the window before them, so no end is news."""
        for key in changes.removed:
            self._forget(key)
        for key, batch in changes.batches.items():
            self._forget(key)
            standing = _standing(batch)
            self._standings[key] = standing
            self._counts[standing] += 1
        if not looked_at:
            self._unseen.update(notice.outcome for notice in changes.notices)

    def seen(self) -> None:
        """The operator has looked: what was news is none any more."""
        self._unseen.clear()

    @property
    def working(self) -> int:
        """Batches that are queued or running."""
        return self._counts[_Standing.HEARD] + self._counts[_Standing.UNHEARD]

    @property
    def offline(self) -> bool:
        """Whether batches are expected to move and none of them can be heard."""
        return self._counts[_Standing.UNHEARD] > 0 and self._counts[_Standing.HEARD] == 0

    @property
    def unseen_failed(self) -> int:
        """Batches that failed since somebody last looked."""
        return self._unseen[status.FAILED]

    @property
    def unseen_partial(self) -> int:
        """Batches that made only some of their copies since somebody last looked."""
        return self._unseen[status.PARTIAL_SUCCESS]

    def _forget(self, key: BatchKey) -> None:
        standing = self._standings.pop(key, None)
        if standing is not None:
            self._counts[standing] -= 1


def _standing(batch: WatchedBatch) -> _Standing:
    if batch.state.ended or batch.connection.state in _RESTING:
        return _Standing.RESTING
    return _Standing.UNHEARD if batch.connection.state in _UNHEARD else _Standing.HEARD
