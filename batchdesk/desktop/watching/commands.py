"""What an operator does with the batches that are chosen in the table."""

from collections.abc import Callable, Coroutine, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from batchdesk.batch.identity import BatchKey, batch_link, web_address
from batchdesk.desktop.actions import Actions, connect
from batchdesk.desktop.detail.pane import DetailPane
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.undo import Undo
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.desktop.watching.choosing import Choosing
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.batches import name_of
from batchdesk.words.catalogue import translate
from batchdesk.words.sentences import one_after_another

if TYPE_CHECKING:
    from batchdesk.desktop.watching.tag_dialog import TagChange, TagDialog

_Command = Callable[[Sequence[BatchKey]], Coroutine[None, None, None]]


class BatchCommands:
    """Each does one thing to every batch chosen; with none chosen, nothing."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, table: BatchTable, messages: MessageArea) -> None:
        self._engine = engine
        self._tasks = tasks
        self._table = table
        self._messages = messages
        self._choosing = Choosing(table)
        self.undo = Undo(tasks, messages)
        self.page_of: Callable[[BatchKey], str] = web_address
        """Where a batch's page is."""
        table.batches.renamed.connect(self._set_label)

    def obey(self, menu: Actions) -> None:
        """From now on they are what the actions of `menu` do."""
        connect(menu.open_in_browser, self.open_in_browser)
        connect(menu.copy_id, self.copy_ids)
        connect(menu.copy_link, self.copy_links)
        connect(menu.copy_markdown, self.copy_markdown)
        connect(menu.tag, self.tag)
        connect(menu.pin, self.pin)
        connect(menu.pause, self.pause)
        connect(menu.resume, self.resume)
        connect(menu.retry, self.retry)
        connect(menu.rename, self.rename)
        connect(menu.put_away, self.put_away)
        connect(menu.bring_back, self.bring_back)
        connect(menu.remove, self.remove)

    def serve(self, pane: DetailPane) -> None:
        """Do what is asked for in the pane of a batch, beside the table or beside the history."""
        pane.page_of = lambda key: self.page_of(key)
        pane.open_wanted.connect(self._open_page)
        pane.undoable.connect(self.undo.offer)

    def open_in_browser(self) -> None:
        """Open the batches' web pages."""
        for batch in self._table.chosen():
            self._open_page(batch)

    def copy_ids(self) -> None:
        """Put the whole ids on the clipboard, one a line."""
        self._copy([key.batch_id for key in self._keys()])

    def copy_links(self) -> None:
        """Put links on the clipboard that open the batches on another operator's machine."""
        self._copy([batch_link(key) for key in self._keys()])

    def copy_markdown(self) -> None:
        """Put the batches on the clipboard as Markdown, for a chat or a ticket."""
        from batchdesk.desktop.watching.markdown import as_markdown  # not before somebody wants it

        chosen = self._table.chosen()
        if chosen:
            QGuiApplication.clipboard().setText(as_markdown(chosen, self._table.batches.now(), self.page_of))

    def tag(self) -> "TagDialog | None":
        """Ask which tags the batches are to have."""
        from batchdesk.desktop.watching.tag_dialog import TagDialog  # not before somebody wants it

        chosen = self._table.chosen()
        if not chosen:
            return None
        dialog = TagDialog(chosen, self._table.window())
        dialog.accepted.connect(lambda: self._start(self._tag(chosen, dialog.added, dialog.removed)))
        dialog.open()
        return dialog

    def pin(self) -> None:
        """Keep the batches whenever old ones are cleaned away; where all are kept so, no longer."""
        chosen = self._table.chosen()
        if chosen:
            wanted = not all(batch.pinned for batch in chosen)
            self._start(self._engine.set_pinned([batch.key for batch in chosen], wanted))

    def pause(self) -> None:
        """Stop listening until it is resumed."""
        self._do(self._engine.pause)

    def resume(self) -> None:
        """Listen again."""
        self._do(self._engine.resume)

    def retry(self) -> None:
        """Ask the server now."""
        self._do(self._engine.retry)

    def rename(self) -> None:
        """Type a label in the table."""
        self._table.rename()

    def put_away(self) -> None:
        """Take the batches out of sight: they are shown by the filter of that name only, and in the history.

        Nothing changes on the server. What has not ended goes on being listened to and is told: who wants it out of
        their sight has not given it up. For some seconds it can be undone.
        """
        batches = [batch for batch in self._table.chosen() if not batch.put_away]
        if batches:
            self._choosing.beside([batch.key for batch in batches])
            self._start(self._put_away(batches))

    def bring_back(self) -> None:
        """Have the batches in sight again."""
        self._do(self._in_sight)

    def remove(self) -> None:
        """Take the batches out of the table; for some seconds that can be undone."""
        chosen = self._table.chosen()
        if chosen:
            self._choosing.beside([batch.key for batch in chosen])
            self._start(self._remove(chosen))

    async def _tag(self, batches: Sequence[WatchedBatch], add: Sequence[str], remove: Sequence[str]) -> None:
        await self._engine.change_tags([batch.key for batch in batches], add, remove)
        from batchdesk.desktop.watching.tag_dialog import tag_changes

        changes = tag_changes(batches, add, remove)
        if changes:
            words = translate("Window", "The tags of %n batches were changed.", sum(len(one.keys) for one in changes))
            self.undo.offer(words, lambda: self._take_back_tags(changes))

    async def _take_back_tags(self, changes: "Sequence[TagChange]") -> None:
        for change in changes:
            await self._engine.change_tags(change.keys, change.removed, change.added)

    async def _put_away(self, batches: Sequence[WatchedBatch]) -> None:
        keys = [batch.key for batch in batches]
        await self._engine.set_put_away(keys, True)
        self.undo.offer(_put_away_words(batches), lambda: self._have_back(keys, self._in_sight))

    async def _remove(self, batches: Sequence[WatchedBatch]) -> None:
        keys = [batch.key for batch in batches]
        await self._engine.remove(keys)
        self.undo.offer(_removed_words(batches), lambda: self._have_back(keys, self._engine.restore))

    async def _have_back(self, keys: Sequence[BatchKey], bring: _Command) -> None:
        await bring(keys)
        self._choosing.when_back(keys)

    async def _in_sight(self, keys: Sequence[BatchKey]) -> None:
        await self._engine.set_put_away(keys, False)

    def _open_page(self, batch: WatchedBatch) -> None:
        if not QDesktopServices.openUrl(QUrl(self.page_of(batch.key))):
            self._messages.say(translate("Window", "No browser could be opened on this system."), trouble=True)

    def _set_label(self, key: BatchKey, label: str) -> None:
        self._start(self._engine.set_label(key, label))

    def _copy(self, lines: list[str]) -> None:
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def _do(self, command: _Command) -> None:
        keys = self._keys()
        if keys:
            self._start(command(keys))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.start(work)

    def _keys(self) -> list[BatchKey]:
        return [batch.key for batch in self._table.chosen()]


def _put_away_words(batches: Sequence[WatchedBatch]) -> str:
    if len(batches) == 1:
        words = translate("Window", "{name} is put away. Nothing changes on the server.", name=name_of(batches[0]))
    else:
        words = translate("Window", "%n batches are put away. Nothing changes on the server.", len(batches))
    if all(batch.state.ended for batch in batches):
        return words
    return one_after_another([words, translate("Window", "You are still told when it ends.")])


def _removed_words(batches: Sequence[WatchedBatch]) -> str:
    if len(batches) == 1:
        return translate("Window", "Removed {name} from the table. Its history stays.", name=name_of(batches[0]))
    return translate("Window", "Removed %n batches from the table. Their history stays.", len(batches))
