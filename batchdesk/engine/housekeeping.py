"""Keeps the history as small as the operator wants it: in small steps, with pauses in which others write."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta

from batchdesk.batch.problem import BatchdeskError
from batchdesk.store.retention import Keep
from batchdesk.store.store import Store

PAUSE_SECONDS = 0.2
"""Between two steps."""

ROUND_SECONDS = 600.0
"""Between two rounds: what is old enough now is few."""

PUT_AWAY_DAYS = 30
"""What is put away stays in the live table for so long after its end; a start need not load what was for years."""

_MEGABYTE = 1_000_000
_log = logging.getLogger("batchdesk.engine")


class Housekeeping:
    """Lives on the engine's loop."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._days = 0
        self._megabytes = 0
        self._changed = asyncio.Event()

    def keep(self, days: int, megabytes: int) -> None:
        """Keep so many days, and so many megabytes, from now on; 0: all."""
        self._days, self._megabytes = days, megabytes
        self._changed.set()

    async def run(self) -> None:
        """Clean until cancelled. While everything is kept, space that is free is given back once: an update of the
        database leaves much."""
        while True:
            self._changed.clear()
            self._store.let_go(datetime.now(UTC) - timedelta(days=PUT_AWAY_DAYS))
            try:
                while await self._step():  # noqa: ASYNC110 - nothing is waited for: others are let write
                    await asyncio.sleep(PAUSE_SECONDS)
            except BatchdeskError as error:
                _log.warning("cannot clean the history: %s", error)
            try:
                async with asyncio.timeout(ROUND_SECONDS if self._days or self._megabytes else None):
                    await self._changed.wait()
            except TimeoutError:
                pass

    async def _step(self) -> bool:
        keep = Keep(
            since=datetime.now(UTC) - timedelta(days=self._days) if self._days else None,
            bytes=self._megabytes * _MEGABYTE if self._megabytes else None,
        )
        return await asyncio.wrap_future(self._store.clean(keep))
