"""Opens the window: makes the Qt application, claims the data folder, and runs the program on Qt's loop.

The one place that knows the order of a start and what may fail before there is a window.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QMessageLogContext,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.desktop import safe_mode
from batchdesk.desktop.instance import Claim, Instance
from batchdesk.desktop.interpreter import set_for_a_window
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.preferences.language import speak
from batchdesk.desktop.program import Program
from batchdesk.desktop.request import Request
from batchdesk.desktop.style import appearance
from batchdesk.desktop.tray.mark import application_icon
from batchdesk.desktop.windows_shell import name_process
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.last_words import say_last_words
from batchdesk.settings.file import Loaded, load
from batchdesk.settings.routes import routes_of
from batchdesk.settings.values import Settings
from batchdesk.words.catalogue import chosen_language, translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence
from batchdesk.words.sentences import one_after_another

__all__ = ["DesktopOptions", "run_desktop"]

_log = logging.getLogger("batchdesk.desktop")
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
    name_process()
    if options.safe_mode:
        safe_mode.prepare(os.environ)
    message_handler = qInstallMessageHandler(_log_qt_message)
    try:
        application = Application(["batchdesk"])
        application.setWindowIcon(application_icon())
        appearance.apply(application)
        speak(chosen_language())
        with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
            return runner.run(_start(application, options))
    finally:
        qInstallMessageHandler(message_handler)


async def _start(application: Application, options: DesktopOptions) -> int:
    asyncio.get_running_loop().set_exception_handler(_log_loop_trouble)
    instance = None
    try:
        _make_folder(options.folder)
        instance = Instance(options.folder)
        claim = instance.claim(Request(options.links, os.environ.get("XDG_ACTIVATION_TOKEN", "")))
        if claim is Claim.HANDED_OVER:
            return 0
        if claim is Claim.NO_ANSWER:
            raise BatchdeskError(Problem(ProblemKind.DATABASE_BUSY, {"path": str(options.folder)}))
        if options.demo:
            from batchdesk.desktop.demo import empty_demo_folder

            empty_demo_folder(options.folder)
        return await _run(application, options, instance)
    except BatchdeskError as error:
        await _tell_trouble(sentence(error.problem))
        return 1
    except Exception as error:
        _log.exception("unexpected error")
        await _tell_trouble(_fault_sentence(error, options.folder))
        return 1
    finally:
        if instance is not None:
            instance.close()


async def _run(application: Application, options: DesktopOptions, instance: Instance) -> int:
    program: Program
    pump = MailboxPump(lambda changes: program.take(changes))
    loaded = Loaded(Settings()) if options.safe_mode else load(options.settings_file)
    routes = routes_of(loaded.settings.servers)
    engine_options = safe_mode.ENGINE if options.safe_mode else EngineOptions(keyring=not options.demo, routes=routes)
    engine = Engine(options.folder, pump.wake, engine_options)
    pump.connect_to(engine.mailbox)
    # Before the window: the cache is read while the window is built.
    engine.start(online=False)
    hook = sys.excepthook
    try:
        program = Program(options, instance, engine, pump, loaded)
        application.quit_asked.connect(program.quit)
        sys.excepthook = _telling_faults(program)
        with set_for_a_window():
            return await program.run()
    finally:
        sys.excepthook = hook
        engine.stop()


async def _tell_trouble(text: str) -> None:
    from batchdesk.desktop.trouble_box import tell_trouble  # not before there is any

    await tell_trouble(text)


def _fault_sentence(error: Exception, folder: Path) -> str:
    return translate(
        "Window",
        "batchdesk had to end through a fault of its own: {reason}. `batchdesk --safe-mode` starts it without "
        "settings, tray and network; the log below {folder} says more.",
        reason=one_line(str(error)) or type(error).__name__,
        folder=folder,
    )


def _make_folder(data_dir: Path) -> None:
    try:
        data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        detail = {"path": str(data_dir), "reason": error.strerror or str(error)}
        raise BatchdeskError(Problem(ProblemKind.DATA_FOLDER, detail)) from error


def _telling_faults(program: Program) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What becomes of an error in a slot, which has no caller: the log and a dialog tell it, the program goes on."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        _log.error("a slot failed", exc_info=(kind, error, trace))
        from batchdesk.desktop.fault_dialog import tell_fault

        tell_fault(program.window, kind, error, trace)

    return tell


def _log_loop_trouble(_loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    _log.error("%s", context.get("message"), exc_info=context.get("exception"))


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """What Qt says of the desktop is for the log: an operator's terminal is no place for it."""
    _qt_log.log(_LEVELS[kind], "%s: %s", context.category, text)
    if kind is QtMsgType.QtFatalMsg:  # Qt aborts the process when this returns
        words = translate("Window", "No window can be opened here: {reason}", reason=one_line(text))
        hint = translate("Window", "Try `batchdesk --safe-mode`; `batchdesk watch ID` needs no window.")
        say_last_words(one_after_another((words, hint)))
