"""Runs a command's coroutine so that SIGINT and SIGTERM end it cleanly: it is cancelled, and its `finally` runs."""

import asyncio
import contextlib
import signal
from collections.abc import Coroutine
from typing import Any

SIGNALLED = 128
"""Added to a signal's number, it is the exit code shells expect: 130 after Ctrl+C."""


def run(main: Coroutine[Any, Any, int]) -> int:
    """Return the coroutine's exit code, or 128 + the signal that ended it."""
    with asyncio.Runner() as runner:
        return runner.run(_until_signalled(main))


async def _until_signalled(main: Coroutine[Any, Any, int]) -> int:
    loop = asyncio.get_running_loop()
    task = asyncio.ensure_future(main)
    received: list[int] = []

    def stop(number: int) -> None:
        received.append(number)
        task.cancel()

    # Windows has no signal handlers on a loop: there Ctrl+C cancels through the Runner, as KeyboardInterrupt.
    with contextlib.suppress(NotImplementedError):
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, stop, number)
    try:
        return await task
    except asyncio.CancelledError:
        if received:
            return SIGNALLED + received[0]
        raise
