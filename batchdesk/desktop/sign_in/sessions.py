"""Which servers are known and signed in, and when to ask for a session: once, in a bar, never in a box."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.actions import Actions, connect
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks, PassingTasks, Tasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import ServerStatus, SessionState
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

if TYPE_CHECKING:
    from batchdesk.desktop.sign_in.bar import SignInBar
    from batchdesk.desktop.sign_in.dialog import SignInDialog
    from batchdesk.desktop.sign_in.first_run import FirstRunPage
    from batchdesk.desktop.sign_in.form import SignInForm


class Sessions(QObject):
    """Owns the places where one can sign in: the first page, the bar, and the dialog.

    Each is made when it is first needed: who is signed in everywhere sees none of them.
    """

    changed = Signal()
    """`servers` is not as it was."""

    def __init__(
        self,
        engine: Engine,
        tasks: OwnedTasks,
        messages: MessageArea,
        window: QWidget,
        on_demo: Callable[[], None] | None,
    ) -> None:
        """`on_demo` opens the demo, where it is offered."""
        super().__init__(window)
        self._engine = engine
        self._tasks = tasks
        self._messages = messages
        self._declined: set[str] = set()
        self._strangers: list[str] = []
        self.servers: dict[str, ServerStatus] = {}
        self._window = window
        self._on_demo = on_demo
        self._no_keyring: Problem | None = None
        self._asked = ""
        """The server that the bar asks for; empty while it asks nothing."""
        self.place = QWidget()
        """Where the bar comes."""
        column = QVBoxLayout(self.place)
        column.setContentsMargins(0, 0, 0, 0)
        self.on_signed_in: Callable[[str], None] = lambda _server: None
        """Called with the server that somebody signed in to here."""
        self.on_declined: Callable[[str], None] = lambda _server: None
        """Called with the server of a link that the person does not want."""

    @cached_property
    def first_run(self) -> "FirstRunPage":
        """What the window shows while no server is known."""
        from batchdesk.desktop.sign_in.first_run import FirstRunPage

        page = FirstRunPage(self._form(self._tasks), offers_demo=self._on_demo is not None)
        if self._on_demo is not None:
            page.demo_wanted.connect(self._on_demo)
        return page

    @cached_property
    def bar(self) -> "SignInBar":
        """What asks for a session above the table."""
        from batchdesk.desktop.sign_in.bar import SignInBar

        bar = SignInBar(self._form(self._tasks))
        bar.dismissed.connect(self._decline)
        layout = self.place.layout()
        assert layout is not None
        layout.addWidget(bar)
        return bar

    def obey(self, menu: Actions) -> None:
        """From now on this is what the actions of `menu` do."""
        connect(menu.sign_in, lambda: self.open_dialog())
        menu.sign_out_menu.aboutToShow.connect(lambda: self._fill_sign_out(menu.sign_out_menu))

    def take(self, servers: Mapping[str, ServerStatus], forgotten: Iterable[str] = ()) -> None:
        """Hear how sessions stand now, and which servers are not known any more."""
        for url in forgotten:
            self.servers.pop(url, None)
            self._forget(url)
        for url, server in servers.items():
            before = self.servers.get(url)
            self.servers[url] = server
            if server.session is SessionState.SIGNED_IN:
                self._declined.discard(url)
                self._forget(url)
            if server.problem is not None and server.problem.kind is ProblemKind.NO_KEYRING and server != before:
                self._messages.say(sentence(server.problem))
        self._ask_next()
        if servers or forgotten:
            self.changed.emit()

    def follow(self, other: "Sessions") -> None:
        """Go on where those of another window were: what was declined and what is asked."""
        self._declined, self._strangers = set(other._declined), list(other._strangers)
        self._no_keyring = other._no_keyring

    def follow_typing(self, other: "Sessions") -> None:
        """Have what is half typed there, once the same is asked here."""
        if {"first_run"} <= self.__dict__.keys() & other.__dict__.keys():
            self.first_run.form.follow(other.first_run.form)
        if other._asked and self._asked == other._asked:
            self.bar.follow(other.bar)

    def take_no_keyring(self, problem: Problem) -> None:
        """Sessions cannot be kept. That is said to who has just signed in: before, it is nobody's trouble."""
        if "session" not in problem.detail:  # without a keyring, but not without a session
            self._no_keyring = problem

    @property
    def knows_nobody(self) -> bool:
        """Whether there are servers, and none of them knows us."""
        states = {server.session for server in self.servers.values()}
        return bool(states) and states <= {SessionState.SIGNED_OUT}

    def ask_about(self, server: str) -> None:
        """Somebody's link leads to `server`, which is not known: ask before anything is sent there."""
        if server not in self._strangers:
            self._strangers.append(server)
        self._declined.discard(server)
        self._ask_next()

    def open_dialog(self, server: str = "", over: QWidget | None = None) -> "SignInDialog":
        """Sign in to `server`; empty: to one more. `over`: the window that asks; None: the main window."""
        from batchdesk.desktop.sign_in.dialog import SignInDialog

        tasks = PassingTasks(self._tasks)
        dialog = SignInDialog(self._form(tasks), over or self._window)
        dialog.form.ask_for(server, email=self._email_at(server), fixed=bool(server))
        dialog.finished.connect(tasks.end)  # who closes it while it signs in does not want to be signed in
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        dialog.form.focus_first()
        return dialog

    def _fill_sign_out(self, menu: QMenu) -> None:
        menu.clear()
        for url, server in self.servers.items():
            if server.session is SessionState.SIGNED_IN:
                # Two ampersands are one to see; a single one would be taken for a shortcut.
                action = menu.addAction(url.replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, url=url: self.sign_out(url))
        if menu.isEmpty():
            menu.addAction(translate("SignIn", "You are signed in nowhere.")).setEnabled(False)

    def sign_out(self, server: str) -> None:
        """End a session. Who has just signed out is not asked to sign in."""
        self._declined.add(server)
        self._tasks.start(self._engine.sign_out(server))

    def _email_at(self, server: str) -> str:
        status = self.servers.get(server)
        return status.email if status is not None else ""

    def _form(self, tasks: Tasks) -> "SignInForm":
        from batchdesk.desktop.sign_in.form import SignInForm

        form = SignInForm(self._engine, tasks)
        form.signed_in.connect(self._signed_in)
        return form

    def _ask(self, question: str, server: str, email: str = "") -> None:
        self._asked = server
        self.bar.ask(question, server, email)

    def _ask_next(self) -> None:
        if self._asked:
            return
        if self._strangers:
            server = self._strangers[0]
            question = translate(
                "SignIn",
                "The link leads to {server}, a server that is not known here. Sign in only if you trust it.",
                server=server,
            )
            self._ask(question, server)
            return
        for server in self.servers.values():
            if server.session is SessionState.SIGNED_OUT and server.url not in self._declined:
                question = translate(
                    "SignIn", "You are signed out of {server}. Sign in, and everything goes on.", server=server.url
                )
                self._ask(question, server.url, server.email)
                return

    def _signed_in(self, server: str) -> None:
        if self._no_keyring is not None:
            self._messages.say(sentence(self._no_keyring))
            self._no_keyring = None
        self._forget(server)
        self.on_signed_in(server)
        self._ask_next()

    def _decline(self, server: str) -> None:
        self._asked = ""
        self._declined.add(server)
        if server in self._strangers:
            self._strangers.remove(server)
            self.on_declined(server)
        self._ask_next()

    def _forget(self, server: str) -> None:
        if server in self._strangers:
            self._strangers.remove(server)
        if self._asked == server:
            self._asked = ""
            self.bar.close_question()
