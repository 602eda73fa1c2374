"""The one window there is, and how another takes its place while the program runs."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from batchdesk.desktop.preferences.opening import SettingsOpening
from batchdesk.desktop.window import MainWindow

if TYPE_CHECKING:
    from batchdesk.desktop.closing import CloseGuard


class CurrentWindow:
    """Who outlives the window asks for `window` each time."""

    def __init__(self, first: MainWindow, make: Callable[[], MainWindow], preferences: SettingsOpening) -> None:
        """`make` makes another one, as soon as one is needed."""
        self.window = first
        self._make = make
        self._preferences = preferences
        self._move_in: Callable[[MainWindow], CloseGuard] | None = None
        self._guard: CloseGuard | None = None
        self._renewing = False

    def surround(self, move_in: Callable[[MainWindow], "CloseGuard"]) -> None:
        """From now on `move_in` has everything that outlives a window work with the one there is.

        It returns what guards the window's close button.
        """
        self._move_in = move_in
        self._guard = move_in(self.window)

    def hide(self) -> None:
        """Leave the window in the tray."""
        if self._guard is not None:
            self._guard.hide_window()

    async def renew(self) -> None:
        """Put another window in the place of this one, whose words or rows are no longer those that are chosen."""
        from batchdesk.desktop.moving import at_rest, bring_over

        if self._renewing:
            return  # the one that waits says and shows what is chosen by then
        self._renewing = True
        try:
            news = await at_rest(self.window)
        finally:
            self._renewing = False
        old = self.window
        old.remember()
        self.window = self._make()
        bring_over(old, self.window)
        for text in news:
            self.window.show_message(text)
        if self._move_in is not None:
            self._guard = self._move_in(self.window)
        if old.isVisible():
            self.window.show()
        else:
            self.hide()
        self._preferences.move_to(self.window)
        old.hide()
        try:
            await old.finish()
        finally:
            old.deleteLater()
