"""The settings dialog: opened once, over the window there is, and again over the one that takes its place."""

from typing import TYPE_CHECKING

from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine

if TYPE_CHECKING:
    from batchdesk.desktop.preferences.dialog import SettingsDialog


class SettingsOpening:
    """Knows whether the dialog is open."""

    def __init__(self, settings: LiveSettings, engine: Engine, tasks: OwnedTasks) -> None:
        self._settings = settings
        self._engine = engine
        self._tasks = tasks
        self._dialog: SettingsDialog | None = None

    def open(self, window: MainWindow, page: int | None = None) -> "SettingsDialog":
        """Show the dialog; with `page`, at the page of that number."""
        from batchdesk.desktop.preferences.dialog import SettingsDialog  # not before somebody wants to see it

        if self._dialog is None:
            self._dialog = SettingsDialog(self._settings, self._engine, self._tasks, window.sessions, window)
            self._dialog.finished.connect(self._forget)
        if page is not None:
            self._dialog.page = page
        self._dialog.show()
        self._dialog.raise_()
        self._dialog.activateWindow()
        return self._dialog

    def move_to(self, window: MainWindow) -> None:
        """Where it is open, close it and open it over another window, at the same page."""
        if self._dialog is not None:
            old = self._dialog
            old.close()
            self.open(window).follow(old)

    def _forget(self) -> None:
        self._dialog = None
