"""How all subscriptions stand, counted as changes come: a walk over ten thousand batches would hold the window up for
the time of a frame, each second. Knows nothing of words."""

from collections import Counter
from datetime import datetime

from msgspec import Struct

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import ProblemKind
from batchdesk.engine.watched import Changes


class _Standing(Struct, frozen=True):
    """What of a batch is counted."""

    state: ConnectionState
    ended: bool
    unreachable: bool


class ConnectionCounts:
    """Knows every batch that `take` was told of."""

    def __init__(self) -> None:
        self._seen: dict[BatchKey, tuple[Connection, bool]] = {}
        self._standings = Counter[_Standing]()
        self._attempts: dict[BatchKey, datetime] = {}

    def take(self, changes: Changes) -> None:
        """Count what has changed."""
        for key in changes.removed:
            self._forget(key)
        for key, batch in changes.batches.items():
            now = batch.connection, batch.state.ended
            # The same Connection as before: most news are of the batch alone.
            before = self._seen.get(key)
            if before is None or before[0] is not now[0] or before[1] != now[1]:
                self._forget(key)
                self._seen[key] = now
                self._standings[_standing(*now)] += 1
                if now[0].next_attempt_at is not None:
                    self._attempts[key] = now[0].next_attempt_at

    def number(self, state: ConnectionState) -> int:
        """How many are in this state."""
        return sum(number for standing, number in self._standings.items() if standing.state is state)

    @property
    def any(self) -> bool:
        """Whether there are batches at all."""
        return bool(self._seen)

    @property
    def beginning(self) -> int:
        """How many were read from the cache a moment ago, or were added: their subscription is about to begin."""
        return sum(
            number
            for standing, number in self._standings.items()
            if standing.state is ConnectionState.IDLE and not standing.ended
        )

    @property
    def next_attempt_at(self) -> datetime | None:
        """When the first of those that wait tries again."""
        return min(self._attempts.values(), default=None)

    @property
    def is_offline(self) -> bool:
        """Whether no server can be reached: something waits for one, and nothing is connected."""
        return not self.number(ConnectionState.LIVE) and any(
            standing.unreachable and number
            for standing, number in self._standings.items()
            if standing.state in (ConnectionState.WAITING, ConnectionState.CONNECTING)
        )

    def _forget(self, key: BatchKey) -> None:
        before = self._seen.pop(key, None)
        if before is not None:
            self._standings[_standing(*before)] -= 1
            self._attempts.pop(key, None)


def _standing(connection: Connection, ended: bool) -> _Standing:
    problem = connection.problem
    unreachable = problem is not None and problem.kind is ProblemKind.UNREACHABLE
    return _Standing(connection.state, ended, unreachable)
