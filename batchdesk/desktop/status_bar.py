"""The bottom line: how all connections stand, in words."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStatusBar, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate

TICK_MILLISECONDS = 1000
BEAT_MILLISECONDS = 1000
"""Between two sums while news keep coming: over five thousand batches one takes seven milliseconds."""


class ConnectionBar(QStatusBar):
    """Says the sum of the connections again with every second that the window is seen."""

    def __init__(self, words: Callable[[], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._label = plain_label(wrap=False)
        self._label.setAccessibleName(translate("Window", "Connections"))
        self._label.setIndent(GRID)
        self.addWidget(self._label, 1)
        self._ticker = QTimer(self, interval=TICK_MILLISECONDS)
        self._ticker.timeout.connect(self.refresh)
        self._behind = False
        self._beat = QTimer(self, interval=BEAT_MILLISECONDS, singleShot=True)
        self._beat.timeout.connect(self._catch_up)

    def refresh(self) -> None:
        """Say how things stand now."""
        if self._ticker.isActive():
            self._ticker.start()  # the next second begins now
        if self._behind:  # not any more
            self._behind = False
            self._beat.start()
        self._label.setText(self._words())

    def hear(self) -> None:
        """Something is new: say it at once after a rest, else with the next beat. The sum is over all batches."""
        if self._beat.isActive():
            self._behind = True
        else:
            self.refresh()
            self._beat.start()

    def _catch_up(self) -> None:
        if self._behind:
            self.hear()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._ticker.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.stop()
