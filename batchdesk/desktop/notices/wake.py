"""What wakes a teller: something new, or the time at which something is due."""

import asyncio


class Wake:
    """Belongs to one coroutine that waits in a loop, and to those that have news for it, on the same loop."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def call(self) -> None:
        """There is something new. Also counts when nobody waits yet."""
        self._event.set()

    async def wait(self, seconds: float | None) -> None:
        """Return with the next call, or after so many seconds; None: only with a call."""
        try:
            async with asyncio.timeout(seconds):
                await self._event.wait()
        except TimeoutError:
            pass
        self._event.clear()
