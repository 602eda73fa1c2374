"""The bar that asks for a session, above the table."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.placing import between
from batchdesk.desktop.sign_in.form import PAGE_WIDTH, SignInForm
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate


class SignInBar(QFrame):
    """Asks once for a session, above the table and in nobody's way; the form opens when it is wanted."""

    dismissed = Signal(str)
    """The server that is not wanted now."""

    def __init__(self, form: SignInForm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.form = form
        self.server = ""
        """Which server is asked for; empty while nothing is asked."""
        self._question = plain_label()
        self.open_button = QPushButton(translate("SignIn", "Sign in…"))
        self.open_button.clicked.connect(self._open)
        self.later_button = QPushButton(translate("SignIn", "Not now"))
        self.later_button.clicked.connect(self._dismiss)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self._question, 1)
        row.addWidget(self.open_button)
        row.addWidget(self.later_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        column.addLayout(row)
        column.addLayout(between(left=0, widget=form, right=1))
        form.setFixedWidth(PAGE_WIDTH)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.hide()

    def ask(self, question: str, server: str, email: str = "") -> None:
        """Ask `question` about `server`."""
        self.server = server
        self._question.setText(question)
        self.form.ask_for(server, email=email, fixed=True)
        self.form.hide()
        self.open_button.show()
        self.show()

    def follow(self, other: "SignInBar") -> None:
        """Be as far as another one that asks the same."""
        self.form.follow(other.form)
        if not other.form.isHidden():
            self._open()

    def close_question(self) -> None:
        """There is nothing to ask any more."""
        self.server = ""
        self.hide()

    def _open(self) -> None:
        self.open_button.hide()
        self.form.show()
        self.form.focus_first()

    def _dismiss(self) -> None:
        server = self.server
        self.close_question()
        self.dismissed.emit(server)
