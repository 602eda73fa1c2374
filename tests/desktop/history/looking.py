"""Waiting for what the history shows."""

import asyncio
from collections.abc import Callable

from batchdesk.desktop.history.view import HistoryView


async def until(view: HistoryView, condition: Callable[[], bool]) -> None:
    """Return when the model has told something that makes `condition` true."""
    told = asyncio.Event()
    signals = (view.model.settled, view.model.counted, view.model.dataChanged)
    for signal in signals:
        signal.connect(told.set)
    async with asyncio.timeout(10):
        while not condition():
            await told.wait()
            told.clear()
    for signal in signals:
        signal.disconnect(told.set)


async def counted(view: HistoryView) -> None:
    """Return when every row is known."""
    await until(view, lambda: view.model.complete and view.model.rowCount() > 0)


async def found(view: HistoryView, search: str) -> None:
    """Return when what matches this is shown."""
    await until(view, lambda: view.model.query.search == search and (view.model.complete or view.model.rowCount() > 0))


async def read(view: HistoryView, row: int) -> str:
    await until(view, lambda: view.model.entry(row) is not None)
    entry = view.model.entry(row)
    assert entry is not None
    return entry.batch.key.batch_id
