"""What is looked at outside the inbox: the one batch whose detail is in sight, in the window that has the focus."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.inbox.unread import Unread


class Looking(QObject):
    """Has the ends of that batch read: when it is chosen, when it ends meanwhile, when somebody comes back to it."""

    def __init__(
        self, detail: QWidget, selection: QItemSelectionModel, chosen: Callable[[], Sequence[BatchKey]], unread: Unread
    ) -> None:
        super().__init__(detail)
        self._detail = detail
        self._chosen = chosen
        self._unread = unread
        selection.selectionChanged.connect(self._look)
        unread.changed.connect(self._look)
        detail.window().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:
            self._look()
        return False

    def _look(self) -> None:
        if not (self._detail.isVisible() and self._detail.isActiveWindow()):
            return
        chosen = self._chosen()
        if len(chosen) == 1:
            self._unread.see(chosen)
