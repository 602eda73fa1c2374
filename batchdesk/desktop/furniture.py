"""All that stands around the table in the main window. It is loaded and made once the first rows have been painted.

Must not know what happens when one of them says something: that is the window's.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QWidget

from batchdesk.desktop.actions import Actions, connect
from batchdesk.desktop.adding.dropping import DropTarget
from batchdesk.desktop.adding.intake import Adding
from batchdesk.desktop.detail.pane import DetailPane
from batchdesk.desktop.late_icons import LateIcons
from batchdesk.desktop.main_views import MainViews
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.offline_bar import OfflineBar
from batchdesk.desktop.opening import BatchOpening
from batchdesk.desktop.placing import column
from batchdesk.desktop.sign_in.sessions import Sessions
from batchdesk.desktop.status_bar import ConnectionBar
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.tool_bar import ToolBar
from batchdesk.desktop.watching.commands import BatchCommands
from batchdesk.desktop.watching.desk import Desk
from batchdesk.engine.engine import Engine

if TYPE_CHECKING:
    from batchdesk.desktop.window import MainWindow


class Furniture:
    """The parts, each of which knows the window no further than it has to."""

    def __init__(self, window: "MainWindow", engine: Engine, on_demo: Callable[[], None] | None) -> None:
        """`on_demo` opens the demo beside this window; None: this is the demo."""
        self.messages = MessageArea()
        self.tasks = OwnedTasks(lambda words: self.messages.say(words, trouble=True))
        self.detail = DetailPane(engine, self.tasks)
        self.desk = Desk(window.table, self.detail)
        self.sessions = Sessions(engine, self.tasks, self.messages, window, on_demo)
        self.adding = Adding(engine, self.tasks, window.batches, self.messages)
        self.commands = BatchCommands(engine, self.tasks, window.table, self.messages)
        self.menu = Actions(window)
        self.views = MainViews(engine, self.tasks, self.messages, self.desk, self.commands, window.open_batch)
        self.opening = BatchOpening(engine, self.tasks, window.table, self.views, window.show_desk)
        self.pages = QStackedWidget()
        self.tools = ToolBar(self.menu.add, self.views.navigation.search_box)
        self.offline = OfflineBar(lambda: self.tasks.start(engine.reconnect_now()))
        self.connections = ConnectionBar(window.tell_time)
        rail = self.views.navigation.rail
        self.icons = LateIcons(window, self.menu.give_icons, rail.give_icons, self.tools.pause.give_icon)
        DropTarget(window, window.add_text, self.views.import_history, self.tasks, self.messages)

    def move_in(self, window: "MainWindow", banner: Sequence[QWidget]) -> None:
        """Put everything in its place, the table too."""
        window.addToolBar(self.tools)
        self.pages.addWidget(column(self.sessions.place, self.offline, self.views.navigation))
        content = column(*banner, self.messages, self.pages)
        window.setCentralWidget(content)
        if window.isVisible():
            content.show()  # Qt itself does it later, and the rows on the screen would blink
        window.setStatusBar(self.connections)

    def obey(self, window: "MainWindow", on_quit: Callable[[], None]) -> None:
        """Have each action of the menu do what it says."""
        menu = self.menu
        menu.add_views(self.views.entries, self.views.stack.open)
        self.commands.obey(menu)
        self.adding.obey(menu, self.views.navigation.filters.merchants, window)
        self.views.navigation.obey(menu)
        self.sessions.obey(menu)
        connect(menu.export, window.open_export)
        connect(menu.import_history, self.views.import_history)
        connect(menu.palette, window.open_palette)
        connect(menu.undo, self.messages.undo)
        self.messages.can_undo.connect(menu.undo.setEnabled)
        connect(menu.quiet, self.tools.pause.showMenu)
        connect(menu.quit, on_quit)
        menu.detail.toggled.connect(self.detail.setVisible)
