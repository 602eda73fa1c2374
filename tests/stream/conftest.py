"""Embedded servers that look often at their batches."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from batchdesk.testserver import EmbeddedServer, ServerOptions


@pytest.fixture
def serve() -> Iterator[Callable[..., EmbeddedServer]]:
    """Starts embedded servers that look often; all are stopped afterwards."""
    servers: list[EmbeddedServer] = []

    def start(**options: Any) -> EmbeddedServer:
        server = EmbeddedServer(ServerOptions(**({"look_seconds": 0.02} | options)))
        server.start()
        servers.append(server)
        return server

    yield start
    for server in servers:
        server.stop()


@pytest.fixture
def server(serve: Callable[..., EmbeddedServer]) -> EmbeddedServer:
    return serve()
