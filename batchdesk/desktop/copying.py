"""Help > Copy diagnostics: gathers what the window knows of where it runs, and puts it on the clipboard."""

import asyncio
import os
from collections.abc import Callable

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication

from batchdesk.desktop.style.resources import resource
from batchdesk.desktop.window import MainWindow
from batchdesk.log_file import current_log
from batchdesk.settings.values import Settings
from batchdesk.words.catalogue import language, translate

SAID_SECONDS = 10.0


async def copy_diagnostics(window: Callable[[], MainWindow], settings: Settings) -> None:
    """Put everything that helps to find a fault on the clipboard, and say what is not in it.

    `window` is the one there is at that moment: another may take its place while the log is read.
    """
    from batchdesk.components import components  # reads the packages' metadata: only when it is asked for
    from batchdesk.diagnostics import diagnostics, end_of_log

    path = current_log()
    parts = await asyncio.to_thread(components, resource("legal"))
    log = "" if path is None else await asyncio.to_thread(end_of_log, path)
    shown = window()
    batches, servers = shown.batches.batches(), shown.sessions.servers.values()
    text = diagnostics(settings, servers, batches, parts, _surroundings(shown), log, shown.table.chosen())
    QGuiApplication.clipboard().setText(text)
    words = translate("Window", "Diagnostics are on the clipboard: without tokens, e-mail addresses and batch texts.")
    shown.messages.say(words, seconds=SAID_SECONDS)


def _surroundings(window: MainWindow) -> dict[str, str]:
    screen = window.screen()
    return {
        "Qt": f"{qVersion()}, {QGuiApplication.platformName()}",
        "Desktop": os.environ.get("XDG_CURRENT_DESKTOP", ""),
        "Session": os.environ.get("XDG_SESSION_TYPE", ""),
        "Language": language(),
        "Screen": f"{screen.size().width()}×{screen.size().height()} at {screen.devicePixelRatio():g}",
    }
