"""The views of the window: one is in front, and each is made when it is asked for the first time.

Must not know what a view shows.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, cast

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from batchdesk.desktop.keys import Key


class View(Protocol):
    """What the window asks of a view; the widget that is shown is its own."""

    search_hint: str
    """What the search box says while it is empty."""

    def opened(self) -> None:
        """It has come to the front."""
        ...

    def look_for(self, text: str) -> None:
        """Show what fits the text of the search box."""
        ...

    def begin(self) -> None:
        """Take the keyboard, from the search box for one."""
        ...


class ViewEntry(Struct, frozen=True):
    """One view on offer."""

    name: str
    title: str
    icon: str
    """Its name in the icon set."""
    make: Callable[[], QWidget]
    """Makes the widget, which is a `View`. Called once."""
    keys: Callable[[], Iterable[Key]] = tuple
    """What its own keys do, also before it is made."""


class Views(QStackedWidget):
    """Keeps each view that was opened, with what was looked for in it."""

    shown = Signal(str)
    """The name of the view that has come to the front."""

    def __init__(self, entries: Sequence[ViewEntry]) -> None:
        super().__init__()
        self.entries = {entry.name: entry for entry in entries}
        self._made: dict[str, QWidget] = {}
        self.texts: dict[str, str] = {}
        """What is looked for, by view."""
        self.name = ""
        """Of the view in front; empty before the first was opened."""

    @property
    def view(self) -> View:
        """The view in front."""
        return cast(View, self._made[self.name])

    @property
    def text(self) -> str:
        """What is looked for in the view in front."""
        return self.texts.get(self.name, "")

    def open(self, name: str) -> QWidget:
        """Bring a view to the front, made where needed, and return it. LookupError: there is none of this name."""
        widget = self._made.get(name)
        if widget is None:
            widget = self._made[name] = self.entries[name].make()
            self.addWidget(widget)
        self.setCurrentWidget(widget)
        if name != self.name:
            self.name = name
            self.view.opened()
            self.shown.emit(name)
        return widget

    def look_for(self, text: str) -> None:
        """Show in the view in front what fits `text`."""
        self.texts[self.name] = text
        self.view.look_for(text)

    @property
    def opened(self) -> list[str]:
        """The names of those that were ever opened, in that order."""
        return list(self._made)

    def opened_already(self, name: str) -> QWidget | None:
        """The widget of a view, if it was ever opened."""
        return self._made.get(name)
