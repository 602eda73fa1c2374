"""The background worker: takes each batch from QUEUED to its end, as planned.

One timer a batch that still has something before it, no task. Knows nothing of streams or HTTP.
"""

import asyncio
import time
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from batchdesk.testserver.batches import Batches
from batchdesk.testserver.plan import Step
from batchdesk.testserver.wire import now


@dataclass(slots=True)
class Life:
    """What is still before one batch."""

    born: float
    """On the monotonic clock."""
    steps: deque[Step]
    timer: asyncio.TimerHandle | None = None


class Worker:
    """Works while it has a loop. Between `pause` and `resume` plans wait, and what fell due meanwhile is done then."""

    def __init__(self, batches: Batches) -> None:
        self._batches = batches
        self._lives: dict[str, Life] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def resume(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        for batch_id in list(self._lives):
            self._go_on(batch_id)

    def pause(self) -> None:
        """No timer is left when it returns."""
        self._loop = None
        for life in self._lives.values():
            if life.timer is not None:
                life.timer.cancel()
                life.timer = None

    def begin(self, batch_id: str, steps: Iterable[Step], age_seconds: float = 0.0) -> None:
        self._lives[batch_id] = Life(time.monotonic() - age_seconds, deque(steps))
        self._go_on(batch_id)

    def leave(self, batch_id: str) -> None:
        """Never touches this batch again."""
        life = self._lives.pop(batch_id, None)
        if life is not None and life.timer is not None:
            life.timer.cancel()

    def _go_on(self, batch_id: str) -> None:
        life = self._lives[batch_id]
        while life.steps and (late := time.monotonic() - life.born - life.steps[0].at) >= 0:
            self._take(batch_id, life.steps.popleft(), late)
        if not life.steps or self._batches.find(batch_id) is None:
            del self._lives[batch_id]
        elif self._loop is not None:
            wait = life.born + life.steps[0].at - time.monotonic()
            life.timer = self._loop.call_later(max(0.0, wait), self._go_on, batch_id)

    def _take(self, batch_id: str, step: Step, late: float) -> None:
        if step.change is None:
            self._batches.delete(batch_id)
        elif self._batches.find(batch_id) is not None:
            self._batches.take(batch_id, step.change, now() - timedelta(seconds=late))
