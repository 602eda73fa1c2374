"""Waiting for what tells nobody that it has changed: a widget, a file, another process."""

import asyncio
from collections.abc import Callable

PATIENCE_SECONDS = 20.0
"""After so long something is taken to happen never. No test depends on how soon it happens."""


async def until(condition: Callable[[], object]) -> None:
    """Give the loop its turns until `condition` holds. TimeoutError: it never did."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not condition():  # noqa: ASYNC110 - nothing here sets an event of asyncio's
            await asyncio.sleep(0.01)
