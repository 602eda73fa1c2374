"""Folders for what is not to be kept, below the data folder like every file of the program."""

import tempfile
from pathlib import Path

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind


def throwaway_folder(data_dir: Path, prefix: str) -> "tempfile.TemporaryDirectory[str]":
    """A new folder, gone when its block ends. Raises BatchdeskError(DATA_FOLDER)."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        return tempfile.TemporaryDirectory(prefix=prefix, dir=data_dir)
    except OSError as error:
        reason = error.strerror or str(error)
        raise BatchdeskError(Problem(ProblemKind.DATA_FOLDER, {"path": str(data_dir), "reason": reason})) from error
