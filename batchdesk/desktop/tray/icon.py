"""The tray icon: the state of all batches in one mark, a tooltip and a short menu.

Draws what `overview` counts; redraws when the state changes and not with every event, because each new icon costs the
shell work. Whether a tray exists is `tray_host`'s to find out.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from batchdesk.desktop.tray.host import TrayHost
from batchdesk.desktop.tray.mark import MarkState, mark_icon
from batchdesk.desktop.tray.overview import Overview
from batchdesk.engine.watched import Changes
from batchdesk.words.catalogue import translate


class Tray(QObject):
    """Until a host is found there is no icon, and nothing is lost: the icon shows the state it would have had."""

    show_asked = Signal()
    add_asked = Signal()
    quit_asked = Signal()

    def __init__(self, host: TrayHost, *, demo: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._overview = Overview()
        self._demo = demo
        self._icon: QSystemTrayIcon | None = None
        self._is_status_notifier = False
        self._shown: tuple[MarkState, int] | None = None
        self._balloon_clicked: Callable[[], None] | None = None
        self._menu, self._summary = self._make_menu(parent)
        host.found.connect(self._place)

    @property
    def reachable(self) -> bool:
        """Whether an operator can see the icon now and bring the window back with it."""
        return self._icon is not None and self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def working(self) -> int:
        """Batches that are queued or running."""
        return self._overview.working

    def take(self, changes: Changes, *, looked_at: bool) -> None:
        """Bring the icon up to date. `looked_at`: the window is the active one, so no end is news."""
        self._overview.take(changes, looked_at=looked_at)
        self._refresh()

    def seen(self) -> None:
        """The operator has looked at the window."""
        self._overview.seen()
        self._refresh()

    def balloon(self, title: str, body: str, *, urgent: bool, clicked: Callable[[], None]) -> bool:
        """Show Qt's own balloon; False where it would be lost. Plain text.

        On a StatusNotifier desktop Qt sends a balloon to the notification daemon, as one that nothing comes back from:
        this is for desktops where the daemon is not there, so it is refused.
        """
        if self._icon is None or self._is_status_notifier or not self.reachable:
            return False
        # `messageClicked` names no message; there is only ever one balloon, the last.
        self._balloon_clicked = clicked
        kind = QSystemTrayIcon.MessageIcon.Critical if urgent else QSystemTrayIcon.MessageIcon.Information
        self._icon.showMessage(title, body, kind)
        return True

    def hide(self) -> None:
        """Take the icon away: the program ends."""
        if self._icon is not None:
            self._icon.hide()

    def _place(self, is_status_notifier: bool) -> None:
        self._is_status_notifier = is_status_notifier
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._clicked_balloon)
        self._shown = None
        self._refresh()
        self._icon.show()

    def _make_menu(self, parent: QWidget | None) -> tuple[QMenu, QAction]:
        menu = QMenu(parent)
        summary = menu.addAction("")
        summary.setEnabled(False)
        menu.addSeparator()
        menu.addAction(translate("Tray", "Show the window")).triggered.connect(self.show_asked)
        menu.addAction(translate("Tray", "Add from the clipboard")).triggered.connect(self.add_asked)
        menu.addSeparator()
        menu.addAction(translate("Tray", "Quit")).triggered.connect(self.quit_asked)
        return menu, summary

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_asked.emit()

    def _clicked_balloon(self) -> None:
        if self._balloon_clicked is not None:
            self._balloon_clicked()

    def _refresh(self) -> None:
        summary = summary_of(self._overview)
        if self._summary.text() != summary:
            self._summary.setText(summary)
        if self._icon is None:
            return
        tooltip = f"{translate('Tray', 'batchdesk demo') if self._demo else 'batchdesk'}\n{summary}"
        if self._icon.toolTip() != tooltip:
            self._icon.setToolTip(tooltip)
        state = state_of(self._overview)
        showing = (state, self._overview.working if state is MarkState.WORKING else 0)
        if showing != self._shown:
            self._shown = showing
            self._icon.setIcon(mark_icon(*showing))


def state_of(overview: Overview) -> MarkState:
    """What the icon says: the worst news that nobody has seen, else how things stand."""
    if overview.unseen_failed:
        return MarkState.FAILED
    if overview.unseen_partial:
        return MarkState.PARTIAL
    if overview.offline:
        return MarkState.OFFLINE
    return MarkState.WORKING if overview.working else MarkState.IDLE


def summary_of(overview: Overview) -> str:
    """One line that says what the icon says, in numbers: `3 running · 1 failed`."""
    working = overview.working
    parts = [translate("Tray", "%n running", working) if working else translate("Tray", "None running")]
    if overview.unseen_failed:
        parts.append(translate("Tray", "%n failed", overview.unseen_failed))
    if overview.unseen_partial:
        parts.append(translate("Tray", "%n partial", overview.unseen_partial))
    if overview.offline:
        parts.append(translate("Tray", "offline"))
    return " · ".join(parts)
