"""Embedded servers that look often at their batches."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from batchdesk.testserver import EmbeddedServer, ServerOptions

from . import support


@pytest.fixture(params=["asyncio", "uvloop"])
def each_loop(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs the test on asyncio's own loop and, where there is one, on the engine's: their sockets differ in much."""
    if request.param == "uvloop":
        uvloop = pytest.importorskip("uvloop", reason="not for this platform")
        monkeypatch.setattr(support, "loop_factory", uvloop.new_event_loop)


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


@pytest.fixture
def no_proxy_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever proxy the environment names is not ours to try."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
