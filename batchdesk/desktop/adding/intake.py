"""The ways by which a batch comes into the table: dialog, clipboard, links."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.adding.dialog import AddDialog
from batchdesk.desktop.adding.pasted import ADDABLE, is_clear, judge
from batchdesk.desktop.message_bar import Answer, MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.undo import UNDO_SECONDS
from batchdesk.desktop.watching.batch_model import BatchModel
from batchdesk.engine.engine import Engine
from batchdesk.words.catalogue import translate


class Adding:
    """Adds what is pointed at. A server that is not known yet is asked about first, never added silently."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, model: BatchModel, messages: MessageArea) -> None:
        self._engine = engine
        self._tasks = tasks
        self._model = model
        self._messages = messages
        self._waiting: dict[str, list[tuple[Reference, str]]] = {}
        self.servers: Sequence[str] = ()
        """The servers that are known now."""
        self.ask_about_server: Callable[[str], None] = lambda _server: None
        """Called with the server of a link that is not known."""
        self.show_added: Callable[[BatchKey], None] = lambda _key: None
        """Called with the first of what was added."""

    def open_dialog(self, parent: QWidget, text: str = "") -> AddDialog:
        """Let the person type or paste; `text` is there already."""
        dialog = AddDialog(self.servers, self._is_watched, parent)
        dialog.text.setPlainText(text)
        dialog.accepted.connect(lambda: self.add(dialog.references, dialog.label.text().strip()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def add_text(self, text: str, parent: QWidget) -> None:
        """Add at once what says plainly what it means; show the rest in the dialog first."""
        default = self.servers[0] if len(self.servers) == 1 else None
        entries = judge(text, self.servers, self._is_watched, default)
        if not is_clear(text, entries):
            self.open_dialog(parent, text)
            return
        wanted = [entry.reference for entry in entries if entry.verdict in ADDABLE and entry.reference is not None]
        if wanted:
            self.add(wanted, "")
        elif entries[0].key is not None:
            self.show_added(entries[0].key)

    def add(self, references: Sequence[Reference], label: str) -> None:
        """Watch these from now on."""
        strange = [reference for reference in references if reference.server not in (None, *self.servers)]
        for reference in strange:
            self._waiting.setdefault(str(reference.server), []).append((reference, label))
        for server in dict.fromkeys(str(reference.server) for reference in strange):
            self.ask_about_server(server)
        known = [reference for reference in references if reference not in strange]
        if known:
            self._tasks.start(self._add(known, label))

    def server_became_known(self, server: str) -> None:
        """Somebody signed in there: add what waited for it."""
        for reference, label in self._waiting.pop(server, []):
            self._tasks.start(self._add([reference], label))

    def forget_waiting(self, server: str) -> None:
        """The person does not want that server."""
        self._waiting.pop(server, None)

    async def _add(self, references: Sequence[Reference], label: str) -> None:
        keys = await self._engine.add(references, label)
        if not keys:
            return
        undo = Answer(translate("Window", "Undo"), lambda: self._undo(keys))
        self._messages.say(translate("Window", "Added %n batches.", len(keys)), answer=undo, seconds=UNDO_SECONDS)
        self.show_added(keys[0])

    def _undo(self, keys: Sequence[BatchKey]) -> None:
        self._tasks.start(self._engine.remove(keys))

    def _is_watched(self, key: BatchKey) -> bool:
        return self._model.batch(key) is not None
