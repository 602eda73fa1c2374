"""Work beside the window, on a thread of its own, that says how far it is and can be cancelled."""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

Far = TypeVar("Far")
Result = TypeVar("Result")

BEAT_SECONDS = 0.1
"""Between two words of how far it is."""


class LongWork(Generic[Far, Result]):
    """What the thread and the window share is how far it is, and a wish to stop."""

    def __init__(self, work: Callable[[Callable[[Far], None], Callable[[], bool]], Result], beginning: Far) -> None:
        """`work` calls its first argument with how far it is, and ends soon after its second one has become true."""
        self._work = work
        self.far = beginning
        self.cancelled = threading.Event()

    async def finish(self, tell: Callable[[], None]) -> Result:
        """Wait for its end, and `tell` now and then until then. Ends the work before it lets itself be cancelled."""
        loop = asyncio.get_running_loop()
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="batchdesk-work")
        work = loop.run_in_executor(thread, self._work, self._note, self.cancelled.is_set)
        try:
            while not work.done():
                await asyncio.wait([work], timeout=BEAT_SECONDS)
                tell()
            return await work
        except asyncio.CancelledError:
            self.cancelled.set()
            await asyncio.gather(work, return_exceptions=True)
            raise
        finally:
            thread.shutdown()

    def _note(self, far: Far) -> None:
        self.far = far
