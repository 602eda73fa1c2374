"""What the program's button in the taskbar or dock says: a number, how far the work is, and whether something failed.

One small interface, and the choice among its makers. Must not know a batch.
"""

import sys
from typing import Protocol

from PySide6.QtGui import QGuiApplication

from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.tray.badge import Badge


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
