"""What becomes of the streams of a server whose session ends."""

import asyncio

import pytest

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.events import CompleteEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import Subscription
from batchdesk.stream.vault import MemoryVault
from batchdesk.testserver import (
    EmbeddedServer,
    Redirect,
    Refuse,
)
from batchdesk.testserver.faults import Fault

from .support import (
    PATIENT,
    QUICK,
    QUICKLY,
    WAITING,
    Recorder,
    in_loop,
    is_waiting,
    watching,
)

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.mark.parametrize("fault", [Refuse(status=401), Redirect(), Redirect(location="/login?from=x", status=302)])
def test_after_one_401_the_session_is_renewed_and_the_stream_goes_on(server: EmbeddedServer, fault: Fault) -> None:
    async def main() -> None:
        server.inject(fault)
        async with watching(server.url, server.create_batch(plan=QUICKLY), server.session_cookie()) as watch:
            assert await watch.ending() == "complete"
            assert server.requests.count(path_suffix="/api/auth/session", status=200) == 1
            assert ConnectionState.SIGNED_OUT not in watch.heard.states
            assert WAITING not in watch.heard.states

    in_loop(main())


def test_a_server_that_knows_us_and_refuses_us_is_not_asked_without_pause(server: EmbeddedServer) -> None:
    async def main() -> None:
        server.inject(Refuse(status=401, times=None))
        batch = server.create_batch()
        async with watching(server.url, batch, server.session_cookie(), policy=PATIENT) as watch:
            await watch.heard.until(is_waiting)
            assert watch.heard.connections[-1].problem == Problem(ProblemKind.REFUSED, {"code": 401})
            assert server.requests.count(batch_id=batch) == 2

    in_loop(main())


def test_when_a_session_ends_all_streams_pause_the_operator_is_asked_once_and_all_resume(
    server: EmbeddedServer,
) -> None:
    async def main() -> None:
        pool, changes, vault = ClientPool(), list[str](), MemoryVault()
        vault.set(server.url, server.session_cookie())
        session = ServerSession(server.url, vault, pool, lambda changed: changes.append(changed.state.value))
        batches = [server.create_batch(autostart=False) for _ in range(20)]
        listeners = [Recorder() for _ in batches]
        async with asyncio.TaskGroup() as group:
            for batch, listener in zip(batches, listeners, strict=True):
                key = BatchKey(server.url, batch)
                group.create_task(Subscription(key, session, pool, listener, QUICK).run())
            for listener in listeners:
                await listener.until(lambda heard: heard.versions == [1])
            server.end_sessions()
            server.drop_streams()
            for listener in listeners:
                await listener.until(lambda heard: heard.states[-1] is ConnectionState.SIGNED_OUT)
            assert changes == ["signed_out"]
            assert server.requests.count(path_suffix="/api/auth/session") == 1
            await session.sign_in(server.options.email, server.options.code)
            for batch, listener in zip(batches, listeners, strict=True):
                await listener.until(lambda heard: heard.versions == [1, 1])
                server.advance(batch, "SUCCEEDED", copy_count=5)
        assert changes == ["signed_out", "signed_in"]
        knocked = [listener.states.count(ConnectionState.SIGNED_OUT) for listener in listeners]
        assert set(knocked) == {1}, "who is signed out waits, and does not knock"
        assert all(
            listener.events[-1] == CompleteEvent(batch, "SUCCEEDED")
            for batch, listener in zip(batches, listeners, strict=True)
        )
        await pool.aclose()

    in_loop(main())


def test_a_session_that_cannot_be_renewed_for_the_network_is_not_signed_out(server: EmbeddedServer) -> None:
    async def main() -> None:
        server.inject(Refuse(status=401))
        server.inject(Refuse(status=503, everywhere=True))
        async with watching(server.url, server.create_batch(plan=QUICKLY), server.session_cookie()) as watch:
            assert await watch.ending() == "complete"
            assert "signed_out" not in watch.session_changes

    in_loop(main())
