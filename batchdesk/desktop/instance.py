"""One running program a data folder: a second start hands its links to the first, and raises it.

Must not know what a link means. Two things are below the data folder: a lock, which the system lets go of when its
owner dies, and a socket, which may be left over by one that died. The lock alone says who is first, so that a first
start need not load the network code of Qt before its window is painted.
"""

import sys
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDeadlineTimer, QLockFile

from batchdesk.desktop.request import Request

if TYPE_CHECKING:
    from batchdesk.desktop.later_starts import LaterStarts

_LONGEST_PATH = 100
"""Bytes in a socket's path: Linux takes 107, macOS 103."""

_PATIENCE_MS = 5000
"""How long a second start waits for the first one's answer: it may be starting too."""
_RETRY_MS = 50


class Claim(Enum):
    """What became of an attempt to be the one instance."""

    FIRST = "first"
    HANDED_OVER = "handed over"
    """Another instance has taken the links."""
    NO_ANSWER = "no answer"
    """Another instance holds the folder and does not answer."""


def socket_name(data_dir: Path) -> str:
    """The local socket of a data folder: inside it, or a name made from it where its path is too long for a socket."""
    folder = data_dir.resolve()
    path = folder / "instance.socket"
    if sys.platform != "win32" and len(bytes(path)) <= _LONGEST_PATH:
        return str(path)
    import hashlib  # hardly ever: a start waits for what is loaded
    import tempfile

    name = f"batchdesk-{hashlib.sha256(bytes(folder)).hexdigest()[:16]}"
    return name if sys.platform == "win32" else str(Path(tempfile.gettempdir()) / name)


class Instance:
    """Claims a data folder."""

    def __init__(self, data_dir: Path) -> None:
        self._name = socket_name(data_dir)
        self._lock = QLockFile(str(data_dir / "instance.lock"))
        # The owner may run for weeks: only its death makes the lock stale, never its age.
        self._lock.setStaleLockTime(0)
        self._later: LaterStarts | None = None

    def is_first(self, wait_ms: int = 0) -> bool:
        """Become the one instance, if nobody is, or no longer after this time."""
        return self._lock.isLocked() or self._lock.tryLock(wait_ms)

    def claim(self, request: Request, patience_ms: int = _PATIENCE_MS) -> Claim:
        """Become the one instance, or hand `request` to it. Blocks where there is one, for `patience_ms` at most."""
        deadline = QDeadlineTimer(patience_ms)
        wait_ms = 0
        while True:
            if self.is_first(wait_ms) or self._lock.error() is not QLockFile.LockError.LockFailedError:
                # Where no lock can be written nothing else can: whoever writes there says so.
                return Claim.FIRST
            from batchdesk.desktop.later_starts import hand_over  # loads the network code of Qt

            if hand_over(request, self._name, deadline):
                return Claim.HANDED_OVER
            if deadline.hasExpired():
                return Claim.NO_ANSWER
            wait_ms = _RETRY_MS

    def listen(self, take: Callable[[Request], None]) -> None:
        """Have `take` called for each later start from now on. Those that began meanwhile have been waiting for it."""
        from batchdesk.desktop.later_starts import LaterStarts

        self._later = LaterStarts(self._name, take)

    def close(self) -> None:
        """Let go of the folder."""
        if self._later is not None:
            self._later.close()
        self._lock.unlock()
