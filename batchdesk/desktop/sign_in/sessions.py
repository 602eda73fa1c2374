"""Which servers are known and signed in, and when to ask for a session: once, in a bar, never in a box."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QMenu, QWidget

from batchdesk.batch.problem import ProblemKind
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.sign_in.bar import SignInBar
from batchdesk.desktop.sign_in.dialog import SignInDialog
from batchdesk.desktop.sign_in.first_run import FirstRunPage
from batchdesk.desktop.sign_in.form import SignInForm
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import ServerStatus, SessionState
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence


class Sessions:
    """Owns the three places where one can sign in: the first page, the bar, and the dialog of the menu."""

    def __init__(
        self, engine: Engine, tasks: OwnedTasks, messages: MessageArea, window: QWidget, *, offers_demo: bool
    ) -> None:
        self._engine = engine
        self._tasks = tasks
        self._messages = messages
        self._declined: set[str] = set()
        self._strangers: list[str] = []
        self.servers: dict[str, ServerStatus] = {}
        self.first_run = FirstRunPage(SignInForm(engine, tasks), offers_demo=offers_demo)
        self.bar = SignInBar(SignInForm(engine, tasks))
        self.dialog = SignInDialog(SignInForm(engine, tasks), window)
        self.on_signed_in: Callable[[str], None] = lambda _server: None
        """Called with the server that somebody signed in to here."""
        self.on_declined: Callable[[str], None] = lambda _server: None
        """Called with the server of a link that the person does not want."""
        for form in (self.first_run.form, self.bar.form, self.dialog.form):
            form.signed_in.connect(self._signed_in)
        self.bar.dismissed.connect(self._decline)

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

    def _ask_next(self) -> None:
        if self.bar.server:
            return
        if self._strangers:
            server = self._strangers[0]
            question = translate(
                "SignIn",
                "The link leads to {server}, a server that is not known here. Sign in only if you trust it.",
                server=server,
            )
            self.bar.ask(question, server)
            return
        for server in self.servers.values():
            if server.session is SessionState.SIGNED_OUT and server.url not in self._declined:
                question = translate(
                    "SignIn", "You are signed out of {server}. Sign in, and everything goes on.", server=server.url
                )
                self.bar.ask(question, server.url, server.email)
                return

    def _signed_in(self, server: str) -> None:
        self._forget(server)
        self.on_signed_in(server)
        self._ask_next()

    def _decline(self, server: str) -> None:
        self._declined.add(server)
        if server in self._strangers:
            self._strangers.remove(server)
            self.on_declined(server)
        self._ask_next()

    def _forget(self, server: str) -> None:
        if server in self._strangers:
            self._strangers.remove(server)
        if self.bar.server == server:
            self.bar.close_question()
