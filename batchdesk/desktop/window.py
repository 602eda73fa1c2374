"""The main window: the table first, then all that is around it; hands the engine's changes to the parts.

What it shows at first, the rows of the cache, needs no engine and nothing of the network: hardly anything is loaded
here, so that they are on the screen while all else is still being loaded.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMargins, QPoint, QSize
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import ProblemKind
from batchdesk.desktop.watching.batch_model import BatchModel, utc_now
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.desktop.watching.connection_counts import ConnectionCounts
from batchdesk.desktop.watching.connection_summary import connection_summary
from batchdesk.desktop.window_memory import WindowMemory
from batchdesk.engine.watched import Changes, SessionState, WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

if TYPE_CHECKING:
    from batchdesk.engine.engine import Engine

FIRST_SIZE = QSize(1360, 800)
SHARE_OF_SCREEN = 0.9
"""Of a small screen the first window leaves a little free, for its frame."""


class MainWindow(QMainWindow):
    """All that an operator sees. Lives on the GUI thread; `take` is how it hears of the engine."""

    def __init__(self, *, demo: bool, data_dir: Path | None = None, clock: Callable[[], datetime] = utc_now) -> None:
        """The table, where it was. `data_dir` is where the window remembers its place; `clock` is what rows age by."""
        super().__init__()
        self._demo = demo
        self.loaded = False
        """Whether the cache has been read."""
        self.connects = True
        """Whether the program talks to servers at all: not so in safe mode."""
        self._chosen: frozenset[BatchKey] = frozenset()
        self._memory = WindowMemory(data_dir) if data_dir is not None else None
        self._furnished = False
        self.open_settings: Callable[[int], object] = lambda _page: None
        """Called with the number of a page of the settings."""
        self._counts = ConnectionCounts()
        self.batches = BatchModel(self, clock)
        self.table = BatchTable(self.batches)
        self.setWindowTitle(translate("Window", "Demo: batchdesk") if demo else "batchdesk")
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() * SHARE_OF_SCREEN))
        if self._memory is not None:
            self._memory.restore(self, self.table.horizontalHeader())

    def show_first(self, rows: Iterable[WatchedBatch]) -> None:
        """Show the table alone, with these rows, where it will be among all else."""
        self.batches.take(Changes(batches={row.key: row for row in rows}))
        place = QWidget()
        layout = QVBoxLayout(place)
        layout.setContentsMargins(self._memory.around_table if self._memory is not None else QMargins())
        layout.addWidget(self.table)
        self.setCentralWidget(place)
        self.show()

    def furnish(
        self, engine: "Engine", *, on_quit: Callable[[], None], on_demo: Callable[[], None] | None = None
    ) -> None:
        """Put everything around the table, once, before the first changes. `on_demo` opens the demo beside this."""
        from batchdesk.desktop.furniture import Furniture  # what the first rows never wait for

        parts = Furniture(self, engine, on_demo)
        self._tasks, self._views, self._opening = parts.tasks, parts.views, parts.opening
        self._pages, self._connections, self._icons = parts.pages, parts.connections, parts.icons
        self.messages, self.menu, self.tools, self.offline = parts.messages, parts.menu, parts.tools, parts.offline
        self.desk, self.detail, self.commands = parts.desk, parts.detail, parts.commands
        self.sessions, self.adding = parts.sessions, parts.adding
        self.navigation, self.views = parts.views.navigation, parts.views.stack
        parts.obey(self, on_quit)
        self._connect_parts()
        parts.move_in(self, self._banner())
        self.menu.detail.setChecked(True)
        self._views.open_table()
        if self._memory is not None:
            self._memory.restore_panes(self.desk.panes)
            self.navigation.set_narrow(self._memory.narrow_rail)
        self.desk.settle(loaded=False)
        self._furnished = True

    # What the application asks.

    def take(self, changes: Changes) -> None:
        """Show what is new. Never moves the selection or the scroll position."""
        self.batches.take(changes)
        self._counts.take(changes)
        self._views.take(changes)
        self.adding.following.take(changes.followed)
        if changes.servers or changes.forgotten or changes.loaded:
            self._take_servers(changes)
        for problem in changes.problems:
            if problem.kind is ProblemKind.NO_KEYRING:
                self.sessions.take_no_keyring(problem)
            else:
                self.messages.say(sentence(problem), trouble=True)
        if changes.loaded and not self.loaded:
            self.loaded = True
            self._icons.begin()
            self._begin()
        if changes.removed or changes.loaded or not self._chosen.isdisjoint(changes.batches):
            self._follow_choice()
        if changes.batches or changes.removed or changes.loaded:
            self.desk.settle(loaded=self.loaded)
        wanted = self._opening.wanted
        if wanted is not None and wanted in changes.batches:
            self.open_batch(wanted)
        self._connections.hear()

    def open_batch(self, key: BatchKey) -> None:
        """Bring the window to the front with this batch chosen; a filter that hides it is lifted.

        A batch that is not in the table yet is chosen when it comes; one that was taken out of it is in the history.
        """
        self.show_in_front()
        if self._opening.open(key, loaded=self.loaded):
            self.menu.detail.setChecked(True)

    def show_inbox(self, keys: Sequence[BatchKey] = ()) -> None:
        """Bring the inbox to the front; with `keys`, only the ends of these batches."""
        self.show_in_front()
        self.show_desk()
        self._views.show_inbox(keys)

    def take_unread(self, by_outcome: Mapping[str, int], in_need: frozenset[BatchKey]) -> None:
        """Show how many ends nobody has seen; `in_need` are the batches of those that want a look."""
        self._views.take_unread(by_outcome, in_need)
        self.desk.take_unseen(in_need)

    def open_palette(self) -> None:
        """Offer everything by name."""
        from batchdesk.desktop.palette.opening import open_palette  # not before somebody wants it
        from batchdesk.desktop.palette.recent import Recent

        recent = Recent(self._memory.recent, self._memory.keep_recent) if self._memory is not None else Recent()
        batches = self.batches.batches()
        open_palette(self, self.menu.all(), self._views, batches, self.open_batch, self.open_settings, recent)

    def show_in_front(self) -> None:
        """Show the window above others, also when it was minimised."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def show_first_run(self) -> None:
        """Ask for a server, or offer the demo."""
        page = self.sessions.first_run
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self.tools.hide()
        page.form.focus_first()

    def show_desk(self) -> None:
        """Show the table and all that belongs to it."""
        self._pages.setCurrentIndex(0)
        self.tools.show()

    @property
    def connection_words(self) -> str:
        """How all connections stand now."""
        servers = self.sessions.servers.values()
        batches = self.batches.batches()
        return connection_summary(self._counts, batches, servers, utc_now(), connects=self.connects)

    def add_text(self, text: str) -> None:
        """Add what a link or a pasted text points at; what is not clear is asked about in a dialog."""
        self.adding.add_text(text, self)

    def show_message(self, text: str) -> None:
        """Say something in the window, until it is closed."""
        self.messages.say(text)

    def remember(self) -> None:
        """Write down where the window is."""
        if self._memory is not None and self._furnished:
            columns, narrow = self.table.horizontalHeader(), self.navigation.narrow
            self._memory.remember(self, columns, self.desk.panes, narrow_rail=narrow)
            if self.table.isVisible():
                bars = (self.messages, self.sessions.place, self.offline)
                above = sum(bar.height() for bar in bars if bar.isVisible())
                self._memory.remember_table(self.table, self, passing=above)

    @property
    def has_work(self) -> bool:
        """Whether something runs here that somebody waits for: an export, a sign-in."""
        return self._tasks.are_long

    async def work_done(self) -> None:
        """Wait until that has ended."""
        await self._tasks.long_ones_ended()

    async def finish(self) -> None:
        """End what the window has begun. Awaited before the loop ends."""
        self.remember()
        await self._tasks.finish()

    def _banner(self) -> Sequence[QWidget]:
        if not self._demo:
            return ()
        from batchdesk.desktop.demo_banner import DemoBanner

        return (DemoBanner(),)

    def _connect_parts(self) -> None:
        self.navigation.shown.connect(self._follow_choice)
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self.table.customContextMenuRequested.connect(self._open_context_menu)
        self.commands.serve(self.detail)
        self.desk.sign_in_wanted.connect(self.menu.sign_in.trigger)
        self._views.ask_add = self.menu.add.trigger
        self.adding.ask_about_server = self._ask_about_server
        self.adding.show_added = self.open_batch
        self.sessions.on_signed_in = self._signed_in
        self.sessions.on_declined = self.adding.forget_waiting

    # What happens in it.

    def _begin(self) -> None:
        """The cache has been read; where no server is known, this is the first start."""
        if not self.sessions.servers and not self.batches.rowCount() and not self._demo:
            self.show_first_run()
        else:
            self.table.begin()
        self.adding.begin(self)

    def _take_servers(self, changes: Changes) -> None:
        self.sessions.take(changes.servers, changes.forgotten)
        self.adding.servers = tuple(self.sessions.servers)
        if any(server.session is SessionState.SIGNED_IN for server in changes.servers.values()):
            self.show_desk()
        self.desk.take_signed_out(self.sessions.knows_nobody)

    def _ask_about_server(self, server: str) -> None:
        self.show_desk()
        self.sessions.ask_about(server)

    def _signed_in(self, server: str) -> None:
        self.show_desk()
        self.adding.server_became_known(server)

    def _follow_choice(self) -> None:
        chosen = self.table.chosen()
        self._chosen = frozenset(batch.key for batch in chosen)
        self.detail.show_batches(chosen)
        # What is done to batches is done to those one sees.
        self.menu.follow(chosen if self._views.is_table_in_front else [])

    def open_export(self) -> None:
        """Ask what is exported: the batches chosen, or all that the filter finds in the history."""
        self._views.export_filtered(self.sessions.servers, [batch.key for batch in self.table.chosen()])

    def _open_context_menu(self, place: QPoint) -> None:
        if self.table.chosen():
            self.menu.context_menu().popup(self.table.viewport().mapToGlobal(place))

    def tell_time(self) -> str:
        """Say anew what depends on the time, which the bottom line does every second; how all connections stand."""
        self.detail.refresh_times()
        self.tools.pause.refresh()
        self.offline.take(offline=self._counts.is_offline)
        return self.connection_words

    # What Qt tells.

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        super().closeEvent(event)
