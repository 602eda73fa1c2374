"""The running program: window, tray, notifications and engine, put together, from the first paint to the last flush.

Must not know how any of them does its work.
"""

import asyncio
from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.desktop.actions import connect
from batchdesk.desktop.closing import CloseGuard
from batchdesk.desktop.copying import copy_diagnostics
from batchdesk.desktop.current_window import CurrentWindow
from batchdesk.desktop.demo import open_demo, run_demo
from batchdesk.desktop.entrances import Entrances
from batchdesk.desktop.inbox.looking import Looking
from batchdesk.desktop.inbox.unread import Unread
from batchdesk.desktop.instance import Instance
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.notices.in_window import WindowNotifier
from batchdesk.desktop.notices.notices import Notices
from batchdesk.desktop.notices.notifier import Message, Notifier
from batchdesk.desktop.notices.ways import ways_to_notify
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.preferences.effects import Effects
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.preferences.opening import SettingsOpening
from batchdesk.desktop.preferences.servers import page_of
from batchdesk.desktop.signals import ended_by_signals
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.tray.host import TrayHost
from batchdesk.desktop.tray.icon import Tray
from batchdesk.desktop.tray.pause import SettingsPause
from batchdesk.desktop.tray.taskbar import Badge, Taskbar, taskbar
from batchdesk.desktop.trouble_box import tell_trouble
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes
from batchdesk.settings.file import Loaded
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence


