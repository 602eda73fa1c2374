"""The command palette: type a few letters of an action, a saved filter or a batch, and press Enter."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from heapq import nlargest

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from batchdesk.desktop.palette.fuzzy import fit
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

MOST = 50
"""Entries that are listed: whoever needs more types another letter."""
WIDTH, HEIGHT = 560, 380
_LIST_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be done by name."""

    name: str
    kind: str
    """What stands at its right: a shortcut, or what kind of thing it is."""
    do: Callable[[], object]


def choices_of(actions: Iterable[QAction]) -> list[Choice]:
    """The actions that make sense now."""
    return [
        Choice(
            action.text().replace("&", ""),
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            action.trigger,
        )
        for action in actions
        if action.isEnabled() and action.text()
    ]


def best(typed: str, choices: Iterable[Choice]) -> list[Choice]:
    """Those that fit, the best first; of equals, those that came first."""
    scored = [
        (score, -number, choice)
        for number, choice in enumerate(choices)
        if (score := fit(typed, choice.name)) is not None
    ]
    return [choice for _score, _number, choice in nlargest(MOST, scored, key=lambda each: each[:2])]


class Palette(QDialog):
    """Closes when something was chosen; that is done after it is gone, so that the focus is where it was."""

    def __init__(self, choices: Sequence[Choice], parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices
        self._shown: list[Choice] = []
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Palette", "Commands"))
        self.typed = QLineEdit()
        self.typed.setPlaceholderText(translate("Palette", "Type the name of a command, a filter or a batch"))
        self.typed.setAccessibleName(self.typed.placeholderText())
        self.list = QListWidget()
        self.list.setAccessibleName(translate("Palette", "What fits"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self.typed)
        column.addWidget(self.list)
        self.resize(WIDTH, HEIGHT)
        self.typed.textChanged.connect(self._look_for)
        self.typed.returnPressed.connect(self._choose)
        self.typed.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)
        self._look_for("")

    @property
    def shown(self) -> tuple[str, ...]:
        """The names that fit, best first."""
        return tuple(choice.name for choice in self._shown)

    def _look_for(self, typed: str) -> None:
        self._shown = best(typed, self._choices)
        self.list.clear()
        for choice in self._shown:
            words = one_line(choice.name)
            self.list.addItem(QListWidgetItem(f"{words}    {choice.kind}" if choice.kind else words))
        self.list.setCurrentRow(0)

    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._shown):
            self.accept()
            self._shown[row].do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LIST_KEYS:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
