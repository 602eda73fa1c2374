"""`batchdesk doctor --diagnostics`: what the window's 'Copy diagnostics' copies, where no window opens any more."""

import os
import sys
from pathlib import Path
from typing import TextIO

from batchdesk.batch.problem import BatchdeskError
from batchdesk.components import components
from batchdesk.diagnostics import diagnostics, end_of_log
from batchdesk.engine.cached import cached_row
from batchdesk.engine.watched import ServerStatus, SessionState, WatchedBatch
from batchdesk.settings.values import Settings
from batchdesk.store.reader import Reader
from batchdesk.terminal.exit_codes import SUCCEEDED
from batchdesk.words.catalogue import language, resources_folder


def write_diagnostics(database: Path, log: Path, settings: Settings, out: TextIO) -> int:
    """Write the text; `log` is the window's. Returns the exit code."""
    reader, surroundings = Reader(database), _surroundings()
    servers: list[ServerStatus] = []
    batches: list[WatchedBatch] = []
    if database.exists():
        try:
            servers = [ServerStatus(each.url, SessionState.UNKNOWN, each.email) for each in reader.servers()]
            batches = [cached_row(each) for each in reader.watched()]
        except BatchdeskError as error:
            surroundings["Database"] = error.problem.kind.value
    parts = components(resources_folder() / "legal")
    out.write(diagnostics(settings, servers, batches, parts, surroundings, end_of_log(log)))
    return SUCCEEDED


def _surroundings() -> dict[str, str]:
    return {
        "Desktop": os.environ.get("XDG_CURRENT_DESKTOP", ""),
        "Session": os.environ.get("XDG_SESSION_TYPE", ""),
        "Language": language(),
        "Terminal": "yes" if sys.stdout.isatty() else "no",
    }
