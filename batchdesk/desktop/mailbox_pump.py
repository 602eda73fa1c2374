"""From the engine's mailbox to the GUI thread, at most once a frame. Must not know what the changes mean."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from batchdesk.engine.mailbox import Mailbox
from batchdesk.engine.watched import Changes

FRAME_MS = 24
"""Between two looks while news keep coming; what comes after a rest is taken at once. At 60 a second five thousand
streams took a tenth more processor time, for news that nobody sees sooner."""

ROWS_A_FRAME = 250
"""Taken at once at most: ten thousand in one go would stop the window for longer than a person overlooks."""


class MailboxPump(QObject):
    """`wake` may be called from any thread; all else happens on the thread that made the pump."""

    _woken = Signal()

    def __init__(self, take: Callable[[Changes], None]) -> None:
        super().__init__()
        self._take = take
        self._mailbox: Mailbox | None = None
        self._resting = True
        """No frame is under way, at whose end the mailbox is looked into anyhow."""
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._frame.timeout.connect(self._next_frame)
        self._woken.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def wake(self) -> None:
        """Something is in the mailbox."""
        if self._resting:
            self._woken.emit()

    def connect_to(self, mailbox: Mailbox) -> None:
        """Drain this one whenever the loop runs, until `stop`. Call it before anything can be in it."""
        self._mailbox = mailbox

    def stop(self) -> None:
        """Nothing is taken any more."""
        self._mailbox = None
        self._frame.stop()

    def drain(self) -> None:
        """Take what is there at this moment, or the first of it; the rest follows with the next frames."""
        if self._mailbox is not None:
            self._resting = False
            self._frame.start()
            self._take(self._mailbox.drain(at_most=ROWS_A_FRAME))

    def _hear(self) -> None:
        """Drain at once what comes after a rest, the cached rows of a start above all; else with the next frame."""
        if not self._frame.isActive():
            self.drain()

    def _next_frame(self) -> None:
        # In this order: what is posted between the two lines is either seen here or wakes us.
        self._resting = True
        if self._mailbox is not None and self._mailbox.waiting:
            self.drain()
