"""From the engine to a front end: the newest state of each changed batch, and one wake-up."""

import threading
from collections.abc import Callable, Iterable
from itertools import islice
from time import monotonic

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.batch.telling import Notice
from batchdesk.engine.watched import Changes, FollowedMerchant, ServerStatus, WatchedBatch

LATE_SECONDS = 0.02
"""About a frame: a front end comes sooner, or next, unless what it does takes longer."""
LONG_SECONDS = 0.25


class Mailbox:
    """Collects changes on the engine's thread; a front end drains them at its own pace.

    `wake` is called once when the box stops being empty, on the engine's thread: it must only signal, never work.
    A box that is not drained grows with the number of batches, never with the number of events.
    """

    def __init__(self, wake: Callable[[], None], clock: Callable[[], float] = monotonic) -> None:
        self._wake = wake
        self._clock = clock
        self._lock = threading.Lock()
        self._empty()

    def _empty(self) -> None:
        self._batches: dict[BatchKey, WatchedBatch] = {}
        self._removed: set[BatchKey] = set()
        self._servers: dict[str, ServerStatus] = {}
        self._forgotten: set[str] = set()
        self._notices: list[Notice] = []
        self._problems: list[Problem] = []
        self._followed: tuple[FollowedMerchant, ...] | None = None
        self._inbox = False
        self._history = False
        self._loaded = False
        self._waiting = False
        self._waiting_since = 0.0

    def post(
        self,
        *,
        batches: Iterable[WatchedBatch] = (),
        removed: Iterable[BatchKey] = (),
        servers: Iterable[ServerStatus] = (),
        forgotten: Iterable[str] = (),
        notices: Iterable[Notice] = (),
        problems: Iterable[Problem] = (),
        followed: Iterable[FollowedMerchant] | None = None,
        inbox: bool = False,
        history: bool = False,
        loaded: bool = False,
    ) -> None:
        """Put changes in; newer ones replace older ones of the same batch or server. `followed` are all there are."""
        with self._lock:
            for batch in batches:
                self._batches[batch.key] = batch
                self._removed.discard(batch.key)
            for key in removed:
                self._batches.pop(key, None)
                self._removed.add(key)
            for server in servers:
                self._servers[server.url] = server
                self._forgotten.discard(server.url)
            for url in forgotten:
                self._servers.pop(url, None)
                self._forgotten.add(url)
            self._notices.extend(notices)
            self._problems.extend(problems)
            self._followed = self._followed if followed is None else tuple(followed)
            self._inbox = self._inbox or inbox
            self._history = self._history or history
            self._loaded = self._loaded or loaded
            wake = not self._waiting
            self._waiting = True
            if wake:
                self._waiting_since = self._clock()
        if wake:
            self._wake()

    @property
    def waiting(self) -> bool:
        """Whether there is anything in it. Any thread."""
        return self._waiting

    @property
    def is_late(self) -> bool:
        """Whether the front end has not come for about a frame: it has its hands full, or is about to. Any thread.

        One that has not come for LONG_SECONDS either drains nothing, or stands still for reasons of its own.
        """
        return self._waiting and LATE_SECONDS < self._clock() - self._waiting_since < LONG_SECONDS

    def drain(self, at_most: int | None = None) -> Changes:
        """Take everything out, or of the batches only so many, those first that wait longest. Any thread.

        While some are left, `wake` is called again, on this thread.
        """
        with self._lock:
            taken, left = self._batches, dict[BatchKey, WatchedBatch]()
            if at_most is not None and len(taken) > at_most:
                waiting = iter(taken.items())
                taken, left = dict(islice(waiting, at_most)), dict(waiting)
            changes = Changes(
                batches=taken,
                removed=frozenset(self._removed),
                servers=self._servers,
                forgotten=frozenset(self._forgotten),
                notices=tuple(self._notices),
                problems=tuple(self._problems),
                followed=self._followed,
                inbox=self._inbox,
                history=self._history,
                loaded=self._loaded,
            )
            self._empty()
            self._batches, self._waiting = left, bool(left)
            self._waiting_since = self._clock()
        if left:
            self._wake()
        return changes
