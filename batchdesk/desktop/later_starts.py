"""What a later start says to the one that runs, over a local socket. Must not know what is done with it."""

import json
import logging
from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QDeadlineTimer, QObject
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from batchdesk.desktop.request import Request

_log = logging.getLogger("batchdesk.desktop")

_LARGEST_REQUEST = 1 << 20
_CONNECT_MS = 50
_ANSWER = b"ok\n"


def hand_over(request: Request, name: str, deadline: QDeadlineTimer) -> bool:
    """Give `request` to whoever listens at `name`. False where nobody does, or does not answer in time."""
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(_CONNECT_MS):
        return False
    text = json.dumps({"links": request.links, "activation_token": request.activation_token})
    socket.write(text.encode() + b"\n")
    answer = b""
    while not answer.endswith(b"\n") and socket.waitForReadyRead(max(1, deadline.remainingTime())):
        answer += bytes(socket.readAll().data())
    socket.abort()
    return answer == _ANSWER


class LaterStarts(QObject):
    """Listens until `close`. Only who holds the folder's lock may make one: it takes the place of one that died."""

    def __init__(self, name: str, take: Callable[[Request], None]) -> None:
        super().__init__()
        self._take = take
        self._received: dict[QLocalSocket, bytes] = {}
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)
        QLocalServer.removeServer(name)
        if not self._server.listen(name):
            # Some network drives hold no sockets. The lock still keeps a second instance out.
            _log.warning("cannot listen for later starts: %s", self._server.errorString())

    def close(self) -> None:
        """Hear no more of them."""
        self._server.close()
        for socket in tuple(self._received):
            socket.abort()

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
                self._take(request)
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
