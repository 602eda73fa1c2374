"""Room on the disk that is given up when it is full: without any, SQLite cannot even delete.

With it, what is on its way to the database is written, and the person has time to make room.
"""

import contextlib
import os
import shutil
from pathlib import Path

BALLAST_BYTES = 4 * 1024 * 1024

_LEAST_FREE = 16 * BALLAST_BYTES
"""With less free on the disk, the room is for others."""


class Ballast:
    """A file beside the database. Neither method raises: it helps where it can."""

    def __init__(self, database: Path) -> None:
        self._path = database.with_name(f"{database.name}-ballast")

    def lay(self) -> None:
        """Take the room, unless it is taken or the disk is nearly full."""
        with contextlib.suppress(OSError):
            if self._path.exists() or shutil.disk_usage(self._path.parent).free < _LEAST_FREE:
                return
            self._path.touch(mode=0o600)
            self._path.write_bytes(os.urandom(BALLAST_BYTES))  # zeros would take no room on some file systems

    def give_up(self) -> bool:
        """Give the room back; whether there was any."""
        try:
            self._path.unlink()
        except OSError:
            return False
        return True
