"""The window as it comes to the screen: the table with the rows of the cache, and nothing else yet.

Must not know the engine: loading that, and what the window consists of, takes as long again as all this.
"""

from pathlib import Path
from threading import Thread

from PySide6.QtCore import QEventLoop, QTimer

from batchdesk.desktop.first_paint import PATIENCE_SECONDS, after_paint
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.cached import cached_row
from batchdesk.engine.watched import WatchedBatch
from batchdesk.place import DATABASE_NAME
from batchdesk.store.first_rows import first_rows

CACHE_SECONDS = 0.3
"""How long the disk may take: rather a window without its rows than none."""

ROWS_SEEN = 100
"""More than a window shows at once; in an order of the operator's own the first may be any of them."""


def first_window(folder: Path) -> MainWindow:
    """The window: on the screen with its rows, or hidden where the cache has none, or does not say at once.

    Blocks until the rows have been painted, or could not be for a while.
    """
    window = MainWindow(demo=False, data_dir=folder)
    rows = _read(folder / DATABASE_NAME, None if window.table.is_sorted else ROWS_SEEN)
    if rows:
        window.show_first(rows)
        _wait_until_painted(window)
    return window


def _read(database: Path, at_most: int | None) -> list[WatchedBatch]:
    """Read on a thread of its own: a disk that is far away or asleep must not keep the window from coming."""
    found: list[WatchedBatch] = []
    reading = Thread(
        target=lambda: found.extend(map(cached_row, first_rows(database, at_most))), name="first rows", daemon=True
    )
    reading.start()
    reading.join(CACHE_SECONDS)
    return [] if reading.is_alive() else found


def _wait_until_painted(window: MainWindow) -> None:
    loop = QEventLoop()
    patience = QTimer(loop, singleShot=True, interval=round(PATIENCE_SECONDS * 1000))
    patience.timeout.connect(loop.quit)
    patience.start()
    after_paint(window, loop.quit)
    loop.exec()
