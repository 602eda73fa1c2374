"""What a view shows in the place of its contents: that there are none, that they are being read, that they cannot be.

Each says what is so, what it means, and has a button for what to do next. Must not know any view.
"""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QHideEvent, QIcon, QPalette, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from batchdesk.batch.problem import Problem
from batchdesk.desktop.first_paint import after_paint
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

PATIENCE_MILLISECONDS = 400
"""What is read within it is not announced: a face that flashes past only disturbs."""
ICON = 10 * GRID
WIDTH = 120 * GRID
"""Of the words: longer lines are hard to follow."""


class Face(Struct, frozen=True):
    """What is said in the place of the contents."""

    icon: str
    """Its name in the icon set."""
    heading: str
    words: str = ""
    button: str = ""
    """What to do next; empty where there is nothing but to wait."""
    do: Callable[[], object] = lambda: None


def reading_face() -> Face:
    """What is shown while the answer takes its time."""
    return Face("hourglass-medium", translate("Window", "Reading…"))


def unreadable_face(problem: Problem, again: Callable[[], object]) -> Face:
    """What is shown where the contents could not be read."""
    heading, button = translate("Window", "This could not be read"), translate("Window", "Try again")
    return Face("warning-circle", heading, sentence(problem), button, again)


class FacePage(QWidget):
    """One face at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.face = Face("", "")
        self._icon = QLabel()
        self._heading, self._words = plain_label(), plain_label()
        self.button = QPushButton()
        self.button.setAutoDefault(True)  # Enter does it as well
        self.button.clicked.connect(lambda: self.face.do())
        self._build()

    def show_face(self, face: Face) -> None:
        """Show this one from now on."""
        same = (face.heading, face.words, face.button) == (self.face.heading, self.face.words, self.face.button)
        self.face = face
        if same:
            return
        self._heading.setText(face.heading)
        self._words.setText(face.words)
        self._words.setVisible(bool(face.words))
        self.button.setText(face.button)
        self.button.setVisible(bool(face.button))
        self.setAccessibleName(face.heading)
        self.setAccessibleDescription(face.words)
        if self.isVisible():
            self._give_icon()

    def _build(self) -> None:
        self.setAutoFillBackground(True)
        self.setBackgroundRole(QPalette.ColorRole.Base)
        self._heading.setFont(appearance.larger(self._heading.font()))
        self._words.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self._icon.setFixedHeight(ICON)
        words = QWidget()
        words.setMaximumWidth(WIDTH)
        column = QVBoxLayout(words)
        column.setSpacing(2 * GRID)
        column.addStretch(2)
        for label in (self._icon, self._heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
            column.addWidget(label)
        column.addSpacing(2 * GRID)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        row = QHBoxLayout(self)
        row.addStretch(1)
        row.addWidget(words, 100)
        row.addStretch(1)

    def _give_icon(self) -> None:
        from batchdesk.desktop.style.icons import muted_icon  # loads the icon set: not before the first paint

        icon = muted_icon(self.face.icon) if self.face.icon else QIcon()
        self._icon.setPixmap(icon.pixmap(ICON, ICON))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        after_paint(self, self._give_icon)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._give_icon()


class Faced(QStackedWidget):
    """The contents of a view, or the face that stands in their place."""

    def __init__(self, contents: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._contents = contents
        self.page = FacePage()
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MILLISECONDS)
        self._patience.timeout.connect(lambda: self.show_face(reading_face()))
        self.addWidget(contents)
        self.addWidget(self.page)

    @property
    def face(self) -> Face | None:
        """The face that is shown; None while the contents are."""
        return self.page.face if self.currentWidget() is self.page else None

    def show_contents(self) -> None:
        """Show what there is."""
        self._patience.stop()
        self.setCurrentWidget(self._contents)

    def show_face(self, face: Face) -> None:
        """Show this in the place of the contents. Who had the keyboard in them has it at the button."""
        self._patience.stop()
        keyboard = self.window().focusWidget()  # the window's: this stack remembers who had it once
        had_keyboard = self._contents.isAncestorOf(keyboard) if keyboard else False
        self.page.show_face(face)
        self.setCurrentWidget(self.page)
        if had_keyboard:
            self.begin_face()

    def wait(self) -> None:
        """Say that it is being read, unless something is shown soon."""
        self._patience.start()

    def begin_face(self) -> bool:
        """Take the keyboard where a face is shown, and say whether one is."""
        if self.face is not None:
            self.page.button.setFocus()
        return self.face is not None

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._patience.stop()
