"""The settings while the program runs: one value that everybody reads, kept in its file, and heard of when it changes.

A change made in the file by hand counts as soon as it is saved there.
"""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.settings.file import load, save
from batchdesk.settings.values import Settings

_log = logging.getLogger("batchdesk.desktop")


class LiveSettings(QObject):
    """On the GUI thread, which never waits for the file: that is read and written on a thread of its own."""

    changed = Signal(object)
    """The new Settings."""

    def __init__(
        self, path: Path | None, settings: Settings, tasks: OwnedTasks, on_problem: Callable[[Problem], None]
    ) -> None:
        """`path` None: nothing is kept, as in safe mode. `settings` is what the file said at the start."""
        super().__init__()
        self.value = settings
        self._path = path
        self._tasks = tasks
        self._on_problem = on_problem
        self._one_at_a_time = asyncio.Lock()
        self._unsaved = False
        """Something was chosen that the file does not have yet: what is read there is older."""
        self._told: tuple[Problem, ...] = ()
        self._watcher: QFileSystemWatcher | None = None

    @property
    def is_kept(self) -> bool:
        """Whether what is chosen outlives this run: not so in a demo and in safe mode."""
        return self._path is not None

    def watch_file(self) -> None:
        """From now on hear of changes that are made by hand."""
        if self._path is not None:
            try:
                self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            except OSError as error:  # what is chosen counts for this run; that it cannot be kept is said then
                _log.warning("settings cannot be kept: %s", error)
                return
            # The folder: editors, and we ourselves, replace the file, and a watch on it would end with the old one.
            self._watcher = QFileSystemWatcher([str(self._path.parent)], self)
            self._watcher.directoryChanged.connect(self._look)

    def stop_watching(self) -> None:
        """The program ends, and with it the loop that a change would be read on."""
        if self._watcher is not None:
            self._watcher.blockSignals(True)

    def change(self, settings: Settings) -> None:
        """Let these settings count from now on, and keep them."""
        if self._let_count(settings) and self._path is not None:
            self._unsaved = True
            self._tasks.start(self._save(self._path), saves=True)

    def _let_count(self, settings: Settings) -> bool:
        if settings == self.value:
            return False
        self.value = settings
        self.changed.emit(settings)
        return True

    async def _save(self, path: Path) -> None:
        async with self._one_at_a_time:
            saved = self.value
            try:
                await asyncio.to_thread(save, path, saved)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                self._on_problem(Problem(ProblemKind.SETTINGS_UNREADABLE, {"path": str(path), "reason": reason}))
            self._unsaved = self.value is not saved

    def _look(self) -> None:
        if self._path is not None:
            self._tasks.start(self._reload(self._path))

    async def _reload(self, path: Path) -> None:
        async with self._one_at_a_time:
            exists = await asyncio.to_thread(path.exists)
            loaded = await asyncio.to_thread(load, path) if exists else None
            if loaded is None or self._unsaved:
                return
            self._let_count(loaded.settings)
            if loaded.problems != self._told:
                self._told = loaded.problems
                for problem in loaded.problems:
                    self._on_problem(problem)
