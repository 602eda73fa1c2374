"""What closing the window means: out of sight while the tray can bring it back, never out of reach.

With a tray icon the window hides, and says so once. Without one, and while batches are running, it asks once whether to
stay as a minimised window or to quit; with nothing running it quits. Must not know what else the program does.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QMessageBox

from batchdesk.desktop.tray.icon import Tray
from batchdesk.desktop.window_memory import FILE_NAME
from batchdesk.settings.values import OnClose
from batchdesk.words.catalogue import translate

LOOK_MS = 5000
"""How often a hidden window makes sure that its tray is still there. A panel that starts anew is back in less."""

_EXPLAINED = "closing/explained"
_MINIMISES = "closing/minimises"


class CloseGuard(QObject):
    """Stands before the window's close button."""

    def __init__(
        self,
        window: QMainWindow,
        tray: Tray,
        data_dir: Path,
        explain: Callable[[], None],
        quit_program: Callable[[], None],
    ) -> None:
        """`explain` says that the program is still in the tray."""
        super().__init__(window)
        self._window = window
        self._tray = tray
        self._settings = QSettings(str(data_dir / FILE_NAME), QSettings.Format.IniFormat)
        self._explain = explain
        self._quit = quit_program
        self.wish: Callable[[], OnClose] = lambda: OnClose.TRAY
        """What the operator wants of the close button."""
        self._missed_tray = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self.look_for_tray)
        window.installEventFilter(self)

    def hide_window(self) -> None:
        """Leave the screen; come back as a minimised window where the tray is not, or is no more."""
        self._window.hide()
        self._missed_tray = False
        self._look.start()

    def look_for_tray(self) -> None:
        """Bring the window back when there was no tray twice in a row: nobody could reach the program any more."""
        if self._tray.reachable:
            self._missed_tray = False
        elif not self._missed_tray:
            self._missed_tray = True
        else:
            self._window.showMinimized()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show:
            self._look.stop()
        # At the end of a session Qt closes all windows, and takes one that stays for a veto.
        if event.type() != QEvent.Type.Close or _session_ends():
            return False
        event.ignore()
        self._close()
        return True

    def _close(self) -> None:
        wish = self.wish()
        if wish is OnClose.QUIT:
            self._quit()
        elif wish is OnClose.MINIMISE:
            self._window.showMinimized()
        elif self._tray.reachable:
            self.hide_window()
            if not self._settings.value(_EXPLAINED, False, bool):
                self._settings.setValue(_EXPLAINED, True)
                self._explain()
        elif not self._tray.working:
            self._quit()
        elif self._settings.value(_MINIMISES, False, bool):
            self._window.showMinimized()
        else:
            self._ask()

    def _ask(self) -> None:
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("batchdesk")
        box.setText(translate("Window", "Batches are still running."))
        box.setInformativeText(
            translate(
                "Window",
                "This desktop has no tray to put the program into. Minimised, it goes on watching and tells you how "
                "they end. Ctrl+Q quits.",
            )
        )
        stay = box.addButton(translate("Window", "Minimise"), QMessageBox.ButtonRole.AcceptRole)
        leave = box.addButton(translate("Window", "Quit"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(stay)
        stay.clicked.connect(self._minimise_from_now_on)
        leave.clicked.connect(self._quit)
        box.open()

    def _minimise_from_now_on(self) -> None:
        self._settings.setValue(_MINIMISES, True)
        self._window.showMinimized()


def _session_ends() -> bool:
    return cast(QGuiApplication, QGuiApplication.instance()).isSavingSession()
