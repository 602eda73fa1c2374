"""Reads the cache without making anybody wait: on a thread of its own."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from batchdesk.store.reader import Reader

Answer = TypeVar("Answer")


class Archive:
    """One reading thread. Any loop may ask."""

    def __init__(self, path: Path) -> None:
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="batchdesk-reader")
        self._reader = Reader(path)

    async def ask(self, question: Callable[[Reader], Answer]) -> Answer:
        """Run `question` on the reading thread and return its answer."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, question, self._reader)

    def close(self) -> None:
        """End the thread, after the question that is being answered."""
        self._thread.shutdown(wait=True)
