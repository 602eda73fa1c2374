"""The beginning of the window: the Qt application, the claim to the data folder, the rows of the cache on the screen.

Whoever double-clicks waits for what is loaded here. The program itself is loaded by `running`, after the first paint.
"""

import contextlib
import logging
import os
import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMessageLogContext, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from batchdesk.desktop.instance import Instance
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.preferences.language import speak
from batchdesk.desktop.style import appearance
from batchdesk.last_words import say_last_words
from batchdesk.settings.file import Loaded, load
from batchdesk.settings.values import Settings
from batchdesk.words.catalogue import chosen_language, translate
from batchdesk.words.plain import one_line
from batchdesk.words.sentences import one_after_another

if TYPE_CHECKING:
    from batchdesk.desktop.window import MainWindow

__all__ = ["DesktopOptions", "run_desktop"]

_qt_log = logging.getLogger("batchdesk.desktop.qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Application(QApplication):
    """Asked to quit by the system, it says so instead of ending its loop under everything that still runs."""

    quit_asked = Signal()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Quit:
            self.quit_asked.emit()
            return True
        return super().event(event)


def run_desktop(options: DesktopOptions) -> int:
    """Open the window, or hand over to the one that is open. Returns the process's exit code: 0, or 1 for a trouble
    that was told."""
    QApplication.setApplicationName("batchdesk")
    QApplication.setOrganizationName("batchdesk")
    QApplication.setDesktopFileName("batchdesk")
    QApplication.setQuitOnLastWindowClosed(False)
    if sys.platform == "win32":
        from batchdesk.desktop.windows_shell import name_process

        name_process()
    if options.safe_mode:
        from batchdesk.desktop import safe_mode

        safe_mode.prepare(os.environ)
    message_handler = qInstallMessageHandler(_log_qt_message)
    try:
        application = Application(["batchdesk"])
        loaded = Loaded(Settings()) if options.safe_mode else load(options.settings_file)
        appearance.apply(application, loaded.settings.look)
        speak(options.language or chosen_language() or loaded.settings.language or None)
        with contextlib.closing(Instance(options.folder)) as instance:
            first = _first_window(options, instance)
            from batchdesk.desktop.running import run

            return run(application, options, instance, loaded, first)
    finally:
        qInstallMessageHandler(message_handler)


def _first_window(options: DesktopOptions, instance: Instance) -> "MainWindow | None":
    """The window with the rows of the cache alone. None where nobody is to see them at once, or another instance does
    all."""
    starts_as_usual = not (options.demo or options.hidden or options.safe_mode)
    if starts_as_usual and instance.is_first():
        from batchdesk.desktop.first_window import first_window

        return first_window(options.folder)
    return None


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """What Qt says of the desktop is for the log: an operator's terminal is no place for it."""
    _qt_log.log(_LEVELS[kind], "%s: %s", context.category, text)
    if kind is QtMsgType.QtFatalMsg:  # Qt aborts the process when this returns
        words = translate("Window", "No window can be opened here: {reason}", reason=one_line(text))
        hint = translate("Window", "Try `batchdesk --safe-mode`; `batchdesk watch ID` needs no window.")
        say_last_words(one_after_another((words, hint)))
