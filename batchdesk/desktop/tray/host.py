"""Where a tray icon can live, and the patience to wait for it at login.

Qt decides once, when it is first asked about a tray, between the StatusNotifier protocol and the old XEmbed one, and
keeps to it until the program ends. A program that starts with the session is there before the panel is; so nothing here
asks Qt before a StatusNotifier host is there, or before it is clear that none will come.
"""

import os
import sys
from collections.abc import Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

WATCHER = "org.kde.StatusNotifierWatcher"

_STATUS_NOTIFIER_DESKTOPS = frozenset(
    {"BUDGIE", "DEEPIN", "GNOME", "KDE", "LXQT", "MATE", "PANTHEON", "UNITY", "X-CINNAMON", "XFCE"}
)
_LOGIN_SECONDS = 10.0
"""A panel that is not up by then is not part of this login."""
_ELSEWHERE_SECONDS = 1.0


def patience_seconds(environment: Mapping[str, str]) -> float:
    """How long a StatusNotifier host is waited for, by the session that XDG_CURRENT_DESKTOP names."""
    desktops = environment.get("XDG_CURRENT_DESKTOP", "").upper().split(":")
    return _ELSEWHERE_SECONDS if _STATUS_NOTIFIER_DESKTOPS.isdisjoint(desktops) else _LOGIN_SECONDS


class TrayHost(QObject):
    """Emits `found` once, when a tray icon can be made: True for the StatusNotifier protocol."""

    found = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, patience: float | None = None) -> None:
        super().__init__(parent)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(int((patience_seconds(os.environ) if patience is None else patience) * 1000))
        self._patience.timeout.connect(self._settle_for_less)
        self._done = False

    def look(self) -> None:
        """Begin to wait. `found` may come at once, later, or never."""
        platform = QGuiApplication.platformName()
        if not sys.platform.startswith("linux"):
            self._settle_for_less()
        elif platform in ("xcb", "wayland"):
            self._watch_for_status_notifier(old_protocol_exists=platform == "xcb")

    def _watch_for_status_notifier(self, *, old_protocol_exists: bool) -> None:
        from PySide6.QtDBus import QDBusConnection, QDBusServiceWatcher

        bus = QDBusConnection.sessionBus()
        if bus.isConnected():
            watching = QDBusServiceWatcher.WatchModeFlag.WatchForRegistration
            watcher = QDBusServiceWatcher(WATCHER, bus, watching, self)
            watcher.serviceRegistered.connect(self._found_status_notifier)
            if bus.interface().isServiceRegistered(WATCHER).value():
                self._found_status_notifier()
                return
        if old_protocol_exists:
            self._patience.start()

    def _found_status_notifier(self) -> None:
        self._find(status_notifier=True)

    def _settle_for_less(self) -> None:
        """The platform's own tray, or XEmbed. Its icon appears by itself when such a tray comes up later."""
        self._find(status_notifier=False)

    def _find(self, *, status_notifier: bool) -> None:
        if self._done:
            return
        self._done = True
        self._patience.stop()
        self.found.emit(status_notifier)
