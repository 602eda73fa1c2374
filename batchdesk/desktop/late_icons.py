"""When a window gets its icons: loading them holds up everything for a fifth of a second, which rows never wait for."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class LateIcons(QObject):
    """Has a window's icons given once its contents have been painted, and again in the colours of each new theme."""

    def __init__(self, window: QWidget, *givers: Callable[[], None]) -> None:
        """Each of `givers` gives icons in the colours of now."""
        super().__init__(window)
        self._window = window
        self._givers = givers
        self._filled = False
        self._due = True
        window.installEventFilter(self)

    def begin(self) -> None:
        """The window has its contents from now on; they may be painted any time."""
        self._filled = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Show:
            self._due = True
        elif kind == QEvent.Type.Paint and self._filled and self._due:
            self._due = False
            # What is in the window is painted after it, in this turn of the loop.
            QTimer.singleShot(0, self, self._give)
        elif kind == QEvent.Type.PaletteChange and self._window.isVisible():
            self._give()
        return False

    def _give(self) -> None:
        for give in self._givers:
            give()
