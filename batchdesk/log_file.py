"""The log of a run, in the data folder. English, for whoever looks into a fault; never a cookie, a code or a token."""

import logging
import logging.handlers
from io import TextIOWrapper
from pathlib import Path

_LARGEST_BYTES = 2 * 1024 * 1024
_KEPT = 3

_logger = logging.getLogger("batchdesk")


class LogFile(logging.handlers.RotatingFileHandler):
    """Makes its file with the first line. A log that cannot be written disturbs nobody."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=_LARGEST_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
        self.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        """Write the line, if the folder allows it."""
        try:
            super().emit(record)
        except OSError:
            self.handleError(record)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's own name
        """Say nothing: the operator's terminal is no place for it."""

    def _open(self) -> TextIOWrapper:
        path = Path(self.baseFilename)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        return super()._open()


def start_log(path: Path) -> None:
    """Write what this program logs to `path`, in place of what an earlier call named."""
    stop_log()
    _logger.addHandler(LogFile(path))
    _logger.setLevel(logging.INFO)
    _logger.propagate = False


def stop_log() -> None:
    """Close the file. Does nothing when there is none."""
    for handler in _logger.handlers[:]:
        if isinstance(handler, LogFile):
            _logger.removeHandler(handler)
            handler.close()
    _logger.propagate = True
