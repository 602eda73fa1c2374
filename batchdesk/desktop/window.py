"""The main window: puts the parts together, and hands the engine's changes to them."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import (
    QMainWindow,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QVBoxLayout,
    QWidget,
)

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.actions import Actions, connect
from batchdesk.desktop.adding.dropping import DropTarget
from batchdesk.desktop.adding.intake import Adding
from batchdesk.desktop.demo_banner import DemoBanner
from batchdesk.desktop.filtering.language import parse
from batchdesk.desktop.filtering.matching import to_history_filter
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.navigation import Navigation
from batchdesk.desktop.sign_in.sessions import Sessions
from batchdesk.desktop.status_bar import ConnectionBar, connection_summary
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.views import ViewEntry
from batchdesk.desktop.watching.batch_model import BatchModel, utc_now
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.desktop.watching.commands import BatchCommands
from batchdesk.desktop.watching.desk import Desk
from batchdesk.desktop.watching.detail import DetailPane
from batchdesk.desktop.window_memory import WindowMemory
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes, ServerStatus, SessionState
from batchdesk.store.records import HistoryQuery
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

if TYPE_CHECKING:
    from batchdesk.desktop.history.choice import Choice
    from batchdesk.desktop.history.view import HistoryView
    from batchdesk.desktop.inbox.view import InboxView

WATCHING, HISTORY, INSIGHTS, INBOX = "watching", "history", "insights", "inbox"
"""The names of the views."""

FIRST_SIZE = QSize(1360, 800)
SHARE_OF_SCREEN = 0.9
"""Of a small screen the first window leaves a little free, for its frame."""

_TOOLS_STYLE = """
QToolBar { background: palette(window); border: none; border-bottom: 1px solid palette(mid); padding: 4px 8px; }
"""


class MainWindow(QMainWindow):
    """All that an operator sees. Lives on the GUI thread; `take` is how it hears of the engine."""

    def __init__(
        self,
        engine: Engine,
        *,
        demo: bool,
        on_quit: Callable[[], None],
        on_demo: Callable[[], None] | None = None,
        data_dir: Path | None = None,
    ) -> None:
        """`on_demo` opens the demo beside this window; `data_dir` is where the window remembers its place."""
        super().__init__()
        self._engine = engine
        self._demo = demo
        self._loaded = False
        self._knows_servers = False
        self._texts_to_add: list[str] = []
        self._wanted: BatchKey | None = None
        self._memory = WindowMemory(data_dir) if data_dir is not None else None
        self.messages = MessageArea()
        self._tasks = OwnedTasks(lambda words: self.messages.say(words, trouble=True))
        self.batches = BatchModel(self)
        self.table = BatchTable(self.batches)
        self.detail = DetailPane(engine, self._tasks)
        self.desk = Desk(self.table, self.detail)
        self.sessions = Sessions(engine, self._tasks, self.messages, self, offers_demo=on_demo is not None)
        self.adding = Adding(engine, self._tasks, self.batches, self.messages)
        self.commands = BatchCommands(engine, self._tasks, self.table, self.messages)
        self.menu = Actions(self)
        entries = self._entries()
        self.navigation = Navigation(entries)
        self.views = self.navigation.views
        self.menu.add_views(entries, self.views.open)
        self._pages = QStackedWidget()
        self._tools = QToolBar()
        self._connections = ConnectionBar(self._tell_time)
        self._build()
        self._connect_actions(on_quit)
        self._connect_parts(on_demo)
        if self._memory is not None:
            self._memory.restore(self, self.table.horizontalHeader(), self.desk.panes)

    # What the application asks.

    @property
    def loaded(self) -> bool:
        """Whether the cache has been read."""
        return self._loaded

    def take(self, changes: Changes) -> None:
        """Show what is new. Never moves the selection or the scroll position."""
        self.batches.take(changes)
        self.navigation.take(changes)
        self._take_servers(changes.servers)
        for problem in changes.problems:
            if "session" not in problem.detail:  # without a keyring, but not without a session
                self.messages.say(sentence(problem), trouble=True)
        if changes.loaded and not self._loaded:
            self._loaded = True
            self._give_icons_soon()
            self._begin()
        if changes.batches or changes.removed or changes.loaded:
            self._follow_choice()
            self.desk.settle(loaded=self._loaded)
        for name in (HISTORY, INBOX):
            view = self.views.opened_already(name)
            if view is not None:
                cast("HistoryView | InboxView", view).take(changes)
        if self._wanted is not None and self._wanted in changes.batches:
            self.open_batch(self._wanted)
        self._connections.hear()

    def open_batch(self, key: BatchKey) -> None:
        """Bring the window to the front with this batch chosen; a filter that hides it is lifted.

        A batch that is not in the table yet is chosen when it comes; one that was taken out of it is in the history.
        """
        self.show_in_front()
        self._wanted = key if self.batches.batch(key) is None else None
        if self._wanted is not None:
            if self._loaded:
                self._tasks.start(self._open_in_history(key))
            return
        self.show_desk()
        self.views.open(WATCHING)
        if not self.table.choose(key):
            self.navigation.show_all()
            self.table.choose(key)
        self.menu.detail.setChecked(True)
        self.table.setFocus()
        # The detail that has just been opened may have taken the table's lower half.
        QTimer.singleShot(0, self.table, self.table.show_current)

    async def _open_in_history(self, key: BatchKey) -> None:
        known = await self._engine.read(lambda reader: reader.batch(key))
        if known is not None and self._wanted == key and self.batches.batch(key) is None:
            self._wanted = None
            self.show_desk()
            self.views.open(HISTORY)
            self.navigation.search_box.setText(key.batch_id)

    def show_inbox(self, keys: Sequence[BatchKey] = ()) -> None:
        """Bring the inbox to the front; with `keys`, only the ends of these batches."""
        self.show_in_front()
        self.show_desk()
        cast("InboxView", self.views.open(INBOX)).show_only(keys)

    def take_unread(self, by_outcome: Mapping[str, int], in_need: frozenset[BatchKey]) -> None:
        """Show how many ends nobody has seen; `in_need` are the batches of those that want a look."""
        self.navigation.take_unread(INBOX, by_outcome, in_need)
        self.desk.take_unseen(in_need)

    def open_palette(self) -> None:
        """Offer everything by name."""
        from batchdesk.desktop.palette.palette import Choice, Palette, choices_of  # not before somebody wants it

        kind = translate("Palette", "batch")
        batches = [
            Choice(f"{batch.label} {batch.key.batch_id}".strip(), kind, partial(self.open_batch, batch.key))
            for batch in self.batches.batches()
        ]
        Palette([*choices_of(self.menu.all()), *batches], self).open()

    def open_shortcuts(self) -> None:
        """Show which keys do what."""
        from batchdesk.desktop.palette.shortcuts import ShortcutSheet  # not before somebody wants it

        ShortcutSheet(self.menu.all(), self).open()

    def open_export(self) -> None:
        """Ask what is exported: the batches chosen, or all that the filter finds in the history."""
        terms = parse(self.navigation.search_box.text())
        query = to_history_filter(terms, self.sessions.servers).query
        self._export(query, [batch.key for batch in self.table.chosen()])

    def show_in_front(self) -> None:
        """Show the window above others, also when it was minimised."""
        if self.isMinimized():
            self.showNormal()
        self.show()
        self.raise_()
        self.activateWindow()

    def show_first_run(self) -> None:
        """Ask for a server, or offer the demo."""
        self._pages.setCurrentWidget(self.sessions.first_run)
        self._tools.hide()
        self.sessions.first_run.form.focus_first()

    def show_desk(self) -> None:
        """Show the table and all that belongs to it."""
        self._pages.setCurrentIndex(0)
        self._tools.show()

    @property
    def connection_words(self) -> str:
        """How all connections stand now."""
        return connection_summary(self.batches.batches(), self.sessions.servers.values(), utc_now())

    def add_text(self, text: str) -> None:
        """Add what a link or a pasted text points at; what is not clear is asked about in a dialog.

        Before the servers are known it waits: every link would seem to lead to a stranger.
        """
        if self._knows_servers:
            self.adding.add_text(text, self)
        else:
            self._texts_to_add.append(text)

    def show_message(self, text: str) -> None:
        """Say something in the window, until it is closed."""
        self.messages.say(text)

    def remember(self) -> None:
        """Write down where the window is."""
        if self._memory is not None:
            self._memory.remember(self, self.table.horizontalHeader(), self.desk.panes)

    async def finish(self) -> None:
        """End what the window has begun. Awaited before the loop ends."""
        self.remember()
        await self._tasks.finish()

    # How it is put together.

    def _build(self) -> None:
        title = translate("Window", "Demo: batchdesk") if self._demo else "batchdesk"
        self.setWindowTitle(title)
        self.resize(FIRST_SIZE.boundedTo(self.screen().availableSize() * SHARE_OF_SCREEN))
        self._build_tools()
        self._pages.addWidget(column(self.sessions.bar, self.navigation))
        self._pages.addWidget(self.sessions.first_run)
        banner = [DemoBanner()] if self._demo else []
        self.setCentralWidget(column(*banner, self.messages, self._pages))
        self.setStatusBar(self._connections)
        self.menu.detail.setChecked(True)
        self.views.open(WATCHING)

    def _entries(self) -> list[ViewEntry]:
        return [
            ViewEntry(WATCHING, translate("Window", "Watching"), "activity", lambda: self.desk),
            ViewEntry(HISTORY, translate("Window", "History"), "clock-counter-clockwise", self._make_history),
            ViewEntry(INSIGHTS, translate("Window", "Insights"), "chart-bar", self._make_insights),
            ViewEntry(INBOX, translate("Window", "Inbox"), "tray", self._make_inbox),
        ]

    def _make_history(self) -> QWidget:
        from batchdesk.desktop.history.view import HistoryView

        view = HistoryView(self._engine, self._tasks, self.open_batch)
        view.export_asked.connect(self._export)
        view.all_asked.connect(self.navigation.search_box.clear)
        return view

    def _make_insights(self) -> QWidget:
        from batchdesk.desktop.insights.view import InsightsView

        return InsightsView(self._engine, self._tasks, self.messages, self._show_history)

    def _show_history(self, choice: "Choice", text: str) -> None:
        view = cast("HistoryView", self.views.open(HISTORY))
        self.navigation.search_box.setText(text)
        view.show_days(choice)

    def _export(self, query: HistoryQuery, chosen: Sequence[BatchKey]) -> None:
        from batchdesk.desktop.exporting.exporting import Exporting

        Exporting(self._engine.database, self._tasks, self.messages).open_dialog(self, query, chosen)

    def _make_inbox(self) -> QWidget:
        from batchdesk.desktop.inbox.view import InboxView  # not before somebody wants to see it

        return InboxView(self._engine, self._tasks, self.open_batch)

    def _build_tools(self) -> None:
        self._tools.setWindowTitle(translate("Window", "Tools"))
        self._tools.setMovable(False)
        self._tools.setStyleSheet(_TOOLS_STYLE)
        self._tools.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._tools.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._tools.addAction(self.menu.add)
        space = QWidget()
        space.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._tools.addWidget(space)
        self._tools.addWidget(self.navigation.search_box)
        self.addToolBar(self._tools)

    def _connect_actions(self, on_quit: Callable[[], None]) -> None:
        menu, commands = self.menu, self.commands
        connect(menu.add, lambda: self.adding.open_dialog(self))
        connect(menu.paste, lambda: self.add_text(QGuiApplication.clipboard().text()))
        connect(menu.open_in_browser, commands.open_in_browser)
        connect(menu.copy_id, commands.copy_ids)
        connect(menu.copy_link, commands.copy_links)
        connect(menu.copy_markdown, commands.copy_markdown)
        connect(menu.tag, commands.tag)
        connect(menu.pin, commands.pin)
        connect(menu.export, self.open_export)
        connect(menu.palette, self.open_palette)
        connect(menu.shortcuts, self.open_shortcuts)
        connect(menu.pause, commands.pause)
        connect(menu.resume, commands.resume)
        connect(menu.retry, commands.retry)
        connect(menu.rename, commands.rename)
        connect(menu.remove, commands.remove)
        connect(menu.find, self.navigation.begin_search)
        connect(menu.save_filter, self.navigation.save_filter)
        connect(menu.show_all, self.navigation.show_all)
        connect(menu.sign_in, self.sessions.open_dialog)
        menu.sign_out_menu.aboutToShow.connect(lambda: self.sessions.fill_sign_out(menu.sign_out_menu))
        connect(menu.quit, on_quit)
        menu.detail.toggled.connect(self.detail.setVisible)

    def _connect_parts(self, on_demo: Callable[[], None] | None) -> None:
        DropTarget(self, self.add_text, self._tasks, self.messages)
        self.navigation.shown.connect(self._follow_choice)
        self.table.selectionModel().selectionChanged.connect(self._follow_choice)
        self.table.customContextMenuRequested.connect(self._open_context_menu)
        self.desk.add_wanted.connect(self.menu.add.trigger)
        self.desk.all_wanted.connect(self.navigation.show_all)
        self.adding.ask_about_server = self._ask_about_server
        self.adding.show_added = self.open_batch
        self.sessions.on_signed_in = self._signed_in
        self.sessions.on_declined = self.adding.forget_waiting
        if on_demo is not None:
            self.sessions.first_run.demo_wanted.connect(on_demo)

    # What happens in it.

    def _begin(self) -> None:
        """The cache has been read; where no server is known, this is the first start."""
        self._knows_servers = True
        if not self.sessions.servers and not self.batches.rowCount() and not self._demo:
            self.show_first_run()
        else:
            self.table.begin()
        texts, self._texts_to_add = self._texts_to_add, []
        for text in texts:
            self.add_text(text)

    def _take_servers(self, servers: Mapping[str, ServerStatus]) -> None:
        self.sessions.take(servers)
        self.adding.servers = tuple(self.sessions.servers)
        if any(server.session is SessionState.SIGNED_IN for server in servers.values()):
            self.show_desk()

    def _ask_about_server(self, server: str) -> None:
        self.show_desk()
        self.sessions.ask_about(server)

    def _signed_in(self, server: str) -> None:
        self.show_desk()
        self.adding.server_became_known(server)

    def _follow_choice(self) -> None:
        chosen = self.table.chosen()
        self.detail.show_batches(chosen)
        # What is done to batches is done to those one sees.
        self.menu.follow(chosen if self.views.name == WATCHING else [])

    def _open_context_menu(self, place: QPoint) -> None:
        if self.table.chosen():
            self.menu.context_menu().popup(self.table.viewport().mapToGlobal(place))

    def _tell_time(self) -> str:
        self.detail.refresh_times()
        return self.connection_words

    # What Qt tells.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_icons_soon()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._give_icons()

    def _give_icons_soon(self) -> None:
        """Once the cached rows are there and painted: loading the icons holds up everything for a fifth of a second."""
        if self._loaded and self.isVisible():
            QTimer.singleShot(0, self, self._give_icons)

    def _give_icons(self) -> None:
        self.menu.give_icons()
        self.navigation.rail.give_icons()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.remember()
        super().closeEvent(event)


def column(*parts: QWidget) -> QWidget:
    """The parts one below the other; the last one gets the space."""
    result = QWidget()
    layout = QVBoxLayout(result)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(0)
    for part in parts:
        layout.addWidget(part)
    layout.setStretchFactor(parts[-1], GRID)
    return result
