"""The tray icon: the state of all batches in one mark, a tooltip and a menu.

Draws what `overview` counts; redraws when the state changes and not with every event, because each new icon costs the
shell work. Whether a tray exists is `tray_host`'s to find out.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QSystemTrayIcon, QWidget

from batchdesk.desktop.tray.badge import Badge
from batchdesk.desktop.tray.host import TrayHost
from batchdesk.desktop.tray.mark import MarkState, mark_icon
from batchdesk.desktop.tray.menu import TrayMenu
from batchdesk.desktop.tray.overview import Overview
from batchdesk.desktop.tray.pause import Pause, pause_end
from batchdesk.desktop.tray.standing import next_to_end, running_words, summary_of
from batchdesk.engine.watched import Changes
from batchdesk.words.catalogue import translate
from batchdesk.words.times import moment

TICK_MILLISECONDS = 10_000
"""Between two looks at the time that is left."""
BEAT_MILLISECONDS = 2000
"""Between two tellings of tooltip and menu while news keep coming: a panel reads both anew over D-Bus."""


def utc_now() -> datetime:
    """Our clock."""
    return datetime.now(UTC)


class Tray(QObject):
    """Until a host is found there is no icon, and nothing is lost: the icon shows the state it would have had."""

    show_asked = Signal()
    badge_changed = Signal(object)
    """The Badge that the taskbar is to show."""

    def __init__(
        self,
        host: TrayHost,
        pause: Pause | None = None,
        *,
        demo: bool = False,
        now: Callable[[], datetime] = utc_now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.overview = Overview()
        self._pause = pause
        self._demo = demo
        self._now = now
        self._icon: QSystemTrayIcon | None = None
        self._is_status_notifier = False
        self._shown: tuple[MarkState, int] | None = None
        self._badge = Badge()
        self._balloon_clicked: Callable[[], None] | None = None
        self.menu = TrayMenu(self.overview, pause, now, parent)
        self.menu.show_asked.connect(self.show_asked)
        self._ticker = QTimer(self, interval=TICK_MILLISECONDS)
        self._ticker.timeout.connect(self.tell)
        self._beat = QTimer(self, interval=BEAT_MILLISECONDS, singleShot=True)
        self._beat.timeout.connect(self.tell)
        host.found.connect(self._place)

    @property
    def reachable(self) -> bool:
        """Whether an operator can see the icon now and bring the window back with it."""
        return self._icon is not None and self._icon.isVisible() and QSystemTrayIcon.isSystemTrayAvailable()

    @property
    def working(self) -> int:
        """Batches that are queued or running."""
        return self.overview.working

    def take(self, changes: Changes) -> None:
        """Bring the icon up to date."""
        self.overview.take(changes)
        self._refresh()

    def take_unread(self, by_outcome: Mapping[str, int]) -> None:
        """How many ends of each outcome nobody has looked at."""
        self.overview.take_unread(by_outcome)
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

    def tell(self) -> None:
        """The tooltip: what the icon says in numbers, and what ends next. And the menu, before it is opened: a
        panel that has measured it does not make room for more."""
        self.menu.fill()
        if self._icon is None:
            return
        now = self._now()
        lines = [translate("Tray", "batchdesk demo") if self._demo else "batchdesk", summary_of(self.overview)]
        lines += [running_words(batch, now) for batch in next_to_end(self.overview.batches, now, 1)]
        until = pause_end(self._pause, now)
        if until is not None:
            lines.append(translate("Tray", "Notifications are paused until {time}", time=moment(until, now)))
        tooltip = "\n".join(lines)
        if self._icon.toolTip() != tooltip:
            self._icon.setToolTip(tooltip)

    def hide(self) -> None:
        """Take the icon away: the program ends."""
        self._ticker.stop()
        self._beat.stop()
        if self._icon is not None:
            self._icon.hide()

    def _place(self, is_status_notifier: bool) -> None:
        self._is_status_notifier = is_status_notifier
        self._icon = QSystemTrayIcon(self)
        self._icon.setContextMenu(self.menu.menu)
        self._icon.activated.connect(self._activated)
        self._icon.messageClicked.connect(self._clicked_balloon)
        self._shown = None
        self._refresh()
        self.tell()
        self._icon.show()

    def _activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self.show_asked.emit()

    def _clicked_balloon(self) -> None:
        if self._balloon_clicked is not None:
            self._balloon_clicked()

    def _refresh(self) -> None:
        badge = badge_of(self.overview)
        if badge != self._badge:
            self._badge = badge
            self.badge_changed.emit(badge)
        if self._icon is None:
            return
        state = state_of(self.overview)
        showing = (state, self.overview.working if state is MarkState.WORKING else 0)
        if showing != self._shown:
            self._shown = showing
            self._icon.setIcon(mark_icon(*showing))
        if not self._beat.isActive():
            self._beat.start()
        if not self.overview.working:
            self._ticker.stop()
        elif not self._ticker.isActive():
            self._ticker.start()


def state_of(overview: Overview) -> MarkState:
    """What the icon says: the worst news that nobody has seen, else how things stand."""
    if overview.unseen_failed:
        return MarkState.FAILED
    if overview.unseen_partial:
        return MarkState.PARTIAL
    if overview.offline:
        return MarkState.OFFLINE
    return MarkState.WORKING if overview.working else MarkState.IDLE


def badge_of(overview: Overview) -> Badge:
    """What the taskbar says: the unread ends, how far the work is, and whether something failed."""
    return Badge(overview.unread, overview.share_ended, urgent=overview.unseen_failed > 0)