class Program:
    """Made and run once, within the running Qt loop. The engine is started and stopped by whoever makes the program."""

    def __init__(
        self,
        options: DesktopOptions,
        instance: Instance,
        engine: Engine,
        pump: MailboxPump,
        loaded: Loaded,
    ) -> None:
        self._options = options
        self._finished: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._engine = engine
        self._pump = pump
        self._tasks = OwnedTasks(self._say)
        kept = None if options.demo or options.safe_mode else options.settings_file
        self.settings = LiveSettings(kept, loaded.settings, self._tasks, self._tell_problem)
        self._effects = Effects(self.settings, engine, self._tasks, self._renew, options.language)
        self._preferences = SettingsOpening(self.settings)
        self._current = CurrentWindow(self._make_window, self._move_in, self._preferences)
        self._taskbar: Taskbar | None = None
        self._beyond_windows = QWidget()
        """Never shown. Whatever needs a widget above it and outlives a window is below this one."""
        self._tray_host = TrayHost(self._beyond_windows)
        pause = SettingsPause(self.settings)
        self._tray = Tray(self._tray_host, pause, demo=options.demo, parent=self._beyond_windows)
        self._unread = Unread(self._engine, self._tasks)
        self._in_window = WindowNotifier(self.window, self._say, self._try_again)
        self.entrances = Entrances(lambda: self.window, self._unread, self._page_of)
        self._notices = Notices(self._ways_to_notify(), self._engine, self.settings, self._tray.overview)
        self._current.move_in()
        self._connect_tray()
        instance.requested.connect(self.entrances.take_request)
        for problem in loaded.problems:
            self._tell_problem(problem)

    @property
    def window(self) -> MainWindow:
        """The one there is now: another language or density puts another in its place."""
        return self._current.window

    async def run(self) -> int:
        """Run until somebody quits. Returns the process's exit code."""
        # The cache has been read while the window was built: so the first paint has its rows.
        self._pump.drain()
        self._current.show(hidden=self._options.hidden)
        if self._options.safe_mode:
            self._explain_safe_mode()
        else:
            self._tray_host.look()
            self.settings.watch_file()
        self._tasks.start(self._open())
        self._notices.start(self._tasks)
        try:
            with ended_by_signals(self.quit):
                return await self._finished
        finally:
            await self._close()

    def quit(self) -> None:
        """End the run; a second call changes nothing."""
        self._finish(0)

    def _page_of(self, key: BatchKey) -> str:
        return page_of(key, self.settings.value.servers)

    # How it is put together.

    def _ways_to_notify(self) -> Sequence[Notifier]:
        if self._options.safe_mode:
            return [self._in_window]
        return ways_to_notify(self.entrances, self._tray, self._in_window, self._try_again)

    def _try_again(self) -> None:
        self._notices.try_again()

    def _make_window(self) -> MainWindow:
        return MainWindow(
            self._engine,
            demo=self._options.demo,
            on_quit=self.quit,
            on_demo=None if self._options.demo else self._open_demo,
            data_dir=None if self._options.safe_mode else self._options.folder,
        )

    def _move_in(self, window: MainWindow) -> CloseGuard:
        """Have everything that outlives a window work with this one; what is returned guards its close button."""
        connect(window.menu.about, self._show_about)
        connect(window.menu.diagnostics, lambda: self._tasks.start(copy_diagnostics(window, self.settings.value)))
        connect(window.menu.settings, lambda: self._preferences.open(window))
        window.open_settings = lambda page: self._preferences.open(window, page)
        window.navigation.use_settings(self.settings)
        window.commands.page_of = self._page_of
        self._in_window.look_at(window)
        chosen = window.table.chosen
        selection = window.table.selectionModel()
        Looking(window.detail, selection, lambda: [each.key for each in chosen()], self._unread)
        guard = CloseGuard(window, self._tray, self._options.folder, self._explain_tray, self.quit)
        guard.wish = lambda: self.settings.value.start.on_close
        self._show_unread(window)
        return guard

    def _connect_tray(self) -> None:
        menu, entrances = self._tray.menu, self.entrances
        self._tray.show_asked.connect(entrances.show_window)
        menu.batch_asked.connect(entrances.open_batch)
        menu.inbox_asked.connect(entrances.show_inbox)
        menu.add_asked.connect(entrances.add_from_clipboard)
        menu.quit_asked.connect(self.quit)
        self._unread.changed.connect(self._tray.take_unread)
        self._unread.changed.connect(lambda: self._show_unread(self.window))
        if not self._options.safe_mode:
            self._tray.badge_changed.connect(self._show_badge)

    async def _open(self) -> None:
        """What waits for the engine."""
        try:
            await self._engine.ready()
        except BatchdeskError as error:
            await tell_trouble(sentence(error.problem), self.window)
            self._finish(1)
            return
        await self._effects.engine_is_ready()
        if self._options.demo:
            await run_demo(self._engine, lambda: self.window.show_desk())
        self.entrances.add_links(self._options.links)

    async def _close(self) -> None:
        self.window.remember()
        self.window.hide()
        self._tray.hide()
        self.settings.stop_watching()
        await self._tasks.finish()
        await self.window.finish()
        await self._notices.close()
        self._pump.stop()
        self.window.deleteLater()
        self._beyond_windows.deleteLater()

    def _finish(self, code: int) -> None:
        if not self._finished.done():
            self._finished.set_result(code)

    # What happens while it runs.

    def take(self, changes: Changes) -> None:
        """Hand on what the engine says."""
        self.window.take(changes)
        self._tray.take(changes)
        self._unread.take(changes)
        self._notices.take(changes)

    def _renew(self) -> None:
        self._tray.tell()
        self._tasks.start(self._current.renew())

    def _show_unread(self, window: MainWindow) -> None:
        window.take_unread(self._unread.by_outcome, self._unread.in_need)

    def _show_badge(self, badge: Badge) -> None:
        if self._taskbar is None:
            self._taskbar = taskbar(self._tasks)
        self._taskbar.show(badge)

    def _show_about(self) -> None:
        from batchdesk.desktop.about import AboutDialog  # loads what reads packages' metadata: not at every start

        AboutDialog(self.window).open()

    def _explain_safe_mode(self) -> None:
        words = translate(
            "Window",
            "Safe mode: settings, tray, notifications, keyring and network are left out. What was seen before is here; "
            "quit and start batchdesk as usual to go on watching.",
        )
        self.window.show_message(words)

    def _explain_tray(self) -> None:
        message = Message(
            tag="tray",
            title=translate("Notification", "batchdesk goes on in the tray"),
            body=translate("Notification", "It watches and tells you when a batch ends. Quit it in the tray's menu."),
        )
        self._tasks.start(self._notices.show(message))

    def _say(self, text: str) -> None:
        self.window.show_message(text)

    def _tell_problem(self, problem: Problem) -> None:
        self._say(sentence(problem))

    def _open_demo(self) -> None:
        if not open_demo(self._options.data_dir):
            self._say(translate("Window", "The demo did not start. Try `batchdesk --demo` in a terminal."))
