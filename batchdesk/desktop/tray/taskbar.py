"""What the program's button in the taskbar or dock says: a number, how far the work is, and whether something failed.

One small interface, and the choice among its makers. Must not know a batch.
"""

import sys
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtGui import QGuiApplication

from batchdesk.desktop.tasks import OwnedTasks


@dataclass(frozen=True, slots=True)
class Badge:
    """What the button says. All that rests is no badge at all."""

    number: int = 0
    """Shown when it is not zero."""
    progress: float | None = None
    """0 … 1 while something is being worked on."""
    urgent: bool = False
    """It asks for attention: something failed."""


class Taskbar(Protocol):
    """Shows badges where the platform has a place for them; elsewhere nothing happens."""

    def show(self, badge: Badge) -> None:
        """Show this from now on."""
        ...


class BadgeNumber:
    """Windows and macOS, through Qt: the number alone."""

    def show(self, badge: Badge) -> None:
        """Show the number."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.setBadgeNumber(badge.number)


def taskbar(tasks: OwnedTasks) -> Taskbar:
    """The platform's own way."""
    if sys.platform != "linux":
        return BadgeNumber()
    from batchdesk.desktop.tray.launcher_entry import LauncherEntry  # loads dbus-fast: after the first paint

    return LauncherEntry(tasks)
