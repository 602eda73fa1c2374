"""A session with its vault, and both versions of NextAuth to try it against."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.session import ServerSession
from batchdesk.stream.vault import MemoryVault, Vault
from batchdesk.testserver import EmbeddedServer

Serve = Callable[..., EmbeddedServer]
VERSIONS = [
    pytest.param({}, id="NextAuth 4"),
    pytest.param({"authjs": True}, id="Auth.js 5"),
    pytest.param({"chunked_session": True}, id="NextAuth 4, chunks"),
    pytest.param({"authjs": True, "chunked_session": True}, id="Auth.js 5, chunks"),
]


class Fixture:
    """A session, its vault, and what it told."""

    def __init__(self, server: str, pool: ClientPool, vault: Vault) -> None:
        self.vault = vault
        self.changes: list[str] = []
        self.session = ServerSession(server, vault, pool, lambda session: self.changes.append(session.state.value))


@asynccontextmanager
async def session_of(server: str, kept: str | None = None, borrowed: str | None = None) -> AsyncIterator[Fixture]:
    vault = MemoryVault(borrowed)
    if kept is not None:
        vault.set(server, kept)
    pool = ClientPool()
    yield Fixture(server, pool, vault)
    await pool.aclose()


async def problem_of(attempt: Awaitable[object]) -> Problem:
    with pytest.raises(BatchdeskError) as caught:
        await attempt
    return caught.value.problem
