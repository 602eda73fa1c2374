"""The last way to tell something: a line in the window itself, where there is one on the screen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from batchdesk.desktop.notices.notifier import Message


class WindowNotifier(QObject):
    """Says messages in a window that can be seen; tells `ready` when it can be seen again."""

    name = "window"

    def __init__(self, window: QWidget, say: Callable[[str], None], ready: Callable[[], None]) -> None:
        super().__init__()
        self._say = say
        self._ready = ready
        self.look_at(window)

    def look_at(self, window: QWidget) -> None:
        """From now on it is this window that can be seen or not."""
        self._window = window
        window.installEventFilter(self)

    async def show(self, message: Message) -> bool:
        """Say it in the window. A window has room for few lines: in one that is out of sight they would be lost."""
        if not self._can_be_seen():
            return False
        self._say(f"{message.title} · {message.body}")
        return True

    async def close(self) -> None:
        """The window's line goes with the window."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        shown = event.type() in (QEvent.Type.Show, QEvent.Type.WindowStateChange)
        if shown and watched is self._window and self._can_be_seen():
            self._ready()
        return False

    def _can_be_seen(self) -> bool:
        return self._window.isVisible() and not self._window.isMinimized()
