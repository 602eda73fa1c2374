"""SIGINT and SIGTERM end the program as 'Quit' does: streams closed, everything written."""

import asyncio
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager


@contextmanager
def ended_by_signals(end: Callable[[], None]) -> Generator[None]:
    """Call `end` on the running loop for as long as this lasts. Does nothing on Windows, which has no such signals."""
    if sys.platform == "win32":
        yield
        return
    loop = asyncio.get_running_loop()
    ending = (signal.SIGINT, signal.SIGTERM)
    for each in ending:
        loop.add_signal_handler(each, end)
    try:
        yield
    finally:
        for each in ending:
            loop.remove_signal_handler(each)
