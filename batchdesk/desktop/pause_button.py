"""The button at the top of the window that holds notifications back for a while, and says so while it does."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from batchdesk.desktop.actions import connect
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.icons import icon
from batchdesk.desktop.tray.pause import PAUSES, Pause, SettingsPause, pause_end
from batchdesk.words.catalogue import translate
from batchdesk.words.times import moment


class PauseButton(QToolButton):
    """Offers nothing until it has settings to change."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._pause: SettingsPause | None = None
        self._until: datetime | None = None
        self._has_icon = False
        self.offers = QMenu(self)
        self.offers.aboutToShow.connect(self._fill)
        self.setMenu(self.offers)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMinimumWidth(8 * GRID)
        self.setEnabled(False)
        self._say()

    def use_settings(self, settings: LiveSettings) -> None:
        """From now on they say whether there is a pause, and keep the one that is chosen here."""
        self._pause = SettingsPause(settings)
        settings.changed.connect(self.refresh)
        self.setEnabled(True)
        self.refresh()

    def refresh(self) -> None:
        """Time has passed, or something was chosen elsewhere."""
        until = pause_end(self._pause, self._now())
        if until != self._until:
            self._until = until
            self._say()

    def give_icon(self) -> None:
        """Take the icon in the colours of now. Loads the icon set: not before the first paint."""
        self._has_icon = True
        self.setIcon(icon("bell" if self._until is None else "bell-slash"))

    def _say(self) -> None:
        words = translate("Tray", "Pause notifications")
        short = ""
        if self._until is not None:
            time = moment(self._until, self._now())
            words = translate("Tray", "Notifications are paused until {time}", time=time)
            short = translate("Settings", "until {time}", time=time)
        # Alone it is told by its shape; what one must not forget is said in words.
        style = Qt.ToolButtonStyle.ToolButtonTextBesideIcon if short else Qt.ToolButtonStyle.ToolButtonIconOnly
        self.setToolButtonStyle(style)
        self.setText(short)
        self.setToolTip(words)
        self.setAccessibleName(words)
        if self._has_icon:
            self.give_icon()

    def _fill(self) -> None:
        self.offers.clear()
        pause = self._pause
        if pause is None:
            return
        if self._until is not None:
            connect(self.offers.addAction(translate("Window", "Show notifications again")), pause.end)
            self.offers.addSeparator()
        for words, end in PAUSES:
            connect(self.offers.addAction(words()), partial(self._start, pause, end))

    def _start(self, pause: Pause, end: Callable[[datetime], datetime]) -> None:
        pause.start(end(self._now()))
