"""The rail: one button a view, with how much waits in it, and one that makes the rail narrow: icons only.

Must not know the views themselves.
"""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QVBoxLayout, QWidget

from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.icons import icon
from batchdesk.desktop.views import ViewEntry
from batchdesk.words.catalogue import translate

WIDTH = 52 * GRID
"""Room for the longest title of a filter and a count of thousands, in either language and in the largest of the fonts
that desktops come with (11 points)."""
COLLAPSED_WIDTH = 12 * GRID
BUTTON_HEIGHT = 9 * GRID
ICON = 18
MARK_WIDTH = 3
"""Of the line at the left of the view in front."""


class RailButton(QAbstractButton):
    """A view by icon, title and number."""

    stepped = Signal(int)
    """Up (-1) or Down (1) was pressed."""

    def __init__(self, title: str, icon_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        self._icon_name = icon_name
        self._number = 0
        self.collapsed = False
        self.setText(title)
        self.setCheckable(True)
        self.setFixedHeight(BUTTON_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.set_number(0)

    def become(self, title: str, icon_name: str) -> None:
        """Stand for something else from now on. It has the new icon when `give_icon` has been called again."""
        self._title = title
        self._icon_name = icon_name
        self.setText(title)
        self.set_number(self._number)

    def give_icon(self) -> None:
        """Take the icon in the colours of now. Loads the icon set: not before the first paint."""
        self.setIcon(icon(self._icon_name))

    def set_number(self, number: int) -> None:
        """How much waits in the view; 0 is not shown."""
        self._number = number
        self.setAccessibleName(
            translate("Window", "{view}, %n waiting", number, view=self._title) if number else self._title
        )
        self.setToolTip(self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(COLLAPSED_WIDTH if self.collapsed else WIDTH, BUTTON_HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = appearance.colours()
        painter = QPainter(self)
        if self.isChecked() or self.underMouse():
            painter.fillRect(self.rect(), QColor(theme.selection if self.isChecked() else theme.base))
        if self.isChecked():
            painter.fillRect(0, 0, MARK_WIDTH, self.height(), QColor(theme.running))
        if self.hasFocus():
            painter.setPen(QColor(theme.running))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        place = QRect(4 * GRID - 1, (self.height() - ICON) // 2, ICON, ICON)
        self.icon().paint(painter, place, mode=QIcon.Mode.Normal)
        number = f"{self._number:,}" if self._number else ""
        if self.collapsed:
            if number:
                self._paint_dot(painter, place)
        else:
            self._paint_words(painter, place.right() + 3 * GRID, number)
        painter.end()

    def _paint_words(self, painter: QPainter, left: int, number: str) -> None:
        theme = appearance.colours()
        place = QRect(left, 0, self.width() - left - 3 * GRID, self.height())
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(appearance.tabular(self.font()))
        painter.setPen(QColor(theme.muted))
        painter.drawText(place, right, number)
        place.adjust(0, 0, -painter.fontMetrics().horizontalAdvance(number) - GRID, 0)
        painter.setPen(QColor(theme.text))
        fitting = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, fitting)

    def _paint_dot(self, painter: QPainter, place: QRect) -> None:
        """That something waits, where there is no room for how much."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(appearance.colours().running))
        painter.drawEllipse(place.right() - 3, place.top() - 3, 7, 7)


class Rail(QFrame):
    """Up and down lead from view to view, as the mouse does."""

    asked = Signal(str)
    """The name of the view that is to come to the front."""
    left = Signal()
    """Escape was pressed in it, while it was `over` the views."""

    def __init__(self, entries: Sequence[ViewEntry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Window", "Views"))
        self.buttons = {entry.name: RailButton(entry.title, entry.icon, self) for entry in entries}
        self._group = QButtonGroup(self)
        self.toggle = RailButton("", "", self)
        self.toggle.setCheckable(False)
        self.over = False
        """Whether it lies over the views, for a moment."""
        self._has_icons = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 2 * GRID, 1, 2 * GRID)
        self._column.setSpacing(0)
        for name, button in self.buttons.items():
            self._group.addButton(button)
            self._column.addWidget(button)
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            button.stepped.connect(partial(self._step, name))
        self._column.addStretch(1)
        self._column.addWidget(self.toggle)
        self.collapse(False)

    def put_below(self, widget: QWidget) -> None:
        """Show `widget` below the views, in all the height there is."""
        self._column.insertWidget(len(self.buttons), widget, stretch=100)

    def choose(self, name: str) -> None:
        """Show which view is in front."""
        self.buttons[name].setChecked(True)

    def set_numbers(self, numbers: Mapping[str, int]) -> None:
        """How much waits in which view."""
        for name, number in numbers.items():
            self.buttons[name].set_number(number)

    def collapse(self, collapsed: bool) -> None:
        """Show icons only, or words beside them."""
        title = translate("Window", "Widen the rail") if collapsed else translate("Window", "Narrow the rail")
        self.toggle.become(title, "caret-double-right" if collapsed else "caret-double-left")
        if self._has_icons:
            self.toggle.give_icon()
        for button in (*self.buttons.values(), self.toggle):
            button.collapsed = collapsed
        self.setFixedWidth(COLLAPSED_WIDTH if collapsed else WIDTH)

    def _step(self, name: str, step: int) -> None:
        names = list(self.buttons)
        button = self.buttons[names[(names.index(name) + step) % len(names)]]
        button.setFocus()
        button.click()

    def give_icons(self) -> None:
        """Take the icons in the colours of now. Loads the icon set: not before the first paint."""
        self._has_icons = True
        for button in (*self.buttons.values(), self.toggle):
            button.give_icon()

    def event(self, event: QEvent) -> bool:
        # Escape is a shortcut of the window; what lies over the views has it first.
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape and self.over:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.left.emit()
                return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = appearance.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.ground))
        painter.fillRect(self.width() - 1, 0, 1, self.height(), QColor(theme.line))
        painter.end()
