"""The filters below the views, each with how many batches it shows. A click writes the language of the search box."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.filtering.counts import ALL, IS_ACTIVE, IS_ATTENTION, IS_PUT_AWAY, Counts
from batchdesk.desktop.filtering.language import GONE, Field, Term, chosen_instead, says, toggled
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.rail.filter_button import FilterButton, Line
from batchdesk.desktop.rail.followed import FollowedMerchants
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.engine.watched import Changes
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

SETTLE_MILLISECONDS = 250
"""Numbers that run cannot be read: they are shown at most four times a second."""
TIME_MILLISECONDS = 10_000
"""How often it is looked for what has become overdue."""


class FilterEntry(Struct, frozen=True):
    """One line of the list. Several terms of one field mean any of them; none mean all batches."""

    title: str
    terms: tuple[Term, ...]


class FilterList(QScrollArea):
    """Statuses first; then servers, merchants and tags, where there is something to choose between."""

    text_wanted = Signal(str)
    """The text that the search box is to hold."""

    forget_wanted = Signal(str)
    """The name of a saved filter that is to be kept no longer."""

    def __init__(self, clock: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = clock
        self._text = ""
        self._counts = Counts()
        self.merchants = FollowedMerchants(self._counts.merchants, self)
        self._saved: Mapping[str, str] = {}
        self.buttons: dict[tuple[Term, ...], FilterButton] = {}
        self.saved_buttons: dict[str, FilterButton] = {}
        self._layout_of_values: object = None
        self._column = QVBoxLayout()
        self._soon = QTimer(self, singleShot=True, interval=SETTLE_MILLISECONDS)
        self._soon.timeout.connect(self._show_numbers)
        self._time = QTimer(self, interval=TIME_MILLISECONDS)
        self._time.timeout.connect(self._look_at_time)
        self._build()
        self._fill()

    def take(self, changes: Changes) -> None:
        """Count what has changed, and say how it stands with those that are followed."""
        if changes.followed is not None:
            self.merchants.take(changes.followed)
            self._follow()
        if changes.batches or changes.removed:
            self._counts.take(changes, self._now())
            self._follow_soon()

    def set_unseen(self, unseen: Collection[BatchKey]) -> None:
        """These batches ended, and nobody has looked yet."""
        self._counts.set_unseen(unseen, self._now())
        self._follow()

    def set_saved(self, saved: Mapping[str, str]) -> None:
        """Filters the operator gave a name, by that name."""
        self._saved = dict(saved)
        self._follow()

    def show_text(self, text: str) -> None:
        """Mark what the search box says now."""
        self._text = text
        self._mark()

    @property
    def entries(self) -> list[FilterEntry]:
        """Every filter there is now, also while the list is out of sight and its lines are of before."""
        return [*_statuses(), *(entry for _title, field in _groups() for entry in self._entries_of(field))]

    # How it is put together.

    def _build(self) -> None:
        self.setAccessibleName(translate("Window", "Filters"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content = QWidget()
        content.setLayout(self._column)
        self._column.setContentsMargins(0, GRID, 0, GRID)
        self._column.setSpacing(0)
        self.setWidget(content)

    def _fill(self) -> None:
        """Make the lines anew: only where another value came up or the last batch of one went."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        self.buttons = {}
        self.saved_buttons = {}
        self.merchants.forget_buttons()
        self._column.addWidget(Line())
        for entry in _statuses():
            self._add(entry)
        for title, field in _groups():
            entries = self._entries_of(field)
            if entries:
                self._add_heading(title)
            for entry in entries:
                self._add(entry)
        if self._saved:
            self._add_heading(translate("Window", "Saved filters"))
            for name, text in self._saved.items():
                self._add_saved(name, text)
        self._column.addStretch(1)
        self._mark()

    def _add_heading(self, words: str) -> None:
        label = plain_label(words, wrap=False)
        label.setFont(appearance.smaller(label.font()))
        label.setContentsMargins(4 * GRID, 3 * GRID, GRID, GRID)
        label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
        self._column.addWidget(label)

    def _add(self, entry: FilterEntry) -> None:
        button = FilterButton(entry.title)
        button.clicked.connect(lambda: self._choose(entry.terms))
        if entry.terms and entry.terms[0].field is Field.MERCHANT:
            self.merchants.look_after(entry.terms[0].value, button)
        self._column.addWidget(button)
        self.buttons[entry.terms] = button

    def _add_saved(self, name: str, text: str) -> None:
        button = FilterButton(one_line(name))
        button.clicked.connect(lambda: self.text_wanted.emit("" if self._text == text else text))
        forget = QAction(translate("Window", "Forget this filter"), button)
        forget.triggered.connect(lambda: self.forget_wanted.emit(name))
        button.addAction(forget)
        button.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._column.addWidget(button)
        self.saved_buttons[name] = button

    def _choose(self, terms: tuple[Term, ...]) -> None:
        """One of a field at a time; with the Ctrl key, another one beside it."""
        more = bool(QGuiApplication.keyboardModifiers() & Qt.KeyboardModifier.ControlModifier)
        text = toggled(self._text, terms) if more and terms else chosen_instead(self._text, terms, _fields(terms))
        self.text_wanted.emit(text)

    # What it shows.

    def _follow(self) -> None:
        """At once where somebody looks. Before the first paint much comes at once, to be shown once."""
        if self.isVisible():
            self._show_numbers()
        else:
            self._follow_soon()

    def _follow_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start()

    def _show_numbers(self) -> None:
        values = [self._values(field) for _title, field in _groups()] + [tuple(self._saved.items())]
        if values != self._layout_of_values:
            self._layout_of_values = values
            self._fill()
        for terms, button in self.buttons.items():
            button.set_number(sum(self._counts.by_term[term] for term in terms or (ALL,)))
        self.merchants.say_standing(self._now())

    def _values(self, field: Field) -> tuple[str, ...]:
        """What there is to choose from. A merchant that is followed is there without a batch, too."""
        values = tuple(self._counts.values(field))
        if field is Field.MERCHANT:
            values += tuple(name for name in self.merchants.names if name not in values)
        return values

    def _entries_of(self, field: Field) -> list[FilterEntry]:
        values = self._values(field)
        if len(values) <= (field is Field.SERVER):  # one server is no choice
            return []
        return [FilterEntry(_shown(field, value), (Term(field, value),)) for value in values]

    def _mark(self) -> None:
        for terms, button in self.buttons.items():
            button.setChecked(says(self._text, terms, _fields(terms)))
        for name, button in self.saved_buttons.items():
            button.setChecked(self._text == self._saved[name])

    def _look_at_time(self) -> None:
        self._counts.look_at_time(self._now())
        self._show_numbers()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._time.start()
        self._look_at_time()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._time.stop()


