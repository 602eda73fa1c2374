"""Which ends are told when: at once while they are few, as a count when they come in a burst or were missed.

Pure: it is told the time, in seconds of any steady clock. Must not know how anything is shown.
"""

from collections import deque
from collections.abc import Iterable

from batchdesk.batch.telling import Notice

BURST_LIMIT = 3
"""More ends than this within BURST_SECONDS become one notification that counts them."""

BURST_SECONDS = 5.0

SETTLE_SECONDS = 2.0
"""After the last end that was missed, while streams may still be catching up with others."""

SETTLE_AT_MOST_SECONDS = 6.0
"""After the first one: a slow server must not keep the digest back."""


class Gathering:
    """Holds notices until they are due. Each comes out once, in one group."""

    def __init__(self) -> None:
        self._missed: list[Notice] = []
        self._missed_due = 0.0
        self._missed_latest = 0.0
        self._fresh: list[Notice] = []
        self._told_at: deque[float] = deque(maxlen=BURST_LIMIT)

    def put(self, notices: Iterable[Notice], now: float) -> None:
        """Take notices in."""
        for notice in notices:
            if not notice.away:
                self._fresh.append(notice)
                continue
            if not self._missed:
                self._missed_latest = now + SETTLE_AT_MOST_SECONDS
            self._missed.append(notice)
            self._missed_due = min(now + SETTLE_SECONDS, self._missed_latest)

    def due_at(self, now: float) -> float | None:
        """When something is to be told next; None while there is nothing."""
        times = [self._missed_due] if self._missed else []
        if self._fresh:
            times.append(now if self._room(now) >= len(self._fresh) else self._burst_ends())
        return min(times, default=None)

    def take_due(self, now: float) -> list[tuple[Notice, ...]]:
        """Take out what is to be told now, one group a notification."""
        groups: list[tuple[Notice, ...]] = []
        if self._missed and self._missed_due <= now:
            groups.append(tuple(self._missed))
            self._missed = []
        if self._fresh and self._room(now) >= len(self._fresh):
            groups.extend((notice,) for notice in self._fresh)
            self._told_at.extend(now for _ in self._fresh)
            self._fresh = []
        elif self._fresh and self._burst_ends() <= now:
            groups.append(tuple(self._fresh))
            self._told_at.append(now)
            self._fresh = []
        return groups

    def _room(self, now: float) -> int:
        """How many may be told one by one at this moment."""
        recent = sum(1 for told in self._told_at if now - told < BURST_SECONDS)
        return BURST_LIMIT - recent

    def _burst_ends(self) -> float:
        """Until then what does not fit is counted: from the first end that was told, or the burst's own beginning."""
        return self._told_at[0] + BURST_SECONDS if self._told_at else 0.0
