"""Keeps in the database that the program is running, so that the history can say when nobody listened.

A time from which the program says nothing, because it was closed, killed or asleep, is noted when it is back.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime, timedelta

from batchdesk.store.store import Store

STAMP_SECONDS = 60.0
"""How exactly the end of a program that was killed is known. The disk is woken for it only while somebody listens."""

AWAY = timedelta(seconds=5)
"""A program that is started again within this long has missed nothing that needs an explanation."""

ASLEEP = timedelta(seconds=1.5 * STAMP_SECONDS)
"""A running program that has said nothing for so long was not running: the machine slept."""


class Presence:
    """Lives on the engine's loop."""

    def __init__(
        self, store: Store, last: datetime | None, now: Callable[[], datetime], is_listening: Callable[[], bool]
    ) -> None:
        """`last`: when the program was last known to be running; None for its first time here."""
        self._store = store
        self._last = last
        self._now = now
        self._is_listening = is_listening
        self._keeper: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Note it now, and every STAMP_SECONDS from now on."""
        self._note(AWAY)
        self._keeper = asyncio.create_task(self._keep(), name="presence")

    async def stop(self) -> None:
        """Note the end, and end."""
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])
        self.woke_up()
        self._store.note_presence(self._now())

    def woke_up(self) -> None:
        """The machine may have slept: note that before anything else is."""
        self._note(ASLEEP)

    def _note(self, absence: timedelta) -> None:
        now, last = self._now(), self._last
        self._last = now
        if last is not None and now - last > absence:
            self._store.note_outage(None, last, now)
            self._store.note_presence(now)  # or the next start would note it again
        elif last is None or self._is_listening():
            self._store.note_presence(now)

    async def _keep(self) -> None:
        while True:
            await asyncio.sleep(STAMP_SECONDS)
            self._note(ASLEEP)
