"""The four views of the main window: their names, how each is made when it is first opened, and the ways between them.

Must not know how a view shows what it shows.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.filtering.counts import IS_PUT_AWAY
from batchdesk.desktop.filtering.language import parse, to_text
from batchdesk.desktop.filtering.matching import to_history_filter
from batchdesk.desktop.keys import Key
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.navigation import Navigation
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.views import ViewEntry
from batchdesk.desktop.watching.commands import BatchCommands
from batchdesk.desktop.watching.desk import Desk
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes
from batchdesk.words.catalogue import translate

if TYPE_CHECKING:
    from batchdesk.desktop.history.choice import Choice
    from batchdesk.desktop.history.view import HistoryView
    from batchdesk.desktop.importing.importing import Importing
    from batchdesk.desktop.inbox.view import InboxView
    from batchdesk.desktop.insights.view import InsightsView
    from batchdesk.store.records import HistoryQuery

WATCHING, HISTORY, INSIGHTS, INBOX = "watching", "history", "insights", "inbox"
"""The names of the views."""


class MainViews:
    """Makes the views and leads from one to another. What a view needs is loaded with it, not at the start."""

    def __init__(
        self,
        engine: Engine,
        tasks: OwnedTasks,
        messages: MessageArea,
        desk: Desk,
        commands: BatchCommands,
        open_batch: Callable[[BatchKey], None],
    ) -> None:
        """`desk` is the view that is there from the start; `open_batch` brings a batch before the operator's eyes."""
        self._engine = engine
        self._tasks = tasks
        self._messages = messages
        self._commands = commands
        self._live_row = desk.table.batches.batch
        self._open_batch = open_batch
        self._importing: Importing | None = None
        self.ask_add: Callable[[], object] = lambda: None
        """Called where a view has nothing to show, and somebody wants to add batches."""
        self.entries = [
            ViewEntry(WATCHING, translate("Window", "Watching"), "activity", lambda: desk),
            ViewEntry(
                HISTORY, translate("Window", "History"), "clock-counter-clockwise", self._make_history, _keys_of_history
            ),
            ViewEntry(INSIGHTS, translate("Window", "Insights"), "chart-bar", self._make_insights, _keys_of_charts),
            ViewEntry(INBOX, translate("Window", "Inbox"), "tray", self._make_inbox, _keys_of_inbox),
        ]
        self.navigation = Navigation(self.entries)
        self.stack = self.navigation.views
        desk.add_wanted.connect(lambda: self.ask_add())
        desk.all_wanted.connect(self.navigation.show_all)
        desk.put_away_wanted.connect(lambda: self.filter_table(to_text([IS_PUT_AWAY])))

    @property
    def is_table_in_front(self) -> bool:
        """Whether what one sees is the table, not the history or another view."""
        return self.stack.name == WATCHING

    def open_table(self) -> None:
        """Bring the table to the front."""
        self.stack.open(WATCHING)

    def take(self, changes: Changes) -> None:
        """Hand what is new to the views that were opened."""
        self.navigation.take(changes)
        for name in (HISTORY, INSIGHTS, INBOX):
            view = self.stack.opened_already(name)
            if view is not None:
                cast("HistoryView | InsightsView | InboxView", view).take(changes)

    def take_unread(self, by_outcome: Mapping[str, int], in_need: frozenset[BatchKey]) -> None:
        """Show how many ends nobody has seen; `in_need` are the batches of those that want a look."""
        self.navigation.take_unread(INBOX, by_outcome, in_need)

    def find_in_history(self, text: str) -> "HistoryView":
        """Bring the history to the front, with `text` looked for in it."""
        view = cast("HistoryView", self.stack.open(HISTORY))
        self.navigation.search_box.setText(text)
        return view

    def filter_table(self, text: str) -> None:
        """Bring the table to the front, with only what this text of the search box means."""
        self.open_table()
        self.navigation.search_box.setText(text)

    def show_inbox(self, keys: Sequence[BatchKey]) -> None:
        """Bring the inbox to the front; with `keys`, only the ends of these batches."""
        cast("InboxView", self.stack.open(INBOX)).show_only(keys)

    def export_filtered(self, servers: Collection[str], chosen: Sequence[BatchKey]) -> None:
        """Ask what is exported: of the view in front, what is chosen in it or all that its filter finds in the history.

        `chosen` are those of the table.
        """
        view = self.stack.opened_already(self.stack.name)
        if self.stack.name == HISTORY:
            cast("HistoryView", view).commands.export.trigger()
        elif self.stack.name == INSIGHTS:
            self._export(cast("InsightsView", view).query, ())
        else:
            terms = parse(self.navigation.search_box.text())
            self._export(to_history_filter(terms, servers).query, chosen)

    def import_history(self, sources: Sequence[Path] = ()) -> None:
        """Bring what is in these files into the history; without any, ask which."""
        from batchdesk.desktop.importing.importing import Importing  # not before somebody wants it

        if self._importing is None:
            window = self.navigation.window()
            self._importing = Importing(self._engine, self._tasks, self._messages, window, self._open_history)
        if sources:
            self._importing.start(sources)
        else:
            self._importing.open_dialog()

    def _open_history(self) -> None:
        self.stack.open(HISTORY)

    def _make_history(self) -> QWidget:
        from batchdesk.desktop.history.view import HistoryView

        view = HistoryView(self._engine, self._tasks, self._open_batch)
        view.export_asked.connect(self._export)
        self._commands.serve(view.detail)
        view.live_row = self._live_row
        view.all_asked.connect(self.navigation.search_box.clear)
        view.add_asked.connect(lambda: self.ask_add())
        return view

    def _make_insights(self) -> QWidget:
        from batchdesk.desktop.insights.view import InsightsView

        view = InsightsView(self._engine, self._tasks, self._messages, self._show_days)
        view.all_asked.connect(self.navigation.search_box.clear)
        view.add_asked.connect(lambda: self.ask_add())
        return view

    def _make_inbox(self) -> QWidget:
        from batchdesk.desktop.inbox.view import InboxView

        view = InboxView(self._engine, self._tasks, self._open_batch)
        view.all_asked.connect(self.navigation.search_box.clear)
        view.table_asked.connect(self.open_table)
        return view

    def _show_days(self, choice: "Choice", text: str) -> None:
        self.find_in_history(text).show_days(choice)

    def _export(self, query: "HistoryQuery", chosen: Sequence[BatchKey]) -> None:
        from batchdesk.desktop.exporting.exporting import Exporting

        window = self.navigation.window()
        Exporting(self._engine.database, self._tasks, self._messages).open_dialog(window, query, chosen)


def _keys_of_history() -> Iterable[Key]:
    from batchdesk.desktop.history.keys import history_keys

    return history_keys()


def _keys_of_charts() -> Iterable[Key]:
    from batchdesk.desktop.insights.keys import chart_keys

    return chart_keys()


def _keys_of_inbox() -> Iterable[Key]:
    from batchdesk.desktop.inbox.keys import inbox_keys

    return inbox_keys()
