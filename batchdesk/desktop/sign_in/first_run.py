"""What the window shows while no server is known."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.placing import between
from batchdesk.desktop.sign_in.form import PAGE_WIDTH, SignInForm
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate


class FirstRunPage(QWidget):
    """What the window shows while no server is known: sign in somewhere, or look at the demo."""

    demo_wanted = Signal()

    def __init__(self, form: SignInForm, *, offers_demo: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        content = QWidget()
        content.setFixedWidth(PAGE_WIDTH)
        column = QVBoxLayout(content)
        column.setSpacing(3 * GRID)
        column.addWidget(_heading(translate("SignIn", "Which server makes your batches?")))
        column.addWidget(
            plain_label(
                translate(
                    "SignIn",
                    "Sign in once. After that this window shows every batch you watch as it moves, "
                    "and tells you when one has ended.",
                )
            )
        )
        column.addWidget(form)
        if offers_demo:
            column.addWidget(_line())
            column.addLayout(self._demo_row())
        page = QVBoxLayout(self)
        page.addStretch(1)
        page.addLayout(between(left=1, widget=content, right=1))
        page.addStretch(2)

    def _demo_row(self) -> QHBoxLayout:
        self.demo_button = QPushButton(translate("SignIn", "Look at the demo"))
        self.demo_button.clicked.connect(self.demo_wanted)
        row = QHBoxLayout()
        words = plain_label(translate("SignIn", "Only looking? The demo needs no account."), wrap=False)
        row.addWidget(words, 1)
        row.addWidget(self.demo_button)
        return row


def _heading(words: str) -> QLabel:
    label = plain_label(words)
    label.setFont(appearance.larger(label.font()))
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line
