"""The ways into the window from outside: a click on a message or in the tray, a second start, a link.

Must not know how a message is shown nor how a second start is heard of.
"""

import os
from collections.abc import Callable, Sequence

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.inbox.unread import Unread
from batchdesk.desktop.notices.notifier import Message
from batchdesk.desktop.request import Request
from batchdesk.desktop.window import MainWindow


class Entrances:
    """Each leads into the window that is there when it is taken. Answers the notifiers: `notices.notifier.Answers`."""

    def __init__(self, window: Callable[[], MainWindow], unread: Unread, page_of: Callable[[BatchKey], str]) -> None:
        """`page_of` is the address of a batch's page."""
        self._window = window
        self._unread = unread
        self._page_of = page_of

    def open(self, message: Message) -> None:
        """Show the batch a message is about, in the inbox those it counts, or the window where it is about none."""
        if not message.keys:
            self._window().show_in_front()
        elif len(message.keys) == 1:
            self.open_batch(message.keys[0])
        else:
            self._window().show_inbox(message.keys)

    def browse(self, message: Message) -> None:
        """Show the batch's page in a browser."""
        for key in message.keys[:1]:
            QDesktopServices.openUrl(QUrl(self._page_of(key)))

    def open_batch(self, key: BatchKey) -> None:
        """Show a batch whose end counts as seen with this."""
        self._unread.see([key])
        self._window().open_batch(key)

    def show_inbox(self) -> None:
        """Show all ends there were."""
        self._window().show_inbox()

    def show_window(self) -> None:
        """Show the window as it was left."""
        self._window().show_in_front()

    def take_request(self, request: Request) -> None:
        """Do what a second start was asked for."""
        if request.activation_token:
            os.environ["XDG_ACTIVATION_TOKEN"] = request.activation_token
        self.show_window()
        self.add_links(request.links)

    def add_links(self, links: Sequence[str]) -> None:
        """Watch what the links point at."""
        if links:
            self._window().add_text("\n".join(links))

    def add_from_clipboard(self) -> None:
        """Watch what the clipboard points at, before the operator's eyes."""
        self.show_window()
        self._window().add_text(QGuiApplication.clipboard().text())
