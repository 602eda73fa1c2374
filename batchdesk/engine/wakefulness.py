"""Notices that the machine slept: its sockets are dead although nothing has said so."""

import asyncio
import time
from collections.abc import Callable

TICK_SECONDS = 1.0

SLEPT_SECONDS = 5.0
"""A tick later than this by the wall clock means sleep (or a clock set forward, for which a reconnect does no harm).

The wall clock, because a monotonic one stops during sleep on Linux and macOS and runs on under Windows.
"""


async def tell_when_woken(on_wake: Callable[[], None], wall_clock: Callable[[], float] = time.time) -> None:
    """Call `on_wake` after each sleep of the machine, until cancelled."""
    last = wall_clock()
    while True:
        await asyncio.sleep(TICK_SECONDS)
        now = wall_clock()
        if now - last > TICK_SECONDS + SLEPT_SECONDS:
            on_wake()
        last = now
