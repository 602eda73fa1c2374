"""Sentences for the person, in the window: never a box in the way, and gone by themselves when they only inform."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate

MOST_MESSAGES = 3
STRIPE_WIDTH = 3
_NATIVE = QKeySequence.SequenceFormat.NativeText


class Answer(Struct, frozen=True):
    """What the person may do about a message."""

    words: str
    do: Callable[[], None]
    undoes: bool = False
    """It takes back what was done: the key for that does it as well."""


class MessageArea(QWidget):
    """The newest messages, one below the other. The oldest makes room."""

    can_undo = Signal(bool)
    """Whether one of them takes something back."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._messages: list[Message] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    @property
    def texts(self) -> tuple[str, ...]:
        """What is said now, oldest first."""
        return tuple(message.text for message in self._messages)

    def say(
        self, text: str, *, trouble: bool = False, answer: Answer | None = None, seconds: float | None = None
    ) -> "Message":
        """Show `text` for `seconds`, or until it is closed. A message that is there already is not said twice."""
        for message in [message for message in self._messages if message.text == text]:
            self._drop(message)
        while len(self._messages) >= MOST_MESSAGES:
            self._drop(self._messages[0])
        message = Message(text, trouble, answer, self)
        message.over = lambda: self._drop(message)
        if seconds is not None:
            message.close_after(seconds)
        self._messages.append(message)
        self._column.addWidget(message)
        self.show()
        self._tell_of_undo()
        return message

    def change(self, message: "Message", text: str) -> None:
        """Say something else in the same place, as work goes on; nothing where the person has closed it."""
        if message in self._messages:
            message.change(text)

    def undo(self) -> None:
        """Take back what was done last, of what can be taken back; nothing where nothing can."""
        for message in reversed(self._messages):
            if message.undoes:
                message.answer()
                return

    def _tell_of_undo(self) -> None:
        self.can_undo.emit(any(message.undoes for message in self._messages))

    def _drop(self, message: "Message") -> None:
        if message in self._messages:
            self._messages.remove(message)
            self._column.removeWidget(message)
            message.hide()
            message.deleteLater()
            self.setVisible(bool(self._messages))
            self._tell_of_undo()


class Message(QFrame):
    """One sentence with an answer and a way to close it. `over` is called when it has done its work."""

    def __init__(self, text: str, trouble: bool, answer: Answer | None, parent: QWidget) -> None:
        super().__init__(parent)
        self.text = text
        self.over: Callable[[], None] = self.hide
        self._trouble = trouble
        self._answer = answer
        row = QHBoxLayout(self)
        row.setContentsMargins(3 * GRID, GRID, 2 * GRID, GRID)
        row.setSpacing(2 * GRID)
        self._label = plain_label(text)
        row.addWidget(self._label, 1)
        if answer is not None:
            button = QPushButton(answer.words)
            button.clicked.connect(self.answer)
            if answer.undoes:
                button.setToolTip(QKeySequence(QKeySequence.StandardKey.Undo).toString(_NATIVE))
            row.addWidget(button)
        close = QToolButton(autoRaise=True)
        close.setText("×")  # the sign people know for closing
        close.setAccessibleName(translate("Window", "Close this message"))
        close.clicked.connect(self.close_now)
        row.addWidget(close)

    def change(self, text: str) -> None:
        """Say something else in the same place."""
        self.text = text
        self._label.setText(text)

    def close_after(self, seconds: float) -> None:
        """Go away by itself in a while."""
        timer = QTimer(self, singleShot=True, interval=int(seconds * 1000))
        timer.timeout.connect(self.close_now)
        timer.start()

    def close_now(self) -> None:
        """Go away."""
        self.over()

    @property
    def undoes(self) -> bool:
        """Whether its answer takes something back."""
        return self._answer is not None and self._answer.undoes

    def answer(self) -> None:
        """Do what the person may do about it, if there is anything."""
        self.over()
        if self._answer is not None:
            self._answer.do()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = appearance.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.ground))
        colour = theme.failed if self._trouble else theme.running
        painter.fillRect(QRect(0, 0, STRIPE_WIDTH, self.height()), QColor(colour))
        painter.fillRect(QRect(0, self.height() - 1, self.width(), 1), QColor(theme.line))
        painter.end()


def plain_label(text: str = "", *, wrap: bool = True) -> QLabel:
    """A label that shows any text literally: it may come from a server."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(wrap)
    if wrap:
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)  # a new policy forgets what setWordWrap had said: lines would be cut off
        label.setSizePolicy(policy)
    return label
