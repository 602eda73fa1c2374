"""The settings: pages in a list at the left; what is chosen counts at once and is kept.

Must not know what the settings do.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from batchdesk.desktop.moving import bring_over_focus, bring_over_typing
from batchdesk.desktop.placing import give_size
from batchdesk.desktop.preferences.history_page import HistoryPage
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.preferences.look_page import LookPage
from batchdesk.desktop.preferences.notifications_page import NotificationsPage
from batchdesk.desktop.preferences.rules_page import RulesPage
from batchdesk.desktop.preferences.servers import forget_server
from batchdesk.desktop.preferences.servers_page import ServersPage
from batchdesk.desktop.preferences.start_page import StartPage
from batchdesk.desktop.preferences.titles import page_titles
from batchdesk.desktop.sign_in.sessions import Sessions
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.dialog_buttons import words_only
from batchdesk.desktop.tasks import OwnedTasks, PassingTasks
from batchdesk.engine.engine import Engine
from batchdesk.login_start.here import login_start
from batchdesk.settings.values import Settings
from batchdesk.words.catalogue import translate

LIST_WIDTH = 40 * GRID


class SettingsDialog(QDialog):
    """Shown beside the window; deletes itself when it is closed."""

    def __init__(
        self, live: LiveSettings, engine: Engine, tasks: OwnedTasks, sessions: Sessions, parent: QWidget
    ) -> None:
        """`tasks` outlive the dialog: what is being copied, removed or written comes to its end."""
        super().__init__(parent)
        passing = PassingTasks(tasks)
        self.finished.connect(passing.end)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Settings", "Settings"))
        self.notifications = NotificationsPage()
        self.rules = RulesPage()
        self.look = LookPage()
        self.history = HistoryPage(engine.database, tasks, passing)
        self.servers = ServersPage(engine, tasks, passing, sessions)
        self.start = StartPage(login_start(engine.database.parent) if live.is_kept else None, tasks, passing)
        self.pages = (self.notifications, self.rules, self.look, self.history, self.servers, self.start)
        self._names = QListWidget()
        self._pages = QStackedWidget()
        self._build()
        for page in self.pages:
            page.show_settings(live.value)
            page.chosen.connect(live.change)
        live.changed.connect(self._show)

        def forget(server: str) -> None:
            tasks.start(forget_server(engine, live, server))

        self.servers.removed.connect(forget)

    @property
    def page(self) -> int:
        """The number of the page that is shown."""
        return self._names.currentRow()

    @page.setter
    def page(self, number: int) -> None:
        self._names.setCurrentRow(number)

    def follow(self, other: "SettingsDialog") -> None:
        """Go on where another one was: its page, the rule and the server chosen, and what is half typed."""
        self.page = other.page
        self.rules.list.setCurrentRow(other.rules.list.currentRow())
        self.servers.servers.choose(other.servers.servers.server)
        bring_over_typing(other, self)
        bring_over_focus(other, self)

    def _show(self, settings: Settings) -> None:
        for page in self.pages:
            page.show_settings(settings)

    def _build(self) -> None:
        self._names.setAccessibleName(translate("Settings", "Pages"))
        self._names.setFixedWidth(LIST_WIDTH)
        self._names.setFrameShape(QFrame.Shape.NoFrame)
        self._names.setSpacing(GRID)
        for title, page in zip(page_titles(), self.pages, strict=True):
            self._names.addItem(title)
            self._pages.addWidget(_scrolled(page))
        self._names.currentRowChanged.connect(self._pages.setCurrentIndex)
        self._names.setCurrentRow(0)
        buttons = words_only(QDialogButtonBox(QDialogButtonBox.StandardButton.Close))
        buttons.rejected.connect(self.close)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(self._names)
        row.addWidget(self._pages, 1)
        column = QVBoxLayout(self)
        column.addLayout(row, 1)
        column.addWidget(buttons)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)  # Enter in a field keeps what is typed, and does nothing else
        give_size(self, 190 * GRID, 125 * GRID)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else Tab stops where nothing is to be seen of it
    return area
