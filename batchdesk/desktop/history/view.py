"""The history as a view of the window: search, filters, the rows, and all that is known of the one that is chosen."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.desktop.detail.pane import DetailPane
from batchdesk.desktop.faces import Face, Faced, unreadable_face
from batchdesk.desktop.filtering.language import parse
from batchdesk.desktop.filtering.matching import to_history_filter
from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.commands import HistoryCommands
from batchdesk.desktop.history.filter_bar import FilterBar
from batchdesk.desktop.history.model import HistoryModel
from batchdesk.desktop.history.table import HistoryTable
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.cached import cached_row
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.store.records import Facets, HistoryQuery
from batchdesk.words.catalogue import translate

TYPING_MILLISECONDS = 120
"""After the last letter, before it is searched for."""

REFRESH_MILLISECONDS = 1000
"""Changes of batches in sight are shown at most this often."""


class HistoryView(QWidget):
    """Works without a network, on everything that was ever watched."""

    export_asked = Signal(object, object)
    """(HistoryQuery, Sequence[BatchKey]): what is shown, and what of it is chosen."""
    all_asked = Signal()
    """Nothing was found, and somebody wants to see everything."""
    add_asked = Signal()
    """Nothing was ever watched, and somebody wants to begin."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, open_batch: Callable[[BatchKey], None]) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._open_batch = open_batch
        self._text = ""
        self._servers: tuple[str, ...] = ()
        self._heard: dict[BatchKey, WatchedBatch] = {}
        """News since the last look at them; only while it is seen, for coming to the front reads everything anew."""
        self._is_older = False
        """Than the history is: rows are missing, which are shown when nobody is moved by it."""
        self.search_hint = translate("History", "Search the history")
        self.bar = FilterBar()
        self.model = HistoryModel(engine, tasks)
        self.table = HistoryTable(self.model)
        self.detail = DetailPane(engine, tasks)
        self.live_row: Callable[[BatchKey], WatchedBatch | None] = lambda _key: None
        """What the engine says of a batch that is watched: more than the cache knows, of its connection above all."""
        self.commands = HistoryCommands(engine, tasks, self.table, self.model, open_batch)
        self.faced = Faced(self._panes())
        self._typing = QTimer(self, singleShot=True, interval=TYPING_MILLISECONDS)
        self._typing.timeout.connect(self.refresh)
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MILLISECONDS)
        self._refresh.timeout.connect(self._show_changed)
        self._build()
        self._connect()

    # What the window asks.

    def opened(self) -> None:
        """It comes to the front: what is new is shown, and what was chosen stays so."""
        self.table.keep_choice()
        if self.model.rowCount() == 0:
            self.faced.wait()
        self.refresh()
        self._tasks.start(self._offer())
        self.begin()

    def begin(self) -> None:
        """Take the keyboard."""
        if not self.faced.begin_face():
            self.table.begin()

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
        if (changes.batches or changes.history) and self.isVisible():
            self._heard |= changes.batches
            self._is_older |= changes.history
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
        self._is_older = False
        self.model.ask(self.query)

    # How it is put together.

    def _panes(self) -> QSplitter:
        panes = QSplitter(Qt.Orientation.Horizontal)
        panes.setHandleWidth(1)
        panes.setStyleSheet("QSplitter::handle { background: palette(mid); }")
        panes.setChildrenCollapsible(False)
        panes.addWidget(self.table)
        panes.addWidget(self.detail)
        panes.setStretchFactor(0, 1)
        panes.setSizes([860, 330])
        return panes

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.faced, 1)

    def _connect(self) -> None:
        self.addActions(self.commands.all)
        self.bar.changed.connect(self.refresh)
        self.model.settled.connect(self._settle)
        self.model.failed.connect(self._say_unreadable)
        self.model.counted.connect(self._count)
        self.model.dataChanged.connect(self._follow_choice)
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self.table.activated.connect(self._open)
        self.table.verticalScrollBar().valueChanged.connect(self._catch_up)
        self.commands.ask_export = lambda keys: self.export_asked.emit(self.query, keys)

    # What happens in it.

    def _show_all(self) -> None:
        self.all_asked.emit()
        self.bar.choose(Choice())

    def _settle(self) -> None:
        if self.model.rowCount() == 0:
            self.faced.show_face(self._why_nothing())
        else:
            self.faced.show_contents()
            self.table.choose_kept()
        self._count()
        self._follow_choice()

    def _why_nothing(self) -> Face:
        if self.query != HistoryQuery():
            return Face(
                "funnel",
                translate("History", "Nothing was found"),
                translate("History", "Fewer filters, or fewer words, find more."),
                translate("History", "Show all"),
                self._show_all,
            )
        return Face(
            "clock-counter-clockwise",
            translate("History", "Nothing was watched yet"),
            translate("History", "What is added to the table stays here for ever."),
            translate("History", "Add batches…"),
            self.add_asked.emit,
        )

    def _say_unreadable(self, problem: Problem) -> None:
        self.faced.show_face(unreadable_face(problem, self.refresh))

    def _count(self) -> None:
        self.bar.say_count(self.model.rowCount(), complete=self.model.complete)

    def _follow_choice(self) -> None:
        number = self.table.chosen_number
        if number > 1:
            self.detail.show_number(number)
        else:
            rows = [self.live_row(batch.key) or cached_row(batch) for batch in self.table.chosen()]
            self.detail.show_batches(rows)
        self.commands.follow_choice()

    def _show_changed(self) -> None:
        heard, self._heard = self._heard, {}
        known, newest = self.model.loaded_keys, self.model.newest
        changed = [key for key in heard if key in known]
        self._is_older |= any(
            newest is None or batch.added_at > newest for key, batch in heard.items() if key not in known
        )
        if changed:
            self._tasks.start(self.model.read_again(changed))
        self._catch_up()

    def _catch_up(self) -> None:
        """Whoever looks at older ones is not moved: what is new is shown when they come back."""
        if self._is_older and self.table.is_at_top:
            self.table.keep_choice()
            self.refresh()

    async def _offer(self) -> None:
        facets: Facets = await self._engine.read(lambda reader: reader.facets())
        self._servers = tuple({*self._servers, *facets.servers})
        self.bar.offer(facets)

    def _open(self, index: QModelIndex) -> None:
        entry = self.model.entry(index.row())
        if entry is not None and entry.batch.watched:
            self._open_batch(entry.batch.key)