def _statuses() -> Sequence[FilterEntry]:
    return (
        FilterEntry(translate("Window", "All"), ()),
        FilterEntry(translate("Window", "Needs attention"), (IS_ATTENTION,)),
        FilterEntry(translate("Window", "Active"), (IS_ACTIVE,)),
        FilterEntry(translate("Window", "Succeeded"), (Term(Field.STATUS, "succeeded"),)),
        FilterEntry(translate("Window", "Partial"), (Term(Field.STATUS, "partial"),)),
        FilterEntry(translate("Window", "Failed"), (Term(Field.STATUS, "failed"),)),
        FilterEntry(
            translate("Window", "Archived or gone"), (Term(Field.STATUS, "archived"), Term(Field.STATUS, GONE))
        ),
        FilterEntry(translate("Window", "Put away by you"), (IS_PUT_AWAY,)),
    )


def _fields(terms: tuple[Term, ...]) -> Collection[Field]:
    """What a filter is a choice of. `is` and `status` both say how a batch stands; all batches are one such choice."""
    stands = (Field.STATUS, Field.IS)
    return stands if not terms or terms[0].field in stands else (terms[0].field,)


def _groups() -> Sequence[tuple[str, Field]]:
    return (
        (translate("Window", "Servers"), Field.SERVER),
        (translate("Window", "Merchants"), Field.MERCHANT),
        (translate("Window", "Tags"), Field.TAG),
    )


def _shown(field: Field, value: str) -> str:
    return one_line(value.partition("://")[2] if field is Field.SERVER else value)
