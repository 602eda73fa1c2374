"""The moment from which a widget can be seen: what need not be on the screen at once waits until then.

A timer of no time at all would not do: X11 asks for the first paint later than that. Must not know what waits.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

PATIENCE_SECONDS = 1.0
"""A window on another workspace, or one that is started minimised, is painted when somebody looks at it, not before."""


async def first_paint(window: QWidget) -> None:
    """Return when `window`, which was just shown, is on the screen, or could not be for a while."""
    import asyncio  # who waits for the first rows waits without

    painted = asyncio.Event()
    watch = _Watch(window, painted.set)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await painted.wait()
    except TimeoutError:
        pass
    finally:
        watch.forget()


def after_paint(widget: QWidget, do: Callable[[], None]) -> None:
    """Have `do` called once, after the next time that `widget` is painted, parts and all."""
    _Watch(widget, do)


class _Watch(QObject):
    """Hears Qt paint a widget. Its parts are painted after it, in the same turn of the loop."""

    def __init__(self, widget: QWidget, do: Callable[[], None]) -> None:
        super().__init__(widget)
        self._do = do
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self._end)
        return False

    def forget(self) -> None:
        """Nobody waits any more; the window may outlive the loop they waited on."""
        self._do = _nothing

    def _end(self) -> None:
        self._do()
        self.deleteLater()


def _nothing() -> None:
    pass
