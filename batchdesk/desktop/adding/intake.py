"""The ways by which a batch comes into the table: dialog, clipboard, links."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.actions import Actions, connect
from batchdesk.desktop.adding.following import Following
from batchdesk.desktop.adding.given import Given
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.rail.followed import FollowedMerchants
from batchdesk.desktop.tasks import OwnedTasks, PassingTasks
from batchdesk.desktop.undo import Undo
from batchdesk.desktop.watching.batch_model import BatchModel
from batchdesk.engine.engine import Engine
from batchdesk.words.catalogue import translate

if TYPE_CHECKING:
    from batchdesk.desktop.adding.dialog import AddDialog


class Adding:
    """Adds what is pointed at. A server that is not known yet is asked about first, never added silently."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, model: BatchModel, messages: MessageArea) -> None:
        self._engine = engine
        self._tasks = tasks
        self._model = model
        self._undo = Undo(tasks, messages)
        self._waiting: dict[str, list[tuple[list[Reference], Given]]] = {}
        """By the server that is asked about."""
        self._early: list[str] | None = []
        """Texts from before the servers were known, when each would seem to lead to a stranger; None: they are."""
        self.following = Following(engine, tasks, messages, model)
        self.servers: Sequence[str] = ()
        """The servers that are known now."""
        self.ask_about_server: Callable[[str], None] = lambda _server: None
        """Called with the server of a link that is not known."""
        self.show_added: Callable[[BatchKey], None] = lambda _key: None
        """Called with the first of what was added."""

    def obey(self, menu: Actions, merchants: FollowedMerchants, window: QWidget) -> None:
        """From now on this is what the actions of `menu` do, and what is wanted of `merchants`."""
        connect(menu.add, lambda: self.open_dialog(window))
        connect(menu.browse, lambda: self.open_browser(window))
        connect(menu.paste, lambda: self.add_text(QGuiApplication.clipboard().text(), window))
        merchants.follow_wanted.connect(self.following.begin)
        merchants.unfollow_wanted.connect(self.following.end)
        merchants.browse_wanted.connect(partial(self.open_browser, window))

    def open_dialog(self, parent: QWidget, text: str = "") -> "AddDialog":
        """Let the person type or paste; `text` is there already."""
        from batchdesk.desktop.adding.browse_page import BrowsePage  # not before somebody wants it
        from batchdesk.desktop.adding.dialog import AddDialog
        from batchdesk.desktop.adding.known import KnownBatches
        from batchdesk.desktop.adding.paste_page import PastePage

        tasks = PassingTasks(self._tasks)
        known = KnownBatches(self._engine, tasks, self._model)
        paste = PastePage(self.servers, known)
        browse = BrowsePage(self._engine, tasks, self.servers, self.following)
        dialog = AddDialog(paste, browse, parent)
        known.setParent(dialog)
        paste.text.setPlainText(text)
        dialog.accepted.connect(lambda: self.add(dialog.references, dialog.given))
        dialog.finished.connect(tasks.end)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def open_browser(self, parent: QWidget, server: str = "", merchant: str = "") -> "AddDialog":
        """Let the person look through a server's batches; those of `merchant` are shown already."""
        dialog = self.open_dialog(parent)
        dialog.show_browse()
        if merchant:
            dialog.browse.begin(server, merchant)
        return dialog

    def add_text(self, text: str, parent: QWidget) -> None:
        """Add at once what says plainly what it means; show the rest in the dialog first. Waits for `begin`."""
        if self._early is not None:
            self._early.append(text)
            return
        from batchdesk.desktop.adding.known import KnownBatches
        from batchdesk.desktop.adding.pasted import ADDABLE, is_clear, judge

        default = self.servers[0] if len(self.servers) == 1 else None
        known = KnownBatches(self._engine, PassingTasks(self._tasks), self._model)
        entries = judge(text, self.servers, known.standing, default)
        if not is_clear(text, entries):
            self.open_dialog(parent, text)
            return
        wanted = [entry.reference for entry in entries if entry.verdict in ADDABLE and entry.reference is not None]
        if wanted:
            self.add(wanted)
        elif entries[0].key is not None:
            self.show_added(entries[0].key)

    def begin(self, parent: QWidget) -> None:
        """The servers are known from now on."""
        early, self._early = self._early, None
        for text in early or ():
            self.add_text(text, parent)

    def add(self, references: Iterable[Reference], given: Given = Given()) -> None:  # noqa: B008 - frozen
        """Watch these from now on."""
        known: list[Reference] = []
        strange: dict[str, list[Reference]] = {}
        for reference in references:
            if reference.server is None or reference.server in self.servers:
                known.append(reference)
            else:
                strange.setdefault(reference.server, []).append(reference)
        for server, of_it in strange.items():
            self._waiting.setdefault(server, []).append((of_it, given))
            self.ask_about_server(server)
        if known:
            self._tasks.start(self._add(known, given), long=True)

    def server_became_known(self, server: str) -> None:
        """Somebody signed in there: add what waited for it."""
        for references, given in self._waiting.pop(server, []):
            self._tasks.start(self._add(references, given), long=True)

    def follow(self, other: "Adding") -> None:
        """Wait for what another one waits for."""
        self._waiting = {server: list(waiting) for server, waiting in other._waiting.items()}
        self._early = list(other._early or ())

    def forget_waiting(self, server: str) -> None:
        """The person does not want that server."""
        self._waiting.pop(server, None)

    async def _add(self, references: Sequence[Reference], given: Given) -> None:
        keys = await self._engine.add(references, given.label, given.merchant, given.tags)
        if not keys:
            return
        self._undo.offer(translate("Window", "Added %n batches.", len(keys)), lambda: self._engine.remove(keys))
        self.show_added(keys[0])
