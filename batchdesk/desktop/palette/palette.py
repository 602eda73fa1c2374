"""The command palette: type a few letters of an action, a filter, a server or a batch, and press Enter."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.palette.choice import Choice, best
from batchdesk.desktop.palette.delegate import KIND, ChoiceDelegate
from batchdesk.desktop.palette.recent import Recent
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

WIDTH, HEIGHT = 560, 380
_LIST_KEYS = frozenset({Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp})


class Palette(QDialog):
    """Closes when something was chosen; that is done after it is gone, so that the focus is where it was."""

    def __init__(
        self,
        choices: Iterable[Choice],
        parent: QWidget,
        recent: Recent | None = None,
        look_further: Callable[[str], object] = lambda _typed: None,
    ) -> None:
        """`look_further` gets what was typed where nothing fits it."""
        super().__init__(parent)
        self._recent = recent or Recent()
        self._choices = self._recent.first(choices)
        self._look_further = look_further
        self._shown: list[Choice] = []
        self.typed = QLineEdit()
        self.list = QListWidget()
        self.nothing = plain_label()
        self._build()
        self._look_for("")

    @property
    def shown(self) -> tuple[str, ...]:
        """The names that fit, best first."""
        return tuple(choice.name for choice in self._shown)

    def _build(self) -> None:
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Palette", "Commands"))
        self.typed.setPlaceholderText(translate("Palette", "Type the name of a command, a filter, a server or a batch"))
        self.typed.setAccessibleName(self.typed.placeholderText())
        self.typed.setClearButtonEnabled(True)
        self.typed.setMinimumWidth(self.typed.fontMetrics().horizontalAdvance(self.typed.placeholderText()) + 12 * GRID)
        self.list.setAccessibleName(translate("Palette", "What fits"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(ChoiceDelegate(self.list))
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(self.typed)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing, 1)
        self.resize(WIDTH, HEIGHT)
        self.typed.textChanged.connect(self._look_for)
        self.typed.returnPressed.connect(self._choose)
        self.typed.installEventFilter(self)
        self.list.itemClicked.connect(self._choose)

    def _look_for(self, typed: str) -> None:
        self._shown = best(typed, self._choices)
        self.list.clear()
        for choice in self._shown:
            item = QListWidgetItem(one_line(choice.name))
            item.setData(KIND, choice.kind)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {choice.kind}")
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self._shown))
        self.nothing.setVisible(not self._shown)
        self.nothing.setText(
            translate("Palette", "Nothing here is called that. Enter looks for “{typed}” in the history.", typed=typed)
        )

    def _choose(self) -> None:
        row = self.list.currentRow()
        if not self._shown:
            self.accept()
            self._look_further(self.typed.text())
        elif 0 <= row < len(self._shown):
            self.accept()
            self._recent.use(self._shown[row])
            self._shown[row].do()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _LIST_KEYS:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)
