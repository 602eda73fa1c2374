"""An asyncio loop in a thread of its own, whose coroutines any other loop can await."""

import asyncio
import sys
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class LoopStopped(Exception):
    """The thread has ended, or is ending: nothing can be asked of it any more."""


class LoopThread:
    """Runs `main` on a loop of its own until `stop`. `call` is for any thread, `start` and `stop` for one."""

    def __init__(self, name: str, main: Callable[[asyncio.Event], Coroutine[Any, Any, None]]) -> None:
        """`main` receives an event that is set when it has to come to its end."""
        self._main = main
        self._thread = threading.Thread(target=self._run, name=name)
        self._started = threading.Event()
        self._handover = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stopping: asyncio.Event | None = None

    def start(self) -> None:
        """Start the thread; returns as soon as its loop runs."""
        self._thread.start()
        self._started.wait()

    def stop(self) -> None:
        """Let `main` come to its end and join the thread. A second call does nothing."""
        with self._handover:
            if self._loop is not None and self._stopping is not None:
                self._loop.call_soon_threadsafe(self._stopping.set)
        if self._thread.ident is not None:
            self._thread.join()

    async def call(self, coroutine: Coroutine[Any, Any, Result]) -> Result:
        """Run `coroutine` on this thread's loop and await its result on the caller's. Raises LoopStopped."""
        with self._handover:
            if self._loop is None:
                coroutine.close()
                raise LoopStopped
            future = asyncio.run_coroutine_threadsafe(coroutine, self._loop)
        return await asyncio.wrap_future(future)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(self._supervise())

    async def _supervise(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._started.set()
        try:
            await self._main(self._stopping)
        finally:
            with self._handover:
                self._loop = None
            # What was handed over until now becomes a task here, which the Runner cancels: no caller is left waiting.
            await asyncio.sleep(0)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop where there is one: it halves the time a read takes."""
    if sys.platform == "win32":
        return None
    import uvloop  # not on Windows, and only the engine's thread pays for loading it

    return uvloop.new_event_loop
