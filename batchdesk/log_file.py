"""The log of a run, in the data folder. English, for whoever looks into a fault; never a cookie, a code or a token."""

import logging
import sys
import threading
from functools import cached_property
from pathlib import Path
from types import TracebackType

_logger = logging.getLogger("batchdesk.cli")


class LogFile(logging.Handler):
    """Loads what writes it, and makes the file, with the first line: most starts have nothing to say."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line, if the folder allows it."""
        self._file.handle(record)

    def close(self) -> None:
        """Close the file, also where the disk does not take its last lines."""
        if "_file" in vars(self):
            self._file.close()
        super().close()

    @cached_property
    def _file(self) -> logging.Handler:
        from batchdesk.rotating_file import RotatingFile

        return RotatingFile(self.path)


def start_log(path: Path) -> None:
    """Write what this program logs, and what libraries and lost threads complain of, to `path` instead of the terminal.

    Takes the place of an earlier call.
    """
    stop_log()
    logging.getLogger().addHandler(LogFile(path))
    logging.getLogger("batchdesk").setLevel(logging.INFO)
    sys.excepthook = _log_exception
    threading.excepthook = _log_thread_exception


def current_log() -> Path | None:
    """Where this program logs to; None while it does not."""
    files = [handler.path for handler in logging.getLogger().handlers if isinstance(handler, LogFile)]
    return files[0] if files else None


def stop_log() -> None:
    """Close the file. Does nothing when there is none."""
    root = logging.getLogger()
    for handler in root.handlers[:]:
        if isinstance(handler, LogFile):
            root.removeHandler(handler)
            handler.close()
    sys.excepthook = sys.__excepthook__
    threading.excepthook = threading.__excepthook__


def _log_exception(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    _logger.critical("nobody caught this", exc_info=(kind, error, traceback))


def _log_thread_exception(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None:
        name = ended.thread.name if ended.thread else "?"
        _logger.critical("thread %s ended", name, exc_info=(ended.exc_type, ended.exc_value, ended.exc_traceback))
