"""From the engine's mailbox to the GUI thread, at most once a frame. Must not know what the changes mean."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from batchdesk.engine.mailbox import Mailbox
from batchdesk.engine.watched import Changes

FRAME_MS = 16


class MailboxPump(QObject):
    """`wake` may be called from any thread; `take` is called on the thread that made the pump."""

    _woken = Signal()

    def __init__(self, take: Callable[[Changes], None]) -> None:
        super().__init__()
        self._take = take
        self._mailbox: Mailbox | None = None
        self._frame = QTimer(self)
        self._frame.setSingleShot(True)
        self._frame.setInterval(FRAME_MS)
        self._frame.timeout.connect(self._drain)
        self._woken.connect(self._frame.start, Qt.ConnectionType.QueuedConnection)

    def wake(self) -> None:
        """Something is in the mailbox."""
        self._woken.emit()

    def connect_to(self, mailbox: Mailbox) -> None:
        """Drain this one from now on."""
        self._mailbox = mailbox

    def stop(self) -> None:
        """Nothing is taken any more."""
        self._mailbox = None
        self._frame.stop()

    def _drain(self) -> None:
        if self._mailbox is not None:
            self._take(self._mailbox.drain())
