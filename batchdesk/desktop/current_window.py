"""The one window there is, and how another takes its place while the program runs."""

from collections.abc import Callable

from batchdesk.desktop.closing import CloseGuard
from batchdesk.desktop.moving import bring_over
from batchdesk.desktop.preferences.opening import SettingsOpening
from batchdesk.desktop.window import MainWindow


class CurrentWindow:
    """Makes the first window at once. Who outlives it asks for `window` each time."""

    def __init__(
        self,
        make: Callable[[], MainWindow],
        move_in: Callable[[MainWindow], CloseGuard],
        preferences: SettingsOpening,
    ) -> None:
        """`move_in` has everything that outlives a window work with one, and returns what guards its close button."""
        self._make = make
        self._move_in = move_in
        self._preferences = preferences
        self.window = make()
        self._guard: CloseGuard | None = None

    def move_in(self) -> None:
        """Begin to work with the first window, once everything else is made."""
        self._guard = self._move_in(self.window)

    def show(self, *, hidden: bool) -> None:
        """Show the window, or leave it in the tray."""
        if hidden and self._guard is not None:
            self._guard.hide_window()
        else:
            self.window.show()

    async def renew(self) -> None:
        """Put another window in the place of this one, whose words or rows are no longer those that are chosen."""
        old = self.window
        old.remember()
        self.window = self._make()
        bring_over(old, self.window)
        self._guard = self._move_in(self.window)
        self.show(hidden=not old.isVisible())
        self._preferences.move_to(self.window)
        old.hide()
        try:
            await old.finish()
        finally:
            old.deleteLater()
