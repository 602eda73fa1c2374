"""A real server on a free port for each test, and a plain client to ask it over a socket."""

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from typing import Self

import httpx
import pytest

from batchdesk.testserver import EmbeddedServer, ServerOptions

SOCKET_SECONDS = 5.0


@dataclass
class StreamReader:
    """One stream, read block by block as the bytes are."""

    connection: HTTPConnection
    response: HTTPResponse

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.response.close()
        self.connection.close()

    def block(self) -> bytes:
        """The next event or comment with its empty line; less at the end of the body."""
        block = b""
        while not block.endswith((b"\n\n", b"\r\n\r\n")):
            line = self.response.readline()
            if not line:
                break
            block += line
        return block

    def event(self) -> tuple[str, dict]:
        """Name and data of the next event."""
        return parsed(self.block())

    def rest(self) -> list[tuple[str, dict]]:
        """All events until the body ends."""
        return list(iter(self._event_or_none, None))

    def _event_or_none(self) -> tuple[str, dict] | None:
        block = self.block()
        return parsed(block) if block else None


def parsed(block: bytes) -> tuple[str, dict]:
    lines = dict(line.split(": ", 1) for line in block.decode().splitlines() if line)
    return lines["event"], json.loads(lines["data"])


@dataclass
class Client:
    """Somebody with a session, or with the cookies they set themselves."""

    server: EmbeddedServer
    cookie: str
    opened: list[StreamReader] = field(default_factory=list)

    def request(self, method: str, path: str, **arguments: object) -> httpx.Response:
        with httpx.Client(base_url=self.server.url, headers={"Cookie": self.cookie}) as client:
            return client.request(method, path, **arguments)

    def get(self, path: str, **arguments: object) -> httpx.Response:
        return self.request("GET", path, **arguments)

    def stream(self, batch_id: str, headers: dict[str, str] | None = None) -> StreamReader:
        port = int(self.server.url.rpartition(":")[2])
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SOCKET_SECONDS)
        path = f"/api/creative/batches/{batch_id}/events"
        connection.request("GET", path, headers={"Cookie": self.cookie, **(headers or {})})
        reader = StreamReader(connection, connection.getresponse())
        self.opened.append(reader)
        return reader


Serve = Callable[..., EmbeddedServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts servers that look often; all are stopped afterwards, and must leave no thread."""
    servers: list[EmbeddedServer] = []

    def start(**options: object) -> EmbeddedServer:
        server = EmbeddedServer(ServerOptions(**{"look_seconds": 0.02} | options))
        server.start()
        servers.append(server)
        return server

    before = set(threading.enumerate())
    yield start
    for server in servers:
        server.stop()
    assert set(threading.enumerate()) <= before


@pytest.fixture
def server(serve: Serve) -> EmbeddedServer:
    return serve()


@pytest.fixture
def client_of() -> Iterator[Callable[[EmbeddedServer], Client]]:
    clients: list[Client] = []

    def make(server: EmbeddedServer, cookie: str | None = None) -> Client:
        clients.append(Client(server, server.session_cookie() if cookie is None else cookie))
        return clients[-1]

    yield make
    for client in clients:
        for reader in client.opened:
            reader.__exit__()


@pytest.fixture
def client(server: EmbeddedServer, client_of: Callable[[EmbeddedServer], Client]) -> Client:
    return client_of(server)
