"""Folders for what is not to be kept, below the data folder like every file of the program."""

import shutil
import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store.lock import FolderLock

_KINDS = ("import-", "demo-", "selftest-")
_LOCK = "in-use.lock"
"""Held for as long as somebody uses the folder. The system takes it back after a crash."""


class ThrowawayFolder:
    """A new folder, there until it is removed, or until the next start where nobody could remove it."""

    def __init__(self, data_dir: Path, kind: str) -> None:
        """Raises BatchdeskError(DATA_FOLDER)."""
        assert kind in _KINDS, "or nobody would remove it after a crash"
        try:
            data_dir.mkdir(parents=True, exist_ok=True)
            self.path, self._lock = _used_folder(data_dir, kind)
        except OSError as error:
            reason = error.strerror or str(error)
            raise BatchdeskError(Problem(ProblemKind.DATA_FOLDER, {"path": str(data_dir), "reason": reason})) from error

    def remove(self) -> None:
        """Remove it with all that is in it. Waits for the disk; never raises."""
        _remove(self.path, self._lock)


@contextmanager
def throwaway_folder(data_dir: Path, kind: str) -> Generator[Path]:
    """A new folder, gone when its block ends. Raises BatchdeskError(DATA_FOLDER)."""
    folder = ThrowawayFolder(data_dir, kind)
    try:
        yield folder.path
    finally:
        folder.remove()


def remove_abandoned(data_dir: Path) -> None:
    """Remove the folders whose users have crashed. Waits for the disk; never raises."""
    for kind in _KINDS:
        for folder in data_dir.glob(f"{kind}*/"):
            lock = FolderLock(folder, _LOCK)
            if lock.acquire():
                _remove(folder, lock)


def _used_folder(data_dir: Path, kind: str) -> tuple[Path, FolderLock]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=kind, dir=data_dir))
        lock = FolderLock(folder, _LOCK)
        if lock.acquire():
            return folder, lock
        # Another batchdesk saw it before it was in use, and is removing it.


def _remove(folder: Path, lock: FolderLock) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)  # Windows removes no file that is open
