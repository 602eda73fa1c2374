"""Signing in to a server: its address, and either e-mail and code or a cookie."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from batchdesk.batch.identity import InvalidReference, normalise_server
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import Tasks
from batchdesk.engine.engine import Engine
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

PAGE_WIDTH = 460
"""Of the form where it stands alone."""

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

    def __init__(self, engine: Engine, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self.server = _field(translate("SignIn", "Server"), "https://studio.example.com")
        self.email = _field(translate("SignIn", "E-mail"), translate("SignIn", "you@example.com"))
        self.code = _field(translate("SignIn", "Code"), translate("SignIn", "The code that was sent to you"))
        self.cookie = _field(translate("SignIn", "Cookie"), "next-auth.session-token=…")
        self._lines = (self.server, self.email, self.code, self.cookie)
        self.cookie.setEchoMode(QLineEdit.EchoMode.Password)
        self.ways = QTabWidget()
        self.ways.setDocumentMode(True)
        self.button = QPushButton(translate("SignIn", "Sign in"))
        self.button.setDefault(True)
        self.button.clicked.connect(self.submit)
        self._problem: Problem | None = None
        """What came of the last attempt."""
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
        for line in self._lines:
            line.returnPressed.connect(self.submit)

    def ask_for(self, server: str, *, email: str = "", fixed: bool) -> None:
        """Ask for a session on `server`; `fixed`: it is not to be changed."""
        self.server.setText(server)
        self._server_rows.setVisible(not fixed)
        if email:
            self.email.setText(email)

    def follow(self, other: "SignInForm") -> None:
        """Have what is half typed in another one, and say what is wrong with it."""
        for mine, theirs in zip(self._lines, other._lines, strict=True):
            mine.setText(theirs.text())
        self.ways.setCurrentIndex(other.ways.currentIndex())
        self._say(other._problem)

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
            self._tasks.start(self._submit(self._typed()), long=True)

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
            if isValid(self):  # cancelled, its dialog may be gone by now
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
        self._problem = problem
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
        code = self.code if self.email.text().strip() else self.email
        field_of = {"server": self.server, "code": code, "cookie": self.cookie}
        if name in field_of:
            field_of[name].setFocus()


def _field(name: str, example: str) -> QLineEdit:
    field_ = QLineEdit()
    field_.setAccessibleName(name)
    field_.setPlaceholderText(example)
    return field_


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
