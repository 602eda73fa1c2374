"""What happens at login, and what closing the window does."""

import asyncio

from msgspec.structs import replace
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton
from shiboken6 import isValid

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.preferences.page import Page, heading
from batchdesk.desktop.tasks import OwnedTasks, PassingTasks
from batchdesk.login_start.choice import AtLogin, LoginStart
from batchdesk.settings.values import OnClose, Settings
from batchdesk.words.catalogue import translate


class StartPage(Page):
    """What happens at login stands in the system's own list, which is read when the page is shown."""

    def __init__(self, login_start: LoginStart | None, tasks: OwnedTasks, passing: PassingTasks) -> None:
        """`login_start` None: not to be chosen here, as in a demo. `tasks` outlive the page, `passing` do not."""
        super().__init__()
        self._login_start = login_start
        self._tasks = tasks
        self._passing = passing
        self.at_login = QCheckBox(translate("Settings", "Start batchdesk when I log in"))
        self.hidden = QCheckBox(translate("Settings", "In the tray, without its window"))
        self.trouble = plain_label()
        self.buttons = {
            OnClose.TRAY: QRadioButton(translate("Settings", "It goes on in the tray")),
            OnClose.MINIMISE: QRadioButton(translate("Settings", "It goes on as a minimised window")),
            OnClose.QUIT: QRadioButton(translate("Settings", "It quits")),
            OnClose.ASK: QRadioButton(translate("Settings", "It asks each time")),
        }
        self._group = QButtonGroup(self)
        self._build()

    def part_of(self, settings: Settings) -> object:
        return settings.start

    def show_parts(self, settings: Settings) -> None:
        self.buttons[settings.start.on_close].setChecked(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._login_start is not None:
            self._passing.start(self._look(self._login_start))

    def _build(self) -> None:
        self.column.addWidget(heading(translate("Settings", "At login")))
        self.column.addWidget(self.at_login)
        self.column.addWidget(self.hidden)
        self.column.addWidget(self.trouble)
        self.column.addWidget(heading(translate("Settings", "When the window is closed")))
        for choice, button in self.buttons.items():
            self._group.addButton(button)
            self.column.addWidget(button)
            button.clicked.connect(lambda _checked=False, choice=choice: self._chosen(choice))
        words = translate("Settings", "Without a tray it asks while batches are running, and quits otherwise.")
        self.column.addWidget(plain_label(words))
        self.column.addStretch(1)
        self.trouble.hide()
        self._show_at_login(AtLogin.NOTHING)
        self.at_login.setEnabled(self._login_start is not None)
        for box in (self.at_login, self.hidden):
            box.clicked.connect(self._login_chosen)

    def _chosen(self, choice: OnClose) -> None:
        self.choose(replace(self.settings, start=replace(self.settings.start, on_close=choice)))

    def _show_at_login(self, at_login: AtLogin) -> None:
        starts = at_login is not AtLogin.NOTHING
        self.at_login.setChecked(starts)
        self.hidden.setEnabled(starts)
        self.hidden.setChecked(at_login is not AtLogin.WINDOW)

    def _login_chosen(self) -> None:
        if not self.at_login.isChecked():
            wanted = AtLogin.NOTHING
        else:
            wanted = AtLogin.TRAY if self.hidden.isChecked() else AtLogin.WINDOW
        if self._login_start is not None:
            self._tasks.start(self._keep(self._login_start, wanted), saves=True)

    async def _keep(self, login_start: LoginStart, wanted: AtLogin) -> None:
        trouble = ""
        try:
            await asyncio.to_thread(login_start.choose, wanted)
        except OSError as error:
            reason = error.strerror or type(error).__name__
            trouble = translate(
                "Settings", "The list of what starts at login cannot be written: {reason}.", reason=reason
            )
        if isValid(self):
            self.trouble.setText(trouble)
            self.trouble.setVisible(bool(trouble))
            self._passing.start(self._look(login_start))
        elif trouble:  # nobody looks at the page any more
            self._tasks.say(trouble)

    async def _look(self, login_start: LoginStart) -> None:
        try:
            self._show_at_login(await asyncio.to_thread(login_start.chosen))
        except (OSError, ValueError):  # somebody else's file: it starts whatever it says
            self._show_at_login(AtLogin.NOTHING)
