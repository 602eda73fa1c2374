"""Signing in: the form, the page of the first start, and the bar that asks when a session has ended."""

from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from batchdesk.batch.identity import InvalidReference, normalise_server
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

PAGE_WIDTH = 460

_SERVER_PROBLEMS = frozenset(
    {ProblemKind.INVALID_REFERENCE, ProblemKind.NOT_THAT_SERVER, ProblemKind.UNREACHABLE, ProblemKind.CERTIFICATE}
)


@dataclass(frozen=True, slots=True)
class Typed:
    """What the person filled in. The code and the cookie are secrets: they are in no repr."""

    server: str
    email: str
    code: str = field(repr=False)
    cookie: str = field(repr=False)
    by_cookie: bool


class SignInForm(QWidget):
    """Server, and either e-mail and code or a cookie. Says what is wrong beside the field it is wrong in."""

    signed_in = Signal(str)
    """The server's address."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self.server = _field(translate("SignIn", "Server"), "https://studio.example.com")
        self.email = _field(translate("SignIn", "E-mail"), translate("SignIn", "you@example.com"))
        self.code = _field(translate("SignIn", "Code"), translate("SignIn", "The code that was sent to you"))
        self.cookie = _field(translate("SignIn", "Cookie"), "next-auth.session-token=…")
        self.cookie.setEchoMode(QLineEdit.EchoMode.Password)
        self.ways = QTabWidget()
        self.ways.setDocumentMode(True)
        self.button = QPushButton(translate("SignIn", "Sign in"))
        self.button.setDefault(True)
        self.button.clicked.connect(self.submit)
        self._mistakes = {name: _mistake_label() for name in ("server", "code", "cookie", "form")}
        self._build()

    def _build(self) -> None:
        by_code, by_cookie = QWidget(), QWidget()
        code_rows = _form(by_code)
        code_rows.addRow(translate("SignIn", "E-mail"), self.email)
        code_rows.addRow(translate("SignIn", "Code"), self.code)
        code_rows.addRow(self._mistakes["code"])
        cookie_rows = _form(by_cookie)
        cookie_rows.addRow(translate("SignIn", "Cookie"), self.cookie)
        cookie_rows.addRow(_cookie_hint())
        cookie_rows.addRow(self._mistakes["cookie"])
        self.ways.addTab(by_code, translate("SignIn", "With e-mail and code"))
        self.ways.addTab(by_cookie, translate("SignIn", "With the browser's cookie"))
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(2 * GRID)
        self._server_rows = QWidget()
        server_rows = _form(self._server_rows)
        server_rows.setContentsMargins(0, 0, 0, 0)
        server_rows.addRow(translate("SignIn", "Server"), self.server)
        server_rows.addRow(self._mistakes["server"])
        for widget in (self._server_rows, self.ways, self._mistakes["form"]):
            rows.addWidget(widget)
        rows.addWidget(self.button, 0, Qt.AlignmentFlag.AlignRight)
        for line in (self.server, self.email, self.code, self.cookie):
            line.returnPressed.connect(self.submit)

    def ask_for(self, server: str, *, email: str = "", fixed: bool) -> None:
        """Ask for a session on `server`; `fixed`: it is not to be changed."""
        self.server.setText(server)
        self._server_rows.setVisible(not fixed)
        if email:
            self.email.setText(email)

    @property
    def mistakes(self) -> dict[str, str]:
        """What is said to be wrong now, by the field it is said beside: server, code, cookie or form."""
        return {name: label.text() for name, label in self._mistakes.items() if not label.isHidden()}

    def focus_first(self) -> None:
        """Put the cursor where the person goes on typing."""
        lines = (self.server, self.email, self.code)
        empty = [line for line in lines if line.isVisible() and not line.text()]
        (empty or [self.server])[0].setFocus()

    def submit(self) -> None:
        """Sign in with what was filled in, unless that is being done."""
        if self.button.isEnabled():
            self._tasks.start(self._submit(self._typed()))

    def _typed(self) -> Typed:
        return Typed(
            server=self.server.text(),
            email=self.email.text().strip(),
            code=self.code.text().strip(),
            cookie=self.cookie.text().strip(),
            by_cookie=self.ways.currentIndex() == 1,
        )

    async def _submit(self, typed: Typed) -> None:
        self._say(None)
        missing = self._missing(typed)
        if missing:
            return
        self.button.setEnabled(False)
        self.button.setText(translate("SignIn", "Signing in…"))
        try:
            server = normalise_server(typed.server)
            await self._sign_in(server, typed)
        except InvalidReference as mistake:
            self._say(Problem(ProblemKind.INVALID_REFERENCE, {"text": mistake.text, "mistake": mistake.kind}))
        except BatchdeskError as error:
            self._say(error.problem)
        else:
            self.code.clear()
            self.cookie.clear()
            self.signed_in.emit(server)
        finally:
            self.button.setText(translate("SignIn", "Sign in"))
            self.button.setEnabled(True)

    async def _sign_in(self, server: str, typed: Typed) -> None:
        if typed.by_cookie:
            await self._engine.paste_cookie(server, typed.cookie)
        else:
            await self._engine.sign_in(server, typed.email, typed.code)

    def _missing(self, typed: Typed) -> bool:
        if not typed.server.strip():
            self._put("server", translate("SignIn", "Which server? Its address is in the browser's address line."))
        elif typed.by_cookie and not typed.cookie:
            self._put("cookie", translate("SignIn", "Paste the cookie first."))
        elif not typed.by_cookie and not (typed.email and typed.code):
            self._put("code", translate("SignIn", "Fill in both the e-mail and the code."))
        else:
            return False
        return True

    def _say(self, problem: Problem | None) -> None:
        for label in self._mistakes.values():
            label.hide()
        if problem is None:
            return
        self._put(self._field_of(problem.kind), sentence(problem))

    def _field_of(self, kind: ProblemKind) -> str:
        if kind in _SERVER_PROBLEMS:
            return "form" if self._server_rows.isHidden() else "server"
        return {ProblemKind.WRONG_CODE: "code", ProblemKind.BAD_COOKIE: "cookie"}.get(kind, "form")

    def _put(self, name: str, words: str) -> None:
        self._mistakes[name].setText(words)
        self._mistakes[name].show()
        field_of = {"server": self.server, "code": self.code, "cookie": self.cookie}
        if name in field_of:
            field_of[name].setFocus()


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
        page.addLayout(_row(left=1, widget=content, right=1))
        page.addStretch(2)

    def _demo_row(self) -> QHBoxLayout:
        self.demo_button = QPushButton(translate("SignIn", "Look at the demo"))
        self.demo_button.clicked.connect(self.demo_wanted)
        row = QHBoxLayout()
        words = plain_label(translate("SignIn", "Only looking? The demo needs no account."), wrap=False)
        row.addWidget(words, 1)
        row.addWidget(self.demo_button)
        return row


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
        column.addLayout(_row(left=0, widget=form, right=1))
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


class SignInDialog(QDialog):
    """Signing in to one more server, from the menu."""

    def __init__(self, form: SignInForm, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = form
        self.setWindowTitle(translate("SignIn", "Sign in to a server"))
        QVBoxLayout(self).addWidget(form)
        form.setMinimumWidth(PAGE_WIDTH)
        form.signed_in.connect(self.accept)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:  # a mistake is said: no layout makes a window higher by itself
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return handled


def _field(name: str, example: str) -> QLineEdit:
    field_ = QLineEdit()
    field_.setAccessibleName(name)
    field_.setPlaceholderText(example)
    return field_


def _row(*, left: int, widget: QWidget, right: int) -> QHBoxLayout:
    """`widget` between stretches. An alignment would ask it how high it is across the whole window, and cut it off."""
    row = QHBoxLayout()
    row.addStretch(left)
    row.addWidget(widget)
    row.addStretch(right)
    return row


def _form(parent: QWidget) -> QFormLayout:
    rows = QFormLayout(parent)
    rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    rows.setVerticalSpacing(2 * GRID)
    return rows


def _mistake_label() -> QLabel:
    label = plain_label()
    label.setForegroundRole(QPalette.ColorRole.BrightText)  # the palette's colour of what failed
    label.hide()
    return label


def _cookie_hint() -> QLabel:
    label = plain_label(
        translate(
            "SignIn",
            "For servers that sign in through Google or your company. In the browser that is signed in, open the "
            "developer tools, find the site's cookies, and copy the one named next-auth.session-token.",
        )
    )
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


def _heading(words: str) -> QLabel:
    label = plain_label(words)
    label.setFont(appearance.larger(label.font()))
    return label


def _line() -> QFrame:
    line = QFrame()
    line.setFrameShape(QFrame.Shape.HLine)
    line.setForegroundRole(QPalette.ColorRole.Mid)
    return line
