"""The moment from which the window can be seen: what need not be on it waits until then.

Must not know what waits.
"""

import asyncio

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PATIENCE_SECONDS = 1.0
"""A window on another workspace, or one that is started minimised, is painted when somebody looks at it, not before."""


async def first_paint(window: QWidget) -> None:
    """Return when `window`, which was just shown, is on the screen, or could not be for a while."""
    painted = asyncio.get_running_loop().create_future()
    watch = _Watch(window, painted)
    try:
        await asyncio.wait([painted], timeout=PATIENCE_SECONDS)
    finally:
        window.removeEventFilter(watch)
        painted.cancel()


class _Watch(QObject):
    """Hears Qt paint a window. Its parts are painted after it, in the same turn of the loop."""

    def __init__(self, window: QWidget, painted: asyncio.Future[None]) -> None:
        super().__init__()
        self._painted = painted
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._tell)
        return False

    def _tell(self) -> None:
        if not self._painted.done():
            self._painted.set_result(None)
