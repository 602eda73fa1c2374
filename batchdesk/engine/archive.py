"""Reads the cache without making anybody wait: on threads of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from batchdesk.store.reader import Reader

Answer = TypeVar("Answer")

THREADS = 4
"""So that a page of the history need not wait for what takes long: a walk for landmarks, the numbers of a year, what
can be filtered by. One that is not needed is not started."""


class Archive:
    """A few reading threads. Any loop may ask."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._must_exist = False
        self._threads = ThreadPoolExecutor(max_workers=THREADS, thread_name_prefix="batchdesk-reader")

    def insist(self) -> None:
        """The file has been made: should it be gone, questions are refused, not answered as if nothing was ever known.
        Any thread."""
        self._must_exist = True

    async def ask(self, question: Callable[[Reader], Answer]) -> Answer:
        """Run `question` on a reading thread and return its answer. Cancelled, it ends at its next statement, or in
        the middle of the one it is at."""
        reader = Reader(self._path, must_exist=self._must_exist)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, question, reader)
        except asyncio.CancelledError:
            reader.interrupt()
            raise

    def close(self) -> None:
        """End the threads, after the questions that are being answered."""
        self._threads.shutdown(wait=True)
