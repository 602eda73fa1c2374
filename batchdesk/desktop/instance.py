"""One running program a data folder: a second start hands its links to the first, and raises it.

Must not know what a link means. Two things are below the data folder: a lock, which the system lets go of when its
owner dies, and a socket, which may be left over by one that died.
"""

import hashlib
import json
import logging
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import cast

from PySide6.QtCore import QDeadlineTimer, QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

_log = logging.getLogger("batchdesk.desktop")

_LONGEST_PATH = 100
"""Bytes in a socket's path: Linux takes 107, macOS 103."""

_LARGEST_REQUEST = 1 << 20
_PATIENCE_MS = 5000
"""How long a second start waits for the first one's answer: it may be starting too."""
_RETRY_MS = 50
_ANSWER = b"ok\n"


class Claim(Enum):
    """What became of an attempt to be the one instance."""

    FIRST = "first"
    HANDED_OVER = "handed over"
    """Another instance has taken the links."""
    NO_ANSWER = "no answer"
    """Another instance holds the folder and does not answer."""


@dataclass(frozen=True, slots=True)
class Request:
    """What a second start hands to the first."""

    links: tuple[str, ...] = ()
    activation_token: str = ""
    """What lets a window come to the front on Wayland (XDG activation); empty elsewhere."""


def socket_name(data_dir: Path) -> str:
    """The local socket of a data folder: inside it, or a name made from it where its path is too long for a socket."""
    folder = data_dir.resolve()
    path = folder / "instance.socket"
    if sys.platform != "win32" and len(bytes(path)) <= _LONGEST_PATH:
        return str(path)
    name = f"batchdesk-{hashlib.sha256(bytes(folder)).hexdigest()[:16]}"
    return name if sys.platform == "win32" else str(Path(tempfile.gettempdir()) / name)


class Instance(QObject):
    """Claims a data folder. `requested` is emitted for each later start; its argument is a Request."""

    requested = Signal(object)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = socket_name(data_dir)
        self._lock = QLockFile(str(data_dir / "instance.lock"))
        # The owner may run for weeks: only its death makes the lock stale, never its age.
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        self._received: dict[QLocalSocket, bytes] = {}

    def claim(self, request: Request, patience_ms: int = _PATIENCE_MS) -> Claim:
        """Become the one instance, or hand `request` to it. Blocks, for `patience_ms` at most."""
        deadline = QDeadlineTimer(patience_ms)
        while True:
            if self._hand_over(request, deadline):
                return Claim.HANDED_OVER
            if self._lock.tryLock(_RETRY_MS) or self._lock.error() is not QLockFile.LockError.LockFailedError:
                # Where no lock can be written nothing else can: whoever writes there says so.
                self._listen()
                return Claim.FIRST
            if deadline.hasExpired():
                return Claim.NO_ANSWER

    def close(self) -> None:
        """Let go of the folder."""
        self._server.close()
        for socket in tuple(self._received):
            socket.abort()
        self._lock.unlock()

    def _listen(self) -> None:
        QLocalServer.removeServer(self._name)
        if not self._server.listen(self._name):
            # Some network drives hold no sockets. The lock still keeps a second instance out.
            _log.warning("cannot listen for later starts: %s", self._server.errorString())

    def _hand_over(self, request: Request, deadline: QDeadlineTimer) -> bool:
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_RETRY_MS):
            return False
        text = json.dumps({"links": request.links, "activation_token": request.activation_token})
        socket.write(text.encode() + b"\n")
        answer = b""
        while not answer.endswith(b"\n") and socket.waitForReadyRead(max(1, deadline.remainingTime())):
            answer += bytes(socket.readAll().data())
        socket.abort()
        return answer == _ANSWER

    def _greet(self) -> None:
        while self._server.hasPendingConnections():
            socket = self._server.nextPendingConnection()
            self._received[socket] = b""
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(self._part)

    def _read(self) -> None:
        socket = cast(QLocalSocket, self.sender())
        received = self._received[socket] = self._received[socket] + bytes(socket.readAll().data())
        if len(received) > _LARGEST_REQUEST:
            socket.abort()
        elif received.endswith(b"\n"):
            request = _read_request(received)
            if request is not None:
                socket.write(_ANSWER)
                # Before the work: the later start waits for it, and what it asks for may take a while.
                socket.flush()
                self.requested.emit(request)
            socket.disconnectFromServer()

    def _part(self) -> None:
        socket = cast(QLocalSocket, self.sender())
        self._received.pop(socket, None)
        socket.deleteLater()


def _read_request(line: bytes) -> Request | None:
    """Read what a second start sent; None for anything else that found the socket."""
    try:
        fields = cast(object, json.loads(line))
    except ValueError:
        return None
    if not isinstance(fields, dict):
        return None
    known = cast(dict[str, object], fields)
    links, token = known.get("links"), known.get("activation_token")
    if not isinstance(links, list) or not isinstance(token, str):
        return None
    return Request(tuple(str(link) for link in cast(Sequence[object], links)), token)
