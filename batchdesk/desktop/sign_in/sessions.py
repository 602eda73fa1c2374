"""Which servers are known and signed in, and when to ask for a session: once, in a bar, never in a box."""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from batchdesk.batch.problem import ProblemKind
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import ServerStatus, SessionState
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

if TYPE_CHECKING:
    from batchdesk.desktop.sign_in.bar import SignInBar
    from batchdesk.desktop.sign_in.dialog import SignInDialog
    from batchdesk.desktop.sign_in.first_run import FirstRunPage
    from batchdesk.desktop.sign_in.form import SignInForm


class Sessions:
    """Owns the three places where one can sign in: the first page, the bar, and the dialog of the menu.

    Each is made when it is first needed: who is signed in everywhere sees none of them.
    """

    def __init__(
        self,
        engine: Engine,
        tasks: OwnedTasks,
        messages: MessageArea,
        window: QWidget,
        on_demo: Callable[[], None] | None,
    ) -> None:
        """`on_demo` opens the demo, where it is offered."""
        self._engine = engine
        self._tasks = tasks
        self._messages = messages
        self._declined: set[str] = set()
        self._strangers: list[str] = []
        self.servers: dict[str, ServerStatus] = {}
        self._window = window
        self._on_demo = on_demo
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

        page = FirstRunPage(self._form(), offers_demo=self._on_demo is not None)
        if self._on_demo is not None:
            page.demo_wanted.connect(self._on_demo)
        return page

    @cached_property
    def bar(self) -> "SignInBar":
        """What asks for a session above the table."""
        from batchdesk.desktop.sign_in.bar import SignInBar

        bar = SignInBar(self._form())
        bar.dismissed.connect(self._decline)
        layout = self.place.layout()
        assert layout is not None
        layout.addWidget(bar)
        return bar

    @cached_property
    def dialog(self) -> "SignInDialog":
        """What the menu opens."""
        from batchdesk.desktop.sign_in.dialog import SignInDialog

        return SignInDialog(self._form(), self._window)

    def take(self, servers: Mapping[str, ServerStatus]) -> None:
        """Hear how sessions stand now."""
        for url, server in servers.items():
            before = self.servers.get(url)
            self.servers[url] = server
            if server.session is SessionState.SIGNED_IN:
                self._declined.discard(url)
                self._forget(url)
            if server.problem is not None and server.problem.kind is ProblemKind.NO_KEYRING and server != before:
                self._messages.say(sentence(server.problem))
        self._ask_next()

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

    def open_dialog(self) -> None:
        """Sign in to one more server."""
        self.dialog.form.ask_for("", fixed=False)
        self.dialog.open()
        self.dialog.form.focus_first()

    def fill_sign_out(self, menu: QMenu) -> None:
        """Offer to sign out of each server that knows us."""
        menu.clear()
        for url, server in self.servers.items():
            if server.session is SessionState.SIGNED_IN:
                # Two ampersands are one to see; a single one would be taken for a shortcut.
                action = menu.addAction(url.replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, url=url: self._tasks.start(self._sign_out(url)))
        if menu.isEmpty():
            menu.addAction(translate("SignIn", "You are signed in nowhere.")).setEnabled(False)

    async def _sign_out(self, server: str) -> None:
        self._declined.add(server)  # who has just signed out is not asked to sign in
        await self._engine.sign_out(server)

    def _form(self) -> "SignInForm":
        from batchdesk.desktop.sign_in.form import SignInForm

        form = SignInForm(self._engine, self._tasks)
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
