"""`batchdesk export`: the history to a file or to standard output, with its progress where somebody looks on."""

import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from batchdesk.exports.export import export, export_to
from batchdesk.exports.order import ExportOrder
from batchdesk.store.bulk import BulkReader
from batchdesk.terminal import exit_codes
from batchdesk.terminal.progress_line import progress_line
from batchdesk.terminal.running import SIGNALLED
from batchdesk.words.catalogue import translate


def export_history(database: Path, order: ExportOrder, output: Path | None, say: Callable[[str], None]) -> int:
    """Write the order and return the command's exit code. Without `output`, to standard output."""
    if output is None:
        if sys.stdout.isatty():
            export(BulkReader(database), order, sys.stdout)
        else:
            with progress_line(sys.stderr) as show:
                export(BulkReader(database), order, sys.stdout, lambda done, total: show(_words(done, total)))
        return exit_codes.SUCCEEDED
    try:
        with ended_by_signals(), progress_line(sys.stderr) as show:
            export_to(output, database, order, lambda done, total: show(_words(done, total)))
    except OSError as error:
        reason = error.strerror or str(error)
        say(
            translate("Command", "{path} cannot be written: {reason}. Choose another file.", path=output, reason=reason)
        )
        return exit_codes.FAILED
    return exit_codes.SUCCEEDED


def _words(done: int, total: int) -> str:
    return translate("Command", "{done} of %n batches", total, done=f"{done:,}")


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
