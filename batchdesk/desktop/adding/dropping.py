"""Text, links and files dropped onto the window. Must not know what becomes of them."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.words.catalogue import translate

MOST_BYTES = 1_000_000
"""Of a file: ten thousand addresses are less, and nobody means to add a film."""


class DropTarget(QObject):
    """Hands on what is dropped onto a widget and all that is in it."""

    def __init__(
        self,
        widget: QWidget,
        add_text: Callable[[str], None],
        import_files: Callable[[list[Path]], None],
        tasks: OwnedTasks,
        messages: MessageArea,
    ) -> None:
        """`import_files` gets files that hold batches with all that is known of them, `add_text` what is in others."""
        super().__init__(widget)
        self._add_text = add_text
        self._import_files = import_files
        self._tasks = tasks
        self._messages = messages
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # What comes in and moves over the widget are events of this kind too; what is not welcomed cannot be dropped.
        if isinstance(event, QDropEvent) and _has_something(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self._take(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    def _take(self, data: QMimeData) -> None:
        files = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if files:
            self._tasks.start(self._take_files(files))
        else:
            links = "\n".join(url.toString() for url in data.urls())
            self._add_text(links or data.text())

    async def _take_files(self, files: list[Path]) -> None:
        """Read on a thread of its own: a file may be on a disk far away."""
        try:
            histories = await asyncio.to_thread(_histories, files)
            texts = [await asyncio.to_thread(read_text, path) for path in files if path not in histories]
        except OSError as error:
            reason = error.strerror or type(error).__name__
            words = translate("Window", "{path} cannot be read: {reason}.", path=error.filename, reason=reason)
            self._messages.say(words, trouble=True)
        else:
            if histories:
                self._import_files(histories)
            if texts:
                self._add_text("\n".join(texts))


def _histories(files: list[Path]) -> list[Path]:
    from batchdesk.exports.sources import looks_like_history  # loads what reads exports: not before a file is dropped

    return [path for path in files if looks_like_history(path)]


def read_text(path: Path) -> str:
    """The beginning of a file as text; what is no UTF-8 becomes signs that no id has."""
    with path.open("rb") as file:
        return file.read(MOST_BYTES).decode("utf-8-sig", errors="replace")


def _has_something(data: QMimeData) -> bool:
    return data.hasText() or data.hasUrls()
