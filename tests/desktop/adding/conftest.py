"""A server to look through."""

from collections.abc import Iterator

import pytest

from batchdesk.testserver import EmbeddedServer, ServerOptions


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    with EmbeddedServer(ServerOptions(look_seconds=0.02)) as server:
        yield server
