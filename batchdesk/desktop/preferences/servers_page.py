"""Servers: added, signed in to, tested and removed; and how each is reached."""

from contextlib import suppress

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton

from batchdesk.batch.problem import BatchdeskError
from batchdesk.desktop.preferences.examination import ExaminationView
from batchdesk.desktop.preferences.page import Page, heading
from batchdesk.desktop.preferences.route_fields import RouteFields
from batchdesk.desktop.preferences.server_list import ServerList
from batchdesk.desktop.question import Reply, ask
from batchdesk.desktop.sign_in.sessions import Sessions
from batchdesk.desktop.tasks import OwnedTasks, PassingTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import SessionState
from batchdesk.settings.values import ServerSettings, Settings
from batchdesk.words.catalogue import translate


class ServersPage(Page):
    """A list, and below it what is known of the server that is chosen."""

    removed = Signal(str)
    """The server that is to be known no more."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, passing: PassingTasks, sessions: Sessions) -> None:
        """`tasks` outlive the page, `passing` do not."""
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._passing = passing
        self._sessions = sessions
        self._typed: set[str] = set()
        """Added here, and known to nobody else yet."""
        self.servers = ServerList()
        self.sign_in = QPushButton(translate("Settings", "Sign in…"))
        self.sign_out = QPushButton(translate("Settings", "Sign out"))
        self.test = QPushButton(translate("Settings", "Test the connection"))
        self.remove = QPushButton(translate("Settings", "Remove…"))
        self.fields = RouteFields()
        self.examination = ExaminationView(engine.examine, passing)
        self._build()

    def part_of(self, settings: Settings) -> object:
        return settings.servers

    def show_parts(self, settings: Settings) -> None:
        self._show_list()
        self._show_server(another=False)

    def _build(self) -> None:
        self.column.addWidget(self.servers)
        buttons = QHBoxLayout()
        for button in (self.sign_in, self.sign_out, self.test, self.remove):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.column.addWidget(self.examination)
        self.column.addWidget(heading(translate("Settings", "How this server is reached")))
        self.column.addWidget(self.fields)
        self.column.addStretch(1)
        self.servers.chosen.connect(self._choose_server)
        self.servers.added.connect(self._add)
        self.fields.written.connect(self._reach)
        self.sign_in.clicked.connect(lambda: self._sessions.open_dialog(self.servers.server, self.window()))
        self.sign_out.clicked.connect(lambda: self._sessions.sign_out(self.servers.server))
        self.test.clicked.connect(lambda: self.examination.start(self.servers.server))
        self.remove.clicked.connect(lambda: self._passing.start(self._ask_to_remove(self.servers.server)))
        self._sessions.changed.connect(self._show_list)

    def _show_list(self) -> None:
        addresses = {*self._sessions.servers, *self.settings.servers, *self._typed}
        self.servers.show_servers(addresses, self._sessions.servers)
        self._show_buttons()

    def _show_buttons(self) -> None:
        server = self.servers.server
        status = self._sessions.servers.get(server)
        signed_in = status is not None and status.session is SessionState.SIGNED_IN
        self.sign_in.setEnabled(bool(server) and not signed_in)
        self.sign_out.setEnabled(signed_in)
        for widget in (self.test, self.remove, self.fields):
            widget.setEnabled(bool(server))

    def _choose_server(self) -> None:
        self.examination.forget()
        self._show_server(another=True)
        self._show_buttons()

    def _show_server(self, *, another: bool) -> None:
        self.fields.show_server(self.settings.servers.get(self.servers.server, ServerSettings()), another=another)

    def _add(self, server: str) -> None:
        """Its certificate or proxy may have to be chosen before it answers: so it is in the list at once."""
        self._typed.add(server)
        self._show_list()
        self.servers.choose(server)
        self.examination.start(server)
        self._tasks.start(self._make_known(server))

    async def _make_known(self, server: str) -> None:
        with suppress(BatchdeskError):  # the examination says why
            await self._engine.add_server(server)

    def _reach(self, written: ServerSettings) -> None:
        server = self.servers.server
        if server:
            others = {url: each for url, each in self.settings.servers.items() if url != server}
            own = {} if written == ServerSettings() else {server: written}
            self._typed.add(server)  # it stays in the list, also with nothing of its own
            self.choose(replace(self.settings, servers=others | own))

    async def _ask_to_remove(self, server: str) -> None:
        watched = await self._engine.read(lambda reader: [batch.key.server for batch in reader.watched()])
        number = watched.count(server)
        stays = translate("Settings", "What was seen of its batches stays in the history. You are signed out there.")
        leaves = translate("Settings", "%n of its batches leave the table and are no longer watched.", number)
        ask(
            self.window(),
            translate("Settings", "Remove {server}?", server=server),
            f"{leaves}\n{stays}" if number else stays,
            Reply(translate("Settings", "Remove"), lambda: self._remove(server), destroys=True),
        )

    def _remove(self, server: str) -> None:
        self._typed.discard(server)
        self.removed.emit(server)
