"""The running program: window, tray, notifications and engine, put together, from the first paint to the last flush.

Must not know how any of them does its work.
"""

import asyncio
from typing import TYPE_CHECKING

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.desktop.actions import connect
from batchdesk.desktop.current_window import CurrentWindow
from batchdesk.desktop.first_paint import first_paint
from batchdesk.desktop.instance import Instance
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.preferences.effects import Effects
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.preferences.opening import SettingsOpening
from batchdesk.desktop.preferences.servers import page_of
from batchdesk.desktop.signals import ended_by_signals
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes
from batchdesk.settings.file import Loaded
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

if TYPE_CHECKING:
    from batchdesk.desktop.entrances import Entrances
    from batchdesk.desktop.surroundings import Surroundings

CACHE_SECONDS = 0.3
"""How long the first paint waits for what was seen before: rather a window with its rows than one that fills."""


class Program:
    """Made and run once, within the running Qt loop. The engine is stopped by whoever makes the program.

    It is given an engine that is not online: the window comes first, then what is around it, then the network.
    """

    def __init__(
        self,
        options: DesktopOptions,
        instance: Instance,
        engine: Engine,
        pump: MailboxPump,
        loaded: Loaded,
        first: MainWindow | None = None,
    ) -> None:
        """`first` is the window where it was made already, and may show its rows."""
        self._options = options
        self._finished: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self._instance = instance
        self._engine = engine
        self._pump = pump
        self._tasks = OwnedTasks(self._say)
        self._cache_read = asyncio.Event()
        self._surroundings: Surroundings | None = None
        self._on_screen = first is not None and first.isVisible()
        self._taken: list[Changes] = []
        """What the surroundings have not heard of yet."""
        kept = None if options.demo or options.safe_mode else options.settings_file
        self.settings = LiveSettings(kept, loaded.settings, self._tasks, self._tell_problem)
        self._effects = Effects(self.settings, engine, self._tasks, self._renew, options.language)
        self._preferences = SettingsOpening(self.settings, engine, self._tasks)
        self._current = CurrentWindow(self._furnished(first), self._make_window, self._preferences)
        for problem in loaded.problems:
            self._tell_problem(problem)

    @property
    def window(self) -> MainWindow:
        """The one there is now: another language or density puts another in its place."""
        return self._current.window

    @property
    def entrances(self) -> "Entrances":
        """The ways into the window from outside. There once the program runs."""
        assert self._surroundings is not None
        return self._surroundings.entrances

    async def run(self) -> int:
        """Run until somebody quits. Returns the process's exit code."""
        try:
            with ended_by_signals(self.quit):
                await self._begin()
                return await self._finished
        finally:
            await self._close()

    def quit(self) -> None:
        """End the run; a second call changes nothing."""
        self._finish(0)

    def _quit_by_name(self) -> None:
        if self._surroundings is None:
            self.quit()
        else:
            self._surroundings.quit_by_name()

    def _page_of(self, key: BatchKey) -> str:
        return page_of(key, self.settings.value.servers)

    # How it is put together.

    async def _begin(self) -> None:
        if not self._options.hidden and not self._on_screen:
            await self._show()
        surroundings = self._surround()
        if self._options.hidden:
            self._current.hide()
        elif not self.window.isVisible():
            self.window.close()  # again: until now nothing stood before its button
        self._engine.go_online()
        if self._options.safe_mode:
            self._explain_safe_mode()
        else:
            self.settings.watch_file()
        self._tasks.start(self._open())
        surroundings.begin()

    async def _show(self) -> None:
        """Show the window, and return when somebody can see it."""
        self._pump.drain()
        try:
            async with asyncio.timeout(CACHE_SECONDS):
                await self._cache_read.wait()
        except TimeoutError:
            pass  # the rows come when they have been read
        self.window.show()
        await first_paint(self.window)

    def _surround(self) -> "Surroundings":
        from batchdesk.desktop.surroundings import Surroundings  # with D-Bus and much else: not before the first paint

        surroundings = self._surroundings = Surroundings(
            self._options, self._engine, self.settings, self._tasks, lambda: self.window, self._page_of, self.quit
        )
        self._current.surround(surroundings.move_in)
        for changes in self._taken:
            surroundings.take(changes)
        self._taken.clear()
        self._instance.listen(surroundings.entrances.take_request)
        return surroundings

    def _make_window(self) -> MainWindow:
        return self._furnished(None)

    def _furnished(self, window: MainWindow | None) -> MainWindow:
        """This window with all that belongs into it, or a new one."""
        if window is None:
            data_dir = None if self._options.safe_mode else self._options.folder
            window = MainWindow(demo=self._options.demo, data_dir=data_dir)
        window.connects = not self._options.safe_mode
        on_demo = None if self._options.demo else self._open_demo
        window.furnish(self._engine, on_quit=self._quit_by_name, on_demo=on_demo)
        connect(window.menu.about, self._show_about)
        connect(window.menu.diagnostics, self._copy_diagnostics)
        connect(window.menu.settings, lambda: self._preferences.open(window))
        window.open_settings = lambda page: self._preferences.open(window, page)
        window.navigation.use_settings(self.settings)
        window.tools.pause.use_settings(self.settings)
        window.commands.page_of = self._page_of
        return window

    async def _open(self) -> None:
        """What waits for the engine."""
        try:
            await self._engine.ready()
        except BatchdeskError as error:
            from batchdesk.desktop.trouble_box import tell_trouble

            await tell_trouble(sentence(error.problem), self.window)
            self._finish(1)
            return
        await self._effects.engine_is_ready()
        if self._options.demo:
            from batchdesk.desktop.demo import run_demo

            await run_demo(self._engine, lambda: self.window.show_desk())
        self.entrances.add_links(self._options.links)

    async def _close(self) -> None:
        self.window.remember()
        self.window.hide()
        if self._surroundings is not None:
            self._surroundings.hide()
        self.settings.stop_watching()
        await self._tasks.finish()
        await self.window.finish()
        if self._surroundings is not None:
            await self._surroundings.close()
        self._pump.stop()
        self.window.deleteLater()

    def _finish(self, code: int) -> None:
        if not self._finished.done():
            self._finished.set_result(code)

    # What happens while it runs.

    def take(self, changes: Changes) -> None:
        """Hand on what the engine says."""
        self.window.take(changes)
        if self._surroundings is not None:
            self._surroundings.take(changes)
        else:
            self._taken.append(changes)
        if changes.loaded:
            self._cache_read.set()

    def _renew(self) -> None:
        if self._surroundings is not None:
            self._surroundings.renew()
        self._tasks.start(self._current.renew())

    def _show_about(self) -> None:
        from batchdesk.desktop.about import AboutDialog  # loads what reads packages' metadata: not at every start

        AboutDialog(self.window).open()

    def _copy_diagnostics(self) -> None:
        from batchdesk.desktop.copying import copy_diagnostics

        self._tasks.start(copy_diagnostics(lambda: self.window, self.settings.value))

    def _explain_safe_mode(self) -> None:
        words = translate(
            "Window",
            "Safe mode: settings, tray, notifications, keyring and network are left out. What was seen before is here; "
            "quit and start batchdesk as usual to go on watching.",
        )
        self.window.show_message(words)

    def _say(self, text: str) -> None:
        self.window.show_message(text)

    def _tell_problem(self, problem: Problem) -> None:
        self._say(sentence(problem))

    def _open_demo(self) -> None:
        from batchdesk.desktop.demo import open_demo

        if not open_demo(self._options.data_dir):
            self._say(translate("Window", "The demo did not start. Try `batchdesk --demo` in a terminal."))
