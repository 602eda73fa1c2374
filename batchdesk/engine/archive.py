"""Reads the cache without making anybody wait: on a thread of its own, with a connection of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from batchdesk.store.reader import Reader

Answer = TypeVar("Answer")


class Archive:
    """One reader on one thread. Any loop may ask."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="batchdesk-reader")
        self._reader: Reader | None = None

    async def ask(self, question: Callable[[Reader], Answer]) -> Answer:
        """Run `question` on the reading thread and return its answer."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, question)

    def close(self) -> None:
        """Close the connection and end the thread, after the question that is being answered."""
        self._thread.submit(self._close_reader)
        self._thread.shutdown(wait=True)

    def _answer(self, question: Callable[[Reader], Answer]) -> Answer:
        if self._reader is None:
            self._reader = Reader(self._path)
        return question(self._reader)

    def _close_reader(self) -> None:
        if self._reader is not None:
            self._reader.close()
