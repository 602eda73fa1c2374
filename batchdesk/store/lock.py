"""One program writes a data folder: a lock between processes that the system takes back after a crash."""

import contextlib
import os
import sys
from io import FileIO
from pathlib import Path

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind

LOCK_NAME = "batchdesk.lock"

if sys.platform == "win32":
    import msvcrt

    def _lock(file: FileIO) -> bool:
        # Windows locks bytes, and nobody else can read a locked one: so not those of the process id.
        file.seek(1 << 30)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

else:
    import fcntl

    def _lock(file: FileIO) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


class FolderLock:
    """The right to write below a data folder. The file stays when it is released: deleting it would race."""

    def __init__(self, data_dir: Path, name: str = LOCK_NAME) -> None:
        self._path = data_dir / name
        self._file: FileIO | None = None

    def acquire(self) -> bool:
        """Take the lock without waiting; False when another process (or another FolderLock) has it.

        Makes the folder where there is none. Raises BatchdeskError(DATA_FOLDER) when it cannot be written.
        """
        if self._file is not None:
            return True
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = FileIO(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+")
        except OSError as error:
            problem = Problem(
                ProblemKind.DATA_FOLDER, {"path": str(self._path.parent), "reason": error.strerror or str(error)}
            )
            raise BatchdeskError(problem) from error
        if not _lock(file):
            file.close()
            return False
        self._file = file
        with contextlib.suppress(OSError):  # a full disk: it is the lock that counts, the number is for people
            file.truncate(0)
            file.write(f"{os.getpid()}\n".encode())
        return True

    def release(self) -> None:
        """Give the lock back; nothing happens when it is not held."""
        if self._file is not None:
            self._file.close()
            self._file = None
