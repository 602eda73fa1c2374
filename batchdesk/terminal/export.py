"""`batchdesk export`: the history to a file or to standard output, with its progress where somebody looks on."""

import signal
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TextIO

from batchdesk.exports.export import export, export_to
from batchdesk.exports.order import ExportOrder
from batchdesk.store.bulk import BulkReader
from batchdesk.terminal import exit_codes
from batchdesk.terminal.running import SIGNALLED
from batchdesk.words.catalogue import translate

_BEAT_SECONDS = 0.1


def export_history(database: Path, order: ExportOrder, output: Path | None, say: Callable[[str], None]) -> int:
    """Write the order and return the command's exit code. Without `output`, to standard output."""
    if output is None:
        if sys.stdout.isatty():
            export(BulkReader(database), order, sys.stdout)
        else:
            with _shown_progress(sys.stderr) as progress:
                export(BulkReader(database), order, sys.stdout, progress)
        return exit_codes.SUCCEEDED
    try:
        with ended_by_signals(), _shown_progress(sys.stderr) as progress:
            export_to(output, database, order, progress)
    except OSError as error:
        reason = error.strerror or str(error)
        say(
            translate("Command", "{path} cannot be written: {reason}. Choose another file.", path=output, reason=reason)
        )
        return exit_codes.FAILED
    return exit_codes.SUCCEEDED


@contextmanager
def _shown_progress(terminal: TextIO) -> Generator[Callable[[int, int], None]]:
    """A line that counts, on a terminal only; gone when the work is done."""
    if not terminal.isatty():
        yield lambda done, total: None
        return
    line = _CountingLine(terminal)
    try:
        yield line.show
    finally:
        line.clear()


class _CountingLine:
    def __init__(self, terminal: TextIO) -> None:
        self._terminal = terminal
        self._due = time.monotonic() + _BEAT_SECONDS

    def show(self, done: int, total: int) -> None:
        if time.monotonic() < self._due:
            return
        self._due = time.monotonic() + _BEAT_SECONDS
        words = translate("Command", "{done} of %n batches", total, done=f"{done:,}")
        self._terminal.write(f"\r\x1b[K{words}")
        self._terminal.flush()

    def clear(self) -> None:
        self._terminal.write("\r\x1b[K")
        self._terminal.flush()


@contextmanager
def ended_by_signals() -> Generator[None]:
    """SIGTERM ends the work as Ctrl+C does, so that nothing half done is left behind."""

    def end(number: int, frame: FrameType | None) -> None:
        raise SystemExit(SIGNALLED + number)

    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
