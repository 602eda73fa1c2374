"""At most one read at a time: what is asked for now takes the place of what was asked for before."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from batchdesk.desktop.tasks import OwnedTasks


class Loading:
    """The read of one page."""

    def __init__(self, tasks: OwnedTasks) -> None:
        self._tasks = tasks
        self._task: asyncio.Task[None] | None = None

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        """Run this one from now on."""
        self.stop()
        self._task = self._tasks.start(work)

    def stop(self) -> None:
        """Nobody waits for the answer any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
