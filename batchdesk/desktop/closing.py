"""What closing the window means: out of sight while the tray can bring it back, never out of reach.

With a tray icon the window hides, and says so once. Without one, and while batches are running, it asks once whether to
stay as a minimised window or to quit; with nothing running it quits. Who quits while batches are running is told what
becomes of them. Must not know what else the program does.
"""

from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QEvent, QObject, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QMainWindow, QWidget

from batchdesk.desktop.question import Reply, ask
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
        self.keep_wish: Callable[[OnClose], None] = lambda wish: None
        """Called with what the operator wants from now on."""
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
        if wish is OnClose.ASK:
            self._ask_what_closing_means()
        else:
            self._do(wish)

    def _do(self, wish: OnClose) -> None:
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
            self._ask_without_tray()

    def _ask_what_closing_means(self) -> None:
        always = QCheckBox(translate("Window", "Do so from now on"))

        def reply(words: str, wish: OnClose) -> Reply:
            return Reply(words, lambda: self._answered(wish, always), destroys=wish is OnClose.QUIT)

        stays = (
            reply(translate("Window", "Into the tray"), OnClose.TRAY)
            if self._tray.reachable
            else reply(translate("Window", "Minimise"), OnClose.MINIMISE)
        )
        ask(
            self._window,
            translate("Window", "Go on watching, or quit?"),
            translate("Window", "Out of sight, batchdesk goes on watching and tells you when a batch has ended."),
            stays,
            reply(translate("Window", "Quit"), OnClose.QUIT),
            check=always,
        )

    def _answered(self, wish: OnClose, always: QCheckBox) -> None:
        if always.isChecked():
            self.keep_wish(wish)
        self._do(wish)

    def _ask_without_tray(self) -> None:
        ask(
            self._window,
            translate("Window", "Batches are still running."),
            translate(
                "Window",
                "This desktop has no tray to put the program into. Minimised, it goes on watching and tells you how "
                "they end. Ctrl+Q quits.",
            ),
            Reply(translate("Window", "Minimise"), self._minimise_from_now_on),
            Reply(translate("Window", "Quit"), self._quit, destroys=True),
        )

    def _minimise_from_now_on(self) -> None:
        self._settings.setValue(_MINIMISES, True)
        self._window.showMinimized()


def quit_after_a_word(window: QWidget, running: int, quit_program: Callable[[], None]) -> None:
    """Quit, as was asked for by name; where so many batches are `running`, say first what becomes of them."""
    if not running:
        quit_program()
        return
    ask(
        window,
        translate("Window", "%n batches are still running.", running),
        translate("Window", "What runs goes on at the server. How it ended is told when batchdesk is opened again."),
        Reply(translate("Window", "Quit"), quit_program),
    )


def _session_ends() -> bool:
    return cast(QGuiApplication, QGuiApplication.instance()).isSavingSession()
