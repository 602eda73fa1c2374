"""Notices silence. Knows nothing of connections: it is told of each sign of life, and says when there was none."""

import asyncio
from collections.abc import Callable
from types import TracebackType
from typing import Self


class Watchdog:
    """Calls `bite` once when nothing was heard for `seconds`, while its context lasts.

    One timer for the whole time rather than a new one for each sign of life: on a busy stream that would cost more
    than the decoding.
    """

    def __init__(self, seconds: float, bite: Callable[[], None]) -> None:
        self._seconds = seconds
        self._bite = bite
        self._loop = asyncio.get_running_loop()
        self._heard_at = self._loop.time()
        self._timer = self._loop.call_later(seconds, self._look)

    def heard(self) -> None:
        """There was a sign of life."""
        self._heard_at = self._loop.time()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._timer.cancel()

    def _look(self) -> None:
        due = self._heard_at + self._seconds
        if due <= self._loop.time():
            self._bite()
        else:
            self._timer = self._loop.call_at(due, self._look)
