"""Runs the program on Qt's loop, and tells of what keeps it from running. Loaded once the first rows can be seen."""

import asyncio
import logging
import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from qasync import QEventLoop

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.desktop import safe_mode
from batchdesk.desktop.instance import Claim, Instance
from batchdesk.desktop.interpreter import set_for_a_window
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.program import Program
from batchdesk.desktop.request import Request
from batchdesk.desktop.tray.mark import application_icon
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.settings.file import Loaded
from batchdesk.settings.routes import routes_of
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence

if TYPE_CHECKING:
    from batchdesk.desktop.application import Application

_log = logging.getLogger("batchdesk.desktop")


def run(
    application: "Application", options: DesktopOptions, instance: Instance, loaded: Loaded, first: MainWindow | None
) -> int:
    """Run until somebody quits; `first` is the window, where it was made already. Returns the exit code."""
    application.setWindowIcon(application_icon())
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        return runner.run(_start(application, options, instance, loaded, first))


async def _start(
    application: "Application", options: DesktopOptions, instance: Instance, loaded: Loaded, first: MainWindow | None
) -> int:
    asyncio.get_running_loop().set_exception_handler(_log_loop_trouble)
    try:
        _make_folder(options.folder)
        claim = instance.claim(Request(options.links, os.environ.get("XDG_ACTIVATION_TOKEN", "")))
        if claim is Claim.HANDED_OVER:
            return 0
        if claim is Claim.NO_ANSWER:
            raise BatchdeskError(Problem(ProblemKind.DATABASE_BUSY, {"path": str(options.folder)}))
        if options.demo:
            from batchdesk.desktop.demo import empty_demo_folder

            empty_demo_folder(options.folder)
        return await _run(application, options, instance, loaded, first)
    except BatchdeskError as error:
        await _tell_trouble(sentence(error.problem))
        return 1
    except Exception as error:
        _log.exception("unexpected error")
        await _tell_trouble(_fault_sentence(error, options.folder))
        return 1


async def _run(
    application: "Application", options: DesktopOptions, instance: Instance, loaded: Loaded, first: MainWindow | None
) -> int:
    program: Program
    pump = MailboxPump(lambda changes: program.take(changes))
    routes = routes_of(loaded.settings.servers)
    engine_options = safe_mode.ENGINE if options.safe_mode else EngineOptions(keyring=not options.demo, routes=routes)
    engine = Engine(options.folder, pump.wake, engine_options)
    pump.connect_to(engine.mailbox)
    # Before the window: the cache is read while the window is built.
    engine.start(online=False)
    hook = sys.excepthook
    try:
        program = Program(options, instance, engine, pump, loaded, first)
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
