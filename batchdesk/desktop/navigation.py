"""From view to view: the rail at the left, the views beside it, and the search box that belongs to the one in front."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.filtering.saved import SavedFilters
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.rail.filters import FilterList
from batchdesk.desktop.rail.rail import Rail
from batchdesk.desktop.search_box import SearchBox
from batchdesk.desktop.views import ViewEntry, Views
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.engine.watched import Changes

WIDTH_FOR_WORDS = 1100
"""In a narrower window the rail has icons only."""


class Navigation(QWidget):
    """Each view keeps what was looked for in it. The filters of the rail are those of the first view."""

    shown = Signal(str)
    """The name of the view that has come to the front."""

    def __init__(self, entries: Sequence[ViewEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filtered = entries[0].name
        self.views = Views(entries)
        self.rail = Rail(entries)
        self.filters = FilterList(utc_now)
        self.search_box = SearchBox()
        self.saved: SavedFilters | None = None
        self.rail.column.insertWidget(self.rail.column.count() - 1, self.filters, stretch=100)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(self.views, 1)
        self.search_box.textChanged.connect(self._look_for)
        self.search_box.left_downwards.connect(lambda: self.views.view.begin())
        self.filters.text_wanted.connect(self.search_box.setText)
        self.rail.asked.connect(self.views.open)
        self.views.shown.connect(self._follow)

    def take(self, changes: Changes) -> None:
        """Count what is new."""
        self.filters.take(changes)

    def take_unread(self, view: str, by_outcome: Mapping[str, int], in_need: Collection[BatchKey]) -> None:
        """Show at `view` how many ends nobody has seen; `in_need` are the batches of those that want a look."""
        self.rail.set_numbers({view: sum(by_outcome.values())})
        self.filters.set_unseen(in_need)

    def use_settings(self, settings: LiveSettings) -> None:
        """From now on filters can be saved, and those that were are in the rail."""
        self.saved = SavedFilters(settings, self.filters.set_saved, self)
        self.filters.forget_wanted.connect(self.saved.forget)

    def follow(self, other: "Navigation") -> None:
        """Open what is open there, with what is looked for in it."""
        for name in (*other.views.opened, other.views.name):
            self.views.open(name)
            self.search_box.setText(other.views.texts.get(name, ""))

    def save_filter(self) -> None:
        """Ask for a name for what is looked for."""
        text = self.search_box.text().strip()
        if text and self.saved is not None:
            self.saved.ask_name(text, self)

    def begin_search(self) -> None:
        """Begin to type what is looked for."""
        self.search_box.setFocus()
        self.search_box.selectAll()

    def show_all(self) -> None:
        """Lift the filter of the view in front."""
        self.search_box.clear()
        self.views.view.begin()

    def _look_for(self, text: str) -> None:
        self.views.look_for(text)
        if self.views.name == self._filtered:
            self.filters.show_text(text)

    def _follow(self, name: str) -> None:
        self.rail.choose(name)
        hint = self.views.view.search_hint
        self.search_box.setPlaceholderText(hint)
        self.search_box.setAccessibleName(hint)
        with QSignalBlocker(self.search_box):
            self.search_box.setText(self.views.text)
        self._give_room()
        self.shown.emit(name)

    def _give_room(self) -> None:
        narrow = self.width() < WIDTH_FOR_WORDS
        self.rail.collapse(narrow)
        self.filters.setVisible(not narrow and self.views.name == self._filtered)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()
