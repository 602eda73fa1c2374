"""The bar over the history: what it is narrowed to, one menu a kind, and how many batches that are."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial
from typing import Any

from msgspec.structs import replace
from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QDateEdit, QHBoxLayout, QMenu, QStyleOptionToolButton, QToolButton, QWidget

from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.dates import Dates, Span
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.store.records import Facets
from batchdesk.words.batches import duration, status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

LENGTHS = (60.0, 120.0, 300.0, 600.0, 1800.0)
"""Seconds that a person may ask for."""

MOST_NAMES = 40
"""In one menu: the rest is found by typing."""


class FilterBar(QWidget):
    """Changes `choice`, and says so."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = Choice()
        self.status = _Names(translate("History", "Status"), status_word)
        self.server = _Names(translate("History", "Server"), one_line)
        self.merchant = _Names(translate("History", "Merchant"), one_line)
        self.tag = _Names(translate("History", "Tag"), one_line)
        self.dates = _Dates()
        self.length = _Length()
        self.error = QToolButton()
        self.clear = QToolButton()
        self.count = plain_label(wrap=False)
        self._build()

    def offer(self, facets: Facets) -> None:
        """Offer what the history has."""
        for names, numbers in (
            (self.status, facets.statuses),
            (self.server, facets.servers),
            (self.merchant, facets.merchants),
            (self.tag, facets.tags),
        ):
            names.offer(numbers)

    def say_count(self, count: int, *, complete: bool) -> None:
        """Say how many batches are known to match."""
        if complete:
            self.count.setText(translate("History", "%n batches", count))
        else:
            self.count.setText(translate("History", "{number} batches and more…", number=f"{count:,}"))

    def choose(self, choice: Choice) -> None:
        """Narrow to this."""
        self.choice = choice
        self.status.show_chosen(choice.statuses)
        self.server.show_chosen(choice.servers)
        self.merchant.show_chosen(choice.merchants)
        self.tag.show_chosen(choice.tags)
        self.dates.show_chosen(choice.dates)
        self.length.show_chosen(choice.longer_than)
        self.error.setChecked(choice.with_error)
        self.clear.setVisible(choice != Choice())
        self.changed.emit()

    def _choose_part(self, part: str, value: Any) -> None:
        self.choose(replace(self.choice, **{part: value}))

    def _build(self) -> None:
        self.error.setText(translate("History", "With error"))
        self.error.setCheckable(True)
        self.clear.setText(translate("History", "Clear"))
        self.clear.setVisible(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        row.setSpacing(GRID)
        parts = (self.status, self.server, self.merchant, self.tag, self.dates, self.length, self.error, self.clear)
        for part in parts:
            row.addWidget(part)
        row.addStretch(1)
        row.addWidget(self.count)
        for button in (*parts[:4], self.length, self.error, self.clear):
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for part, signal in (
            ("statuses", self.status.chosen),
            ("servers", self.server.chosen),
            ("merchants", self.merchant.chosen),
            ("tags", self.tag.chosen),
            ("dates", self.dates.chosen),
            ("longer_than", self.length.chosen),
        ):
            signal.connect(partial(self._choose_part, part))
        self.error.clicked.connect(lambda: self.choose(replace(self.choice, with_error=self.error.isChecked())))
        self.clear.clicked.connect(lambda: self.choose(Choice()))


class _MenuButton(QToolButton):
    """A button whose menu opens at a click; what is chosen is its text."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title
        self.menu_of_names = QMenu(self)
        self.setMenu(self.menu_of_names)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.say("")

    def initStyleOption(self, option: QStyleOptionToolButton) -> None:
        """An arrow in the line of the words: Fusion's own is a speck in the corner."""
        super().initStyleOption(option)
        option.features &= ~QStyleOptionToolButton.ToolButtonFeature.HasMenu
        option.text = f"{option.text} ▾"

    def say(self, chosen: str) -> None:
        """Show what is chosen; empty: nothing."""
        words = translate("History", "{filter}: {chosen}", filter=self._title, chosen=chosen) if chosen else self._title
        self.setText(words)
        self.setAccessibleName(words)


class _Names(_MenuButton):
    """Any number of names."""

    chosen = Signal(object)
    """tuple[str, ...]"""

    def __init__(self, title: str, words: Callable[[str], str]) -> None:
        super().__init__(title)
        self._words = words
        self._chosen: tuple[str, ...] = ()
        self._numbers: Mapping[str, int] = {}
        self.setVisible(False)

    def offer(self, numbers: Mapping[str, int]) -> None:
        """Offer these names, each with how many batches have it. With less than two there is nothing to choose."""
        self._numbers = dict(list(numbers.items())[:MOST_NAMES])
        self.setVisible(len(numbers) > 1 or bool(self._chosen))
        self._fill()

    def show_chosen(self, names: tuple[str, ...]) -> None:
        """Show these as chosen."""
        self._chosen = names
        self.say(translate("Table", ", ").join(self._words(name) for name in names))
        self.setVisible(len(self._numbers) > 1 or bool(names))
        self._fill()

    def _fill(self) -> None:
        self.menu_of_names.clear()
        for name in (*self._numbers, *(name for name in self._chosen if name not in self._numbers)):
            number = self._numbers.get(name, 0)
            action = QAction(f"{self._words(name)}\t{number:,}".replace("&", "&&"), self.menu_of_names)
            action.setCheckable(True)
            action.setChecked(name in self._chosen)
            action.triggered.connect(lambda _checked=False, name=name: self._toggle(name))
            self.menu_of_names.addAction(action)

    def _toggle(self, name: str) -> None:
        names = [one for one in self._chosen if one != name]
        self.chosen.emit(tuple(names) if name in self._chosen else (*self._chosen, name))


class _Length(_MenuButton):
    """How long a batch took at least."""

    chosen = Signal(object)
    """Seconds, or None for any."""

    def __init__(self) -> None:
        super().__init__(translate("History", "Longer than"))
        self._group = QActionGroup(self)
        self._actions: dict[float | None, QAction] = {}
        for seconds in (None, *LENGTHS):
            words = translate("History", "Any duration") if seconds is None else duration(seconds)
            action = self.menu_of_names.addAction(words)
            action.setCheckable(True)
            self._group.addAction(action)
            action.triggered.connect(lambda _checked=False, seconds=seconds: self.chosen.emit(seconds))
            self._actions[seconds] = action
        self.show_chosen(None)

    def show_chosen(self, seconds: float | None) -> None:
        """Show this as chosen."""
        self.say("" if seconds is None else duration(seconds))
        if seconds in self._actions:
            self._actions[seconds].setChecked(True)


class _Dates(QWidget):
    """On which days a batch was added."""

    chosen = Signal(object)
    """Dates"""

    def __init__(self) -> None:
        super().__init__()
        self.button = _MenuButton(translate("History", "Added"))
        self.button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.first = _day_edit(translate("History", "First day"))
        self.last = _day_edit(translate("History", "Last day"))
        self._dash = plain_label("–", wrap=False)
        self._group = QActionGroup(self)
        self._actions: dict[Span, QAction] = {}
        for span, words in _span_words():
            action = self.button.menu_of_names.addAction(words)
            action.setCheckable(True)
            self._group.addAction(action)
            action.triggered.connect(lambda _checked=False, span=span: self._choose(span))
            self._actions[span] = action
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for part in (self.button, self.first, self._dash, self.last):
            row.addWidget(part)
        for edit in (self.first, self.last):
            edit.dateChanged.connect(self._choose_days)
        self.show_chosen(Dates())

    def show_chosen(self, dates: Dates) -> None:
        """Show these as chosen."""
        self._actions[dates.span].setChecked(True)
        words = "" if dates.span is Span.ANY else self._actions[dates.span].text()
        self.button.say(words.rstrip("…"))
        for part in (self.first, self._dash, self.last):
            part.setVisible(dates.span is Span.CUSTOM)
        for edit, day in ((self.first, dates.first), (self.last, dates.last)):
            if day is not None:
                edit.blockSignals(True)
                edit.setDate(QDate(day.year, day.month, day.day))
                edit.blockSignals(False)

    def _choose_days(self, _day: QDate) -> None:
        self._choose(Span.CUSTOM)

    def _choose(self, span: Span) -> None:
        if span is Span.CUSTOM:
            self.chosen.emit(Dates(span, _day(self.first), _day(self.last)))
        else:
            self.chosen.emit(Dates(span))


def _span_words() -> Iterable[tuple[Span, str]]:
    return (
        (Span.ANY, translate("History", "Any day")),
        (Span.TODAY, translate("History", "Today")),
        (Span.YESTERDAY, translate("History", "Yesterday")),
        (Span.WEEK, translate("History", "Last 7 days")),
        (Span.MONTH, translate("History", "Last 30 days")),
        (Span.YEAR, translate("History", "Last year")),
        (Span.CUSTOM, translate("History", "Days of my own…")),
    )


def _day_edit(name: str) -> QDateEdit:
    edit = QDateEdit(QDate.currentDate())
    edit.setCalendarPopup(True)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setAccessibleName(name)
    return edit


def _day(edit: QDateEdit) -> date:
    day = edit.date()
    return date(day.year(), day.month(), day.day())
