"""The history as a view of the window: search, filters, the rows, and all that is known of the one that is chosen."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.filtering.language import parse
from batchdesk.desktop.filtering.matching import to_history_filter
from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.columns import Column
from batchdesk.desktop.history.compare import CompareDialog, read_compared
from batchdesk.desktop.history.delegate import HistoryDelegate
from batchdesk.desktop.history.filter_bar import FilterBar
from batchdesk.desktop.history.model import HistoryModel
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import tables
from batchdesk.desktop.style.appearance import GRID, HEADER_STYLE
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching.detail import DetailPane
from batchdesk.engine.cached import cached_row
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.store.records import BatchRecord, Facets, HistoryQuery
from batchdesk.words.catalogue import translate

TYPING_MILLISECONDS = 120
"""After the last letter, before it is searched for."""

REFRESH_MILLISECONDS = 1000
"""Changes of batches in sight are shown at most this often."""

WIDTHS = {
    Column.STATUS: 28 * GRID,
    Column.NAME: 64 * GRID,
    Column.COPIES: 28 * GRID,
    Column.DURATION: 20 * GRID,
    Column.TOKENS: 20 * GRID,
    Column.ADDED: 28 * GRID,
    Column.MERCHANT: 26 * GRID,
    Column.TAGS: 26 * GRID,
}


LEFT_OUT_FIRST = (Column.TAGS, Column.MERCHANT, Column.TOKENS, Column.COPIES)
LEAST_REMARK = 50 * GRID
LEAST_NAME = 40 * GRID


class HistoryView(QWidget):
    """Works without a network, on everything that was ever watched."""

    export_asked = Signal(object, object)
    """(HistoryQuery, tuple[BatchKey, ...]): what is shown, and what of it is chosen."""
    all_asked = Signal()
    """Nothing was found, and somebody wants to see everything."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, open_batch: Callable[[BatchKey], None]) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._open_batch = open_batch
        self._text = ""
        self._servers: tuple[str, ...] = ()
        self._heard: dict[BatchKey, WatchedBatch] = {}
        """News since the last look at them; only while it is seen, for coming to the front reads everything anew."""
        self._kept: frozenset[BatchKey] = frozenset()
        """What is to be chosen again when the answer is there."""
        self.search_hint = translate("History", "Search the history")
        self.bar = FilterBar()
        self.model = HistoryModel(engine, tasks)
        self.table = QTableView()
        self.detail = DetailPane(engine, tasks)
        self._nothing = plain_label()
        self._pages = QStackedWidget()
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.refresh)
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MILLISECONDS)
        self._refresh.timeout.connect(self._show_changed)
        self._build()
        self._make_actions()
        self._connect()

    # What the window asks.

    def opened(self) -> None:
        """It comes to the front: what is new is shown, and what was chosen stays so."""
        self._keep_choice()
        self.refresh()
        self._tasks.start(self._offer())
        self.begin()

    def begin(self) -> None:
        """Take the keyboard."""
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)
        self.table.setFocus()

    def look_for(self, text: str) -> None:
        """Show the batches that fit the filter language; a moment after the last letter."""
        self._text = text
        self._typing.start()

    def show_days(self, choice: Choice) -> None:
        """Narrow to what somebody clicked on elsewhere, in a chart."""
        self.bar.choose(choice)

    def take(self, changes: Changes) -> None:
        """Show what has changed of the batches in sight."""
        self._servers = tuple({*self._servers, *changes.servers})
        if changes.batches and self.isVisible():
            self._heard |= changes.batches
            if not self._refresh.isActive():
                self._refresh.start()

    @property
    def query(self) -> HistoryQuery:
        """What is asked for now."""
        filtered = to_history_filter(parse(self._text), self._servers)
        return self.bar.choice.narrow(filtered.query, self.model.now())

    def refresh(self) -> None:
        """Read anew from the newest on."""
        self._typing.stop()
        self.model.ask(self.query)

    def chosen(self) -> list[BatchRecord]:
        """The batches that are chosen, as far as they have been read; as quick when a million is chosen."""
        rows = self._chosen_rows()
        return [entry.batch for row, entry in self.model.loaded if any(row in span for span in rows)]

    def _chosen_rows(self) -> list[range]:
        selection = self.table.selectionModel().selection()
        spans = [selection.at(place) for place in range(selection.size())]
        return [range(span.top(), span.bottom() + 1) for span in spans]

    def _all_read(self, chosen: Sequence[BatchRecord]) -> bool:
        return len(chosen) == sum(map(len, self._chosen_rows()))

    # How it is put together.

    def _build(self) -> None:
        table = self.table
        table.setAccessibleName(translate("History", "History"))
        table.setModel(self.model)
        table.setItemDelegate(HistoryDelegate(self.model, table))
        tables.set_up(table)
        header = table.horizontalHeader()
        header.setStyleSheet(HEADER_STYLE)
        header.setHighlightSections(False)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(Column.REMARK, QHeaderView.ResizeMode.Stretch)
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.splitterMoved.connect(lambda: self._make_room())
        panes.setHandleWidth(1)
        panes.setStyleSheet("QSplitter::handle { background: palette(mid); }")
        panes.setChildrenCollapsible(False)
        panes.addWidget(table)
        panes.addWidget(self.detail)
        panes.setStretchFactor(0, 1)
        panes.setSizes([860, 330])
        self._pages.addWidget(panes)
        self._pages.addWidget(self._empty_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self._pages, 1)

    def _empty_page(self) -> QWidget:
        page = QWidget()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        clear = QPushButton(translate("History", "Show all"))
        clear.clicked.connect(self._show_all)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(clear)
        row.addStretch(1)
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(self._nothing)
        column.addLayout(row)
        column.addStretch(3)
        return page

    def _show_all(self) -> None:
        self.all_asked.emit()
        self.bar.choose(Choice())

    def _make_actions(self) -> None:
        self.copy = self._action(translate("Window", "Copy the id"), QKeySequence.StandardKey.Copy, self._copy)
        self.watch = self._action(translate("History", "Watch again"), QKeySequence("Ctrl+W"), self._watch)
        self.pin = self._action(translate("History", "Keep for ever"), QKeySequence("Ctrl+B"), self._pin)
        self.compare = self._action(translate("History", "Compare"), QKeySequence("Ctrl+M"), self._compare)
        self.export = self._action(translate("History", "Export…"), QKeySequence("Ctrl+Shift+E"), self._export)
        self.pin.setCheckable(True)

    def _action(
        self, words: str, shortcut: QKeySequence | QKeySequence.StandardKey, slot: Callable[[], None]
    ) -> QAction:
        action = QAction(words, self)
        action.setShortcut(shortcut)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: slot())
        self.addAction(action)
        return action

    def _connect(self) -> None:
        self.bar.changed.connect(self.refresh)
        self.model.settled.connect(self._settle)
        self.model.counted.connect(self._count)
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self.table.activated.connect(self._open)
        self.table.customContextMenuRequested.connect(self._open_menu)

    # What happens in it.

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Leave out what is said in the detail as well, until a remark has room to be read."""
        left = self.table.viewport().width() - LEAST_REMARK - sum(WIDTHS.values())
        for column in LEFT_OUT_FIRST:
            self.table.setColumnHidden(column, left < 0)
            left += WIDTHS[column] if left < 0 else 0
        self.table.setColumnWidth(Column.NAME, max(LEAST_NAME, WIDTHS[Column.NAME] + min(0, left)))

    def _settle(self) -> None:
        empty = self.model.rowCount() == 0
        self._pages.setCurrentIndex(1 if empty else 0)
        if empty:
            filtered = self.query != HistoryQuery()
            self._nothing.setText(
                translate("History", "Nothing was found. Fewer filters, or fewer words, find more.")
                if filtered
                else translate("History", "Nothing was watched yet. What is added to the table stays here for ever.")
            )
        else:
            self._choose_kept()
        self._count()
        self._follow_choice()

    def _count(self) -> None:
        self.bar.say_count(self.model.rowCount(), complete=self.model.complete)

    def _follow_choice(self) -> None:
        chosen = self.chosen()
        self.detail.show_batches([cached_row(batch) for batch in chosen])
        for action in (self.copy, self.watch, self.pin):
            action.setEnabled(self._all_read(chosen))  # nothing is done to a part that passes for all
        self.compare.setEnabled(len(chosen) == 2)
        self.pin.setChecked(bool(chosen) and all(batch.pinned for batch in chosen))

    def _show_changed(self) -> None:
        heard, self._heard = self._heard, {}
        known, newest = self.model.loaded_keys, self.model.newest
        changed = [key for key in heard if key in known]
        added = any(newest is None or batch.added_at > newest for key, batch in heard.items() if key not in known)
        # Whoever looks at older ones is not moved: what was added is above them, and shown when they come back.
        if added and self.table.verticalScrollBar().value() == 0:
            self._keep_choice()
            self.refresh()
        elif changed:
            self._tasks.start(self._read_changed(changed))

    def _keep_choice(self) -> None:
        self._kept = frozenset(batch.key for batch in self.chosen())

    def _choose_kept(self) -> None:
        rows = [row for row, entry in self.model.loaded if entry.batch.key in self._kept]
        self._kept = frozenset()
        self.table.selectRow(rows[0] if rows else 0)
        for row in rows[1:]:
            whole = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.table.selectionModel().select(self.model.index(row, 0), whole)

    async def _read_changed(self, keys: Sequence[BatchKey]) -> None:
        read = await self._engine.read(lambda reader: [reader.batch(key) for key in keys])
        self.model.take({batch.key: batch for batch in read if batch is not None})
        if any(batch.key in keys for batch in self.chosen()):
            self._follow_choice()

    async def _offer(self) -> None:
        facets: Facets = await self._engine.read(lambda reader: reader.facets())
        self._servers = tuple({*self._servers, *facets.servers})
        self.bar.offer(facets)

    # What is done to the batches that are chosen.

    def _open(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if entry is not None and entry.batch.watched:
            self._open_batch(entry.batch.key)

    def _open_menu(self, place: QPoint) -> None:
        if not self.chosen():
            return
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([self.copy, self.watch, self.pin])
        menu.addSeparator()
        menu.addActions([self.compare, self.export])
        menu.popup(self.table.viewport().mapToGlobal(place))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(batch.key.batch_id for batch in self.chosen()))

    def _watch(self) -> None:
        if self.chosen():
            self._tasks.start(self._watch_again([batch.key for batch in self.chosen()]))

    async def _watch_again(self, keys: Sequence[BatchKey]) -> None:
        await self._engine.add([Reference(key.batch_id, key.server) for key in keys])
        self._open_batch(keys[0])

    def _pin(self) -> None:
        batches = self.chosen()
        if batches:
            self._tasks.start(
                self._set_pinned([batch.key for batch in batches], not all(one.pinned for one in batches))
            )

    async def _set_pinned(self, keys: Sequence[BatchKey], pinned: bool) -> None:
        await self._engine.set_pinned(keys, pinned)
        await self._read_changed(keys)

    def _compare(self) -> None:
        chosen = self.chosen()
        if len(chosen) == 2:
            self._tasks.start(self._open_comparison(chosen))

    async def _open_comparison(self, batches: Sequence[BatchRecord]) -> None:
        older, newer = sorted(await read_compared(self._engine, batches), key=lambda one: one.batch.added_at)
        CompareDialog(older, newer, self.model.now(), self).open()

    def _export(self) -> None:
        chosen = self.chosen()
        # Of a choice that is longer than what has been read, no part is exported for all of it.
        keys = tuple(batch.key for batch in chosen) if self._all_read(chosen) else ()
        self.export_asked.emit(self.query, keys)
