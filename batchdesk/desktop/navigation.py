"""From view to view: the rail at the left, the views beside it, and the search box that belongs to the one in front."""

from collections.abc import Collection, Mapping, Sequence
from typing import cast

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.actions import Actions, connect
from batchdesk.desktop.filtering.saved import SavedFilters
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.rail.filters import FilterList
from batchdesk.desktop.rail.rail import COLLAPSED_WIDTH, WIDTH, Rail
from batchdesk.desktop.search_box import SearchBox
from batchdesk.desktop.views import ViewEntry, Views
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.engine.watched import Changes

WIDTH_FOR_WORDS = 1100
"""In a narrower window the rail has icons only, and opens over the view in front."""


class Navigation(QWidget):
    """Each view keeps what was looked for in it. The filters of the rail are those of the first view."""

    shown = Signal(str)
    """The name of the view that has come to the front."""

    def __init__(self, entries: Sequence[ViewEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._filtered = entries[0].name
        self.views = Views(entries)
        self.rail = Rail(entries, self)
        self.narrow = False
        """Whether the operator wants icons only, also where there is room for words."""
        self.filters = FilterList(utc_now)
        self.search_box = SearchBox()
        self.saved: SavedFilters | None = None
        self.rail.put_below(self.filters)
        # The rail stands in the margin, and lies over the views where that is too narrow for it.
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.views)
        self.search_box.textChanged.connect(self._look_for)
        self.search_box.left_downwards.connect(lambda: self.views.view.begin())
        self.filters.text_wanted.connect(self._choose_filter)
        self.rail.toggle.clicked.connect(self.toggle_rail)
        self.rail.left.connect(self._close_rail)
        self.rail.asked.connect(self.views.open)
        self.views.shown.connect(self._follow)

    def take(self, changes: Changes) -> None:
        """Count what is new."""
        self.filters.take(changes)

    def take_unread(self, view: str, by_outcome: Mapping[str, int], in_need: Collection[BatchKey]) -> None:
        """Show at `view` how many ends nobody has seen; `in_need` are the batches of those that want a look."""
        self.rail.set_numbers({view: sum(by_outcome.values())})
        self.filters.set_unseen(in_need)

    def obey(self, menu: Actions) -> None:
        """From now on this is what the actions of `menu` do."""
        connect(menu.find, self.begin_search)
        connect(menu.save_filter, self.save_filter)
        connect(menu.rail, self.toggle_rail)
        connect(menu.show_all, self.show_all)

    def use_settings(self, settings: LiveSettings) -> None:
        """From now on filters can be saved, and those that were are in the rail."""
        self.saved = SavedFilters(settings, self.filters.set_saved, self)
        self.filters.forget_wanted.connect(self.saved.forget)

    def follow(self, other: "Navigation") -> None:
        """Open what is open there, with what is looked for in it."""
        self.narrow = other.narrow
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
        self._close_rail()
        self._give_room()
        self.shown.emit(name)

    # How much room the rail has.

    def set_narrow(self, narrow: bool) -> None:
        """Have icons only in the rail, or words where the window has room for them."""
        self.narrow = narrow
        self._give_room()

    def toggle_rail(self) -> None:
        """Make the rail wide or narrow. In a narrow window it opens over the view, until something was chosen in it."""
        if not self._is_cramped:
            self.set_narrow(not self.narrow)
        elif self.rail.over:
            self._close_rail()
        else:
            self.rail.over = True
            self._give_room()
            self._enter_rail()
            _application().focusChanged.connect(self._follow_focus)

    @property
    def _is_cramped(self) -> bool:
        return self.width() < WIDTH_FOR_WORDS

    def _enter_rail(self) -> None:
        buttons = self.filters.buttons.values() if self.filters.isVisible() else self.rail.buttons.values()
        next((button for button in buttons if button.isChecked()), self.rail.toggle).setFocus()

    def _close_rail(self) -> None:
        if not self.rail.over:
            return
        self.rail.over = False
        _application().focusChanged.disconnect(self._follow_focus)
        if self._is_in_rail(QApplication.focusWidget()):
            self.views.view.begin()
        self._give_room()

    def _follow_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and not self._is_in_rail(now):
            self._close_rail()

    def _is_in_rail(self, widget: QWidget | None) -> bool:
        return widget is not None and self.rail.isAncestorOf(widget)

    def _choose_filter(self, text: str) -> None:
        self.search_box.setText(text)
        if not QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier:  # which chooses several
            self._close_rail()

    def _give_room(self) -> None:
        icons_only = not self.rail.over if self._is_cramped else self.narrow
        room = COLLAPSED_WIDTH if self._is_cramped or self.narrow else WIDTH
        self.rail.collapse(icons_only)
        self.filters.setVisible(not icons_only and self.views.name == self._filtered)
        self._column.setContentsMargins(room, 0, 0, 0)
        self.rail.setGeometry(0, 0, self.rail.width(), self.height())
        self.rail.raise_()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._is_cramped:
            self._close_rail()
        self._give_room()


def _application() -> QApplication:
    return cast(QApplication, QApplication.instance())
