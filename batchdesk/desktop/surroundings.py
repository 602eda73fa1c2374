"""What is around the window and outlives each: the tray, the taskbar, messages, and which ends nobody has seen.

Loaded and made when the first window has been painted. Must not know what is in a window.
"""

from collections.abc import Callable, Sequence

from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.closing import CloseGuard, quit_after_a_word
from batchdesk.desktop.entrances import Entrances
from batchdesk.desktop.inbox.looking import Looking
from batchdesk.desktop.inbox.unread import Unread
from batchdesk.desktop.notices.in_window import WindowNotifier
from batchdesk.desktop.notices.notices import Notices
from batchdesk.desktop.notices.notifier import Message, Notifier
from batchdesk.desktop.notices.ways import ways_to_notify
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.tray.badge import Badge
from batchdesk.desktop.tray.host import TrayHost
from batchdesk.desktop.tray.icon import Tray
from batchdesk.desktop.tray.pause import SettingsPause
from batchdesk.desktop.tray.taskbar import Taskbar, taskbar
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes
from batchdesk.settings.values import OnClose
from batchdesk.words.catalogue import translate


class Surroundings:
    """Made once. `move_in` has them work with a window, `take` tells them what the engine says."""

    def __init__(
        self,
        options: DesktopOptions,
        engine: Engine,
        settings: LiveSettings,
        tasks: OwnedTasks,
        window: Callable[[], MainWindow],
        page_of: Callable[[BatchKey], str],
        quit_program: Callable[[], None],
    ) -> None:
        """`window` is the one there is at that moment; `page_of` is the address of a batch's page."""
        self._options = options
        self._settings = settings
        self._tasks = tasks
        self._window = window
        self._quit = quit_program
        self._taskbar: Taskbar | None = None
        self._beyond_windows = QWidget()
        """Never shown. Whatever needs a widget above it and outlives a window is below this one."""
        self._host = TrayHost(self._beyond_windows)
        self._tray = Tray(self._host, SettingsPause(settings), demo=options.demo, parent=self._beyond_windows)
        self._unread = Unread(engine, tasks)
        self._in_window = WindowNotifier(window(), self._say, self._try_again)
        self.entrances = Entrances(window, self._unread, page_of)
        self._notices = Notices(self._ways_to_notify(), engine.inbox, settings, self._tray.overview)
        self._connect()

    def begin(self) -> None:
        """Look for a tray, and tell what is to be told."""
        if not self._options.safe_mode:
            self._host.look()
        self._notices.start(self._tasks)

    def take(self, changes: Changes) -> None:
        """Hear what the engine says, after the window has."""
        self._tray.take(changes)
        self._unread.take(changes)
        self._notices.take(changes)

    def move_in(self, window: MainWindow) -> CloseGuard:
        """Have everything here work with this window; what is returned guards its close button."""
        self._in_window.look_at(window)
        chosen = window.table.chosen
        selection = window.table.selectionModel()
        Looking(window.detail, selection, lambda: [each.key for each in chosen()], self._unread)
        guard = CloseGuard(window, self._tray, self._options.folder, self._explain_tray, self._quit)
        guard.wish = lambda: self._settings.value.start.on_close
        guard.keep_wish = self._keep_wish
        self._show_unread(window)
        return guard

    def quit_by_name(self) -> None:
        """Somebody wants to quit, whatever closing the window means."""
        if self._tray.working:
            self._window().show_in_front()
        quit_after_a_word(self._window(), self._tray.working, self._quit)

    def renew(self) -> None:
        """Say everything in the language there is now."""
        self._tray.tell()

    def hide(self) -> None:
        """Leave the screen: the program ends."""
        self._tray.hide()

    async def close(self) -> None:
        """Let go of the desktop. Nothing of the engine's is taken any more."""
        await self._notices.close()
        self._beyond_windows.deleteLater()

    def _connect(self) -> None:
        menu, entrances = self._tray.menu, self.entrances
        self._tray.show_asked.connect(entrances.show_window)
        menu.batch_asked.connect(entrances.open_batch)
        menu.inbox_asked.connect(entrances.show_inbox)
        menu.add_asked.connect(entrances.add_from_clipboard)
        menu.quit_asked.connect(self.quit_by_name)
        self._unread.changed.connect(self._tray.take_unread)
        self._unread.changed.connect(lambda: self._show_unread(self._window()))
        if not self._options.safe_mode:
            self._tray.badge_changed.connect(self._show_badge)

    def _keep_wish(self, wish: OnClose) -> None:
        settings = self._settings.value
        self._settings.change(replace(settings, start=replace(settings.start, on_close=wish)))

    def _ways_to_notify(self) -> Sequence[Notifier]:
        if self._options.safe_mode:
            return [self._in_window]
        return ways_to_notify(self.entrances, self._tray, self._in_window, self._try_again)

    def _try_again(self) -> None:
        self._notices.try_again()

    def _show_unread(self, window: MainWindow) -> None:
        window.take_unread(self._unread.by_outcome, self._unread.in_need)

    def _show_badge(self, badge: Badge) -> None:
        if self._taskbar is None:
            self._taskbar = taskbar(self._tasks)
        self._taskbar.show(badge)

    def _explain_tray(self) -> None:
        message = Message(
            tag="tray",
            title=translate("Notification", "batchdesk goes on in the tray"),
            body=translate("Notification", "It watches and tells you when a batch ends. Quit it in the tray's menu."),
        )
        self._tasks.start(self._notices.show(message))

    def _say(self, text: str) -> None:
        self._window().show_message(text)
