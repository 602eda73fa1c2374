"""The running program: window, tray, notifications and engine, put together, from the first paint to the last flush.

Must not know how any of them does its work.
"""

import asyncio
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.desktop.actions import connect
from batchdesk.desktop.closing import CloseGuard
from batchdesk.desktop.copying import copy_diagnostics
from batchdesk.desktop.demo import demo_folder, open_demo, run_demo
from batchdesk.desktop.inbox.looking import Looking
from batchdesk.desktop.inbox.unread import Unread
from batchdesk.desktop.instance import Instance, Request
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.moving import bring_over
from batchdesk.desktop.notices.in_window import WindowNotifier
from batchdesk.desktop.notices.notices import Notices
from batchdesk.desktop.notices.notifier import Message, Notifier
from batchdesk.desktop.notices.ways import ways_to_notify
from batchdesk.desktop.preferences.effects import Effects
from batchdesk.desktop.preferences.live import LiveSettings
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
from batchdesk.settings.file import FILE_NAME as SETTINGS_NAME
from batchdesk.settings.file import Loaded
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

if TYPE_CHECKING:
    from batchdesk.desktop.preferences.dialog import SettingsDialog


@dataclass(frozen=True, slots=True)
class DesktopOptions:
    """How the window is opened."""

    data_dir: Path
    """Every file that is written is below it."""
    demo: bool = False
    links: tuple[str, ...] = ()
    hidden: bool = False
    """Start in the tray, as at login."""
    safe_mode: bool = False
    """Start without what may keep it from starting: `desktop.safe_mode`."""
    config_dir: Path | None = None
    """Where the settings are; None: in the data folder."""

    @property
    def folder(self) -> Path:
        """Where this run keeps its files: a demo has a folder of its own, so that it never mixes with what is real."""
        return demo_folder(self.data_dir) if self.demo else self.data_dir

    @property
    def settings_file(self) -> Path:
        """The settings, which the demo has from the real program."""
        return (self.config_dir or self.data_dir) / SETTINGS_NAME


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
        self._effects = Effects(self.settings, engine, self._tasks, self._renew)
        self.window = self._make_window()
        self._taskbar: Taskbar | None = None
        self._preferences: SettingsDialog | None = None
        self._beyond_windows = QWidget()
        """Never shown. Whatever needs a widget above it and outlives a window is below this one."""
        self._tray_host = TrayHost(self._beyond_windows)
        pause = SettingsPause(self.settings)
        self._tray = Tray(self._tray_host, pause, demo=options.demo, parent=self._beyond_windows)
        self._unread = Unread(self._engine, self._tasks)
        self._in_window = WindowNotifier(self.window, self._say, self._try_again)
        self._notices = Notices(self._ways_to_notify(), self._engine, self.settings, self._tray.overview)
        self._guard = self._move_in()
        self._connect(instance)
        for problem in loaded.problems:
            self._tell_problem(problem)

    async def run(self) -> int:
        """Run until somebody quits. Returns the process's exit code."""
        # The cache has been read while the window was built: so the first paint has its rows.
        self._pump.drain()
        if self._options.hidden:
            self._guard.hide_window()
        else:
            self.window.show()
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

    # What a click on a notification leads to.

    def open(self, message: Message) -> None:
        """Show the batch a message is about, in the inbox those it counts, or the window where it is about none."""
        if not message.keys:
            self.window.show_in_front()
        elif len(message.keys) == 1:
            self._open_batch(message.keys[0])
        else:
            self.window.show_inbox(message.keys)

    def browse(self, message: Message) -> None:
        """Show the batch's page in a browser."""
        for key in message.keys[:1]:
            QDesktopServices.openUrl(QUrl(self._page_of(key)))

    def _page_of(self, key: BatchKey) -> str:
        return page_of(key, self.settings.value.servers)

    # How it is put together.

    def _ways_to_notify(self) -> Sequence[Notifier]:
        if self._options.safe_mode:
            return [self._in_window]
        return ways_to_notify(self, self._tray, self._in_window, self._try_again)

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

    def _move_in(self) -> CloseGuard:
        """Have everything that outlives a window work with the one there is now; what is returned guards it."""
        window = self.window
        connect(window.menu.about, self._show_about)
        connect(window.menu.diagnostics, lambda: self._tasks.start(copy_diagnostics(window, self.settings.value)))
        connect(window.menu.settings, self._show_settings)
        window.navigation.use_settings(self.settings)
        window.commands.page_of = self._page_of
        self._in_window.look_at(window)
        chosen = window.table.chosen
        selection = window.table.selectionModel()
        Looking(window.detail, selection, lambda: [each.key for each in chosen()], self._unread)
        guard = CloseGuard(window, self._tray, self._options.folder, self._explain_tray, self.quit)
        guard.wish = lambda: self.settings.value.start.on_close
        return guard

    def _connect(self, instance: Instance) -> None:
        self._tray.show_asked.connect(lambda: self.window.show_in_front())
        self._connect_tray()
        instance.requested.connect(self._take_request)

    def _connect_tray(self) -> None:
        menu = self._tray.menu
        menu.batch_asked.connect(self._open_batch)
        menu.inbox_asked.connect(lambda: self.window.show_inbox())
        menu.add_asked.connect(self._add_from_clipboard)
        menu.quit_asked.connect(self.quit)
        self._unread.changed.connect(self._tray.take_unread)
        self._unread.changed.connect(self._show_unread)
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
        self._add_links(self._options.links)

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
        self._tasks.start(self._renew_window())

    async def _renew_window(self) -> None:
        """Put another window in the place of this one, whose words or rows are no longer those that are chosen."""
        old = self.window
        old.remember()
        self.window = self._make_window()
        bring_over(old, self.window)
        self._guard = self._move_in()
        self._show_unread()
        if old.isVisible():
            self.window.show()
        else:
            self._guard.hide_window()
        if self._preferences is not None:
            page = self._preferences.page
            self._preferences.close()
            self._show_settings(page)
        old.hide()
        try:
            await old.finish()
        finally:
            old.deleteLater()

    def _show_unread(self) -> None:
        self.window.take_unread(self._unread.by_outcome, self._unread.in_need)

    def _show_badge(self, badge: Badge) -> None:
        if self._taskbar is None:
            self._taskbar = taskbar(self._tasks)
        self._taskbar.show(badge)

    def _open_batch(self, key: BatchKey) -> None:
        self._unread.see([key])
        self.window.open_batch(key)

    def _take_request(self, request: Request) -> None:
        if request.activation_token:
            os.environ["XDG_ACTIVATION_TOKEN"] = request.activation_token
        self.window.show_in_front()
        self._add_links(request.links)

    def _add_links(self, links: Sequence[str]) -> None:
        if links:
            self.window.add_text("\n".join(links))

    def _add_from_clipboard(self) -> None:
        self.window.show_in_front()
        self.window.add_text(QGuiApplication.clipboard().text())

    def _show_about(self) -> None:
        from batchdesk.desktop.about import AboutDialog  # loads what reads packages' metadata: not at every start

        AboutDialog(self.window).open()

    def _show_settings(self, page: int = 0) -> None:
        from batchdesk.desktop.preferences.dialog import SettingsDialog  # not before somebody wants to see them

        if self._preferences is None:
            self._preferences = SettingsDialog(self.settings, self.window, self.window.sessions.servers)
            self._preferences.finished.connect(self._forget_preferences)
            self._preferences.page = page
        self._preferences.show()
        self._preferences.raise_()
        self._preferences.activateWindow()

    def _forget_preferences(self) -> None:
        self._preferences = None

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
