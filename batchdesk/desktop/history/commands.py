"""What an operator does with the batches that are chosen in the history."""

from collections.abc import Awaitable, Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.history.compare import CompareDialog, read_compared
from batchdesk.desktop.history.keys import history_keys
from batchdesk.desktop.history.model import HistoryModel
from batchdesk.desktop.history.table import HistoryTable
from batchdesk.desktop.keys import Key
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.store.records import BatchRecord

MOST_AT_ONCE = 2_000
"""Batches that something is done to: they are read first, so that nothing is done to a part that passes for all."""


class HistoryCommands:
    """Each does one thing to every batch chosen; with none chosen, nothing."""

    def __init__(
        self,
        engine: Engine,
        tasks: OwnedTasks,
        table: HistoryTable,
        model: HistoryModel,
        open_batch: Callable[[BatchKey], None],
    ) -> None:
        self._engine = engine
        self._tasks = tasks
        self._table = table
        self._model = model
        self._open_batch = open_batch
        self.ask_export: Callable[[Sequence[BatchKey]], None] = lambda _keys: None
        """Asks how these batches are exported, and whether they or all that is shown."""
        self.all: list[QAction] = []
        """For a widget, in which their shortcuts are to be heard."""
        keys = history_keys()
        self.copy = self._action(keys.copy, lambda: self._do(self._copy))
        self.watch = self._action(keys.watch, lambda: self._do(self._watch))
        self.pin = self._action(keys.pin, lambda: self._do(self._pin))
        self.pin.setCheckable(True)
        self.compare = self._action(keys.compare, lambda: self._do(self._compare))
        self.export = self._action(keys.export, self._export)
        table.customContextMenuRequested.connect(self._open_menu)

    def follow_choice(self) -> None:
        """Enable what makes sense for the batches chosen."""
        number = self._table.chosen_number
        for action in (self.copy, self.watch, self.pin):
            action.setEnabled(0 < number <= MOST_AT_ONCE)
        self.compare.setEnabled(number == 2)
        chosen = self._table.chosen()
        self.pin.setChecked(bool(chosen) and all(batch.pinned for batch in chosen))

    def _action(self, key: Key, slot: Callable[[], None]) -> QAction:
        action = QAction(key.words, self._table)
        action.setShortcut(key.keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: slot())
        self.all.append(action)
        return action

    def _open_menu(self, place: QPoint) -> None:
        if not self._table.chosen_number:
            return
        menu = QMenu(self._table)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([self.copy, self.watch, self.pin])
        menu.addSeparator()
        menu.addActions([self.compare, self.export])
        menu.popup(self._table.viewport().mapToGlobal(place))

    def _do(self, command: Callable[[Sequence[BatchRecord]], Awaitable[None]]) -> None:
        rows = self._table.chosen_rows
        if rows:
            self._tasks.start(self._read_and_do(rows, command))

    async def _read_and_do(
        self, rows: Sequence[range], command: Callable[[Sequence[BatchRecord]], Awaitable[None]]
    ) -> None:
        chosen = await self._model.read_rows(rows)
        if chosen:
            await command(chosen)

    async def _copy(self, chosen: Sequence[BatchRecord]) -> None:
        QGuiApplication.clipboard().setText("\n".join(batch.key.batch_id for batch in chosen))

    async def _watch(self, chosen: Sequence[BatchRecord]) -> None:
        await self._engine.add([Reference(batch.key.batch_id, batch.key.server) for batch in chosen])
        self._open_batch(chosen[0].key)

    async def _pin(self, chosen: Sequence[BatchRecord]) -> None:
        keys = [batch.key for batch in chosen]
        await self._engine.set_pinned(keys, not all(batch.pinned for batch in chosen))
        await self._model.read_again(keys)

    async def _compare(self, chosen: Sequence[BatchRecord]) -> None:
        older, newer = sorted(await read_compared(self._engine, chosen), key=lambda one: one.batch.added_at)
        CompareDialog(older, newer, self._model.now(), self._table).open()

    def _export(self) -> None:
        # A choice longer than that is all that is shown, or narrowed to it by the filters.
        self._tasks.start(self._export_chosen(self._table.chosen_rows))

    async def _export_chosen(self, rows: Sequence[range]) -> None:
        few = sum(map(len, rows)) <= MOST_AT_ONCE
        chosen = await self._model.read_rows(rows) if few else []
        self.ask_export([batch.key for batch in chosen])
