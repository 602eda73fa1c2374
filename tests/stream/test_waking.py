"""Waking a subscription, and ending it: one attempt at any time, and nothing left afterwards."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import pytest

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import Subscription
from batchdesk.stream.vault import MemoryVault
from batchdesk.testserver import (
    EmbeddedServer,
    Refuse,
)
from tests.waiting import until

from .support import (
    CONNECTING,
    LIVE,
    PATIENCE,
    PATIENT,
    QUICKLY,
    WAITING,
    RawConnection,
    RawServer,
    Recorder,
    Watch,
    answering,
    in_loop,
    is_waiting,
    status_bytes,
    streaming,
    watching,
)

pytestmark = pytest.mark.usefixtures("each_loop")

Answer = Callable[[RawConnection], Awaitable[None]]
LASTING = streaming(status_bytes("batch", 1), then_hold=True)


def test_waking_ends_a_pause(server: EmbeddedServer) -> None:
    async def main() -> None:
        server.inject(Refuse(status=503))
        batch = server.create_batch(plan=QUICKLY)
        async with watching(server.url, batch, server.session_cookie(), policy=PATIENT) as watch:
            await watch.heard.until(is_waiting)
            watch.subscription.wake()
            assert await watch.ending() == "complete"

    in_loop(main())


@pytest.mark.parametrize("answer", [answering("503 Busy"), streaming(status_bytes("batch", 1))])
def test_waking_begins_the_backoff_anew(answer: Answer) -> None:
    async def main() -> None:
        async with RawServer(answer).running() as server, watching(server.url, "batch", policy=PATIENT) as watch:
            for times in (1, 2, 3):
                await watch.heard.until(lambda heard, times=times: heard.states.count(WAITING) == times)
                watch.subscription.wake()
            waits = [connection for connection in watch.heard.connections if connection.state is WAITING]
            assert [connection.attempt for connection in waits] == [1, 1, 1]

    in_loop(main())


def test_whose_pause_is_over_waits_for_its_turn_unless_it_is_woken() -> None:
    async def main() -> None:
        async with RawServer(streaming(status_bytes("batch", 1)), LASTING).running() as server:
            pool = ClientPool()
            spread = pool.spread(server.url)
            spread.turn(asyncio.get_running_loop().time() + 3600)  # the next one is an hour away
            watch = Watch(BatchKey(server.url, "batch"), pool, None)
            await watch.heard.until(is_waiting)
            await until(spread.queue.locked)
            assert len(server.requests) == 1
            watch.subscription.wake()
            await watch.heard.until(lambda heard: heard.states == [CONNECTING, LIVE, WAITING, CONNECTING, LIVE])
            assert not spread.queue.locked()
            await watch.stop()
            await pool.aclose()

    in_loop(main())


def test_waking_makes_an_open_connection_anew(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch = server.create_batch(autostart=False)
        async with watching(server.url, batch, server.session_cookie(), policy=PATIENT) as watch:
            await watch.heard.until(lambda heard: heard.versions == [1])
            watch.subscription.wake()
            watch.subscription.wake()
            await watch.heard.until(lambda heard: heard.versions == [1, 1])
            assert WAITING not in watch.heard.states
            assert server.open_streams_of(batch) <= 2

    in_loop(main())


def test_waking_gives_up_an_attempt_that_hangs_and_never_has_two_in_flight() -> None:
    async def main() -> None:
        in_flight, most = 0, 0
        asked = asyncio.Event()

        async def hang(connection: RawConnection) -> None:
            nonlocal in_flight, most
            in_flight += 1
            most = max(most, in_flight)
            asked.set()
            await connection.until_client_goes()
            in_flight -= 1

        async with RawServer(hang).running() as server, watching(server.url, "batch") as watch:
            for _ in range(5):
                async with asyncio.timeout(PATIENCE):
                    await asked.wait()
                asked.clear()
                watch.subscription.wake()
            # The server may still be reading the end of the one before; it never sees a third.
            assert most <= 2
            assert watch.heard.states == [CONNECTING] * len(watch.heard.states)

    in_loop(main())


@pytest.mark.parametrize(
    ("moment", "answers"), [(LIVE, [LASTING]), (WAITING, [answering("503 Busy"), LASTING])], ids=["opens", "pauses"]
)
def test_waking_in_the_moment_it_opens_or_pauses_is_not_lost(
    monkeypatch: pytest.MonkeyPatch, moment: ConnectionState, answers: list[Answer]
) -> None:
    async def main() -> None:
        async with RawServer(*answers).running() as server, watching(server.url, "batch", policy=PATIENT) as watch:
            told = watch.heard.on_connection

            def wake_once(connection: Connection) -> None:
                told(connection)
                if connection.state is moment and len(server.requests) == 1:
                    watch.subscription.wake()

            monkeypatch.setattr(watch.heard, "on_connection", wake_once)
            await watch.heard.until(lambda heard: heard.states == [CONNECTING, moment, CONNECTING, LIVE])

    in_loop(main())


@pytest.mark.parametrize(
    ("answer", "reached"),
    [
        (RawConnection.until_client_goes, CONNECTING),
        (LASTING, LIVE),
        (answering("503 Busy"), WAITING),
    ],
)
def test_cancelling_closes_everything(answer, reached: ConnectionState) -> None:
    async def main() -> None:
        async with (
            RawServer(answer).running() as server,
            watching(server.url, "batch", policy=PATIENT) as watch,
        ):
            await server.until_asked()
            await watch.heard.until(lambda heard: reached in heard.states)
            watch.task.cancel()
            with suppress(asyncio.CancelledError):
                await watch.task
            assert watch.task.cancelled()
            assert watch.subscription.connection.state is ConnectionState.IDLE

    in_loop(main())


def test_cancelling_at_any_step_of_opening_leaves_no_connection(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch, cookie = server.create_batch(autostart=False), server.session_cookie()
        for steps in range(0, 60, 3):
            async with watching(server.url, batch, cookie) as watch:
                for _ in range(steps):
                    await asyncio.sleep(0)
                await watch.stop()
        await asyncio.to_thread(server.wait_until, lambda: server.open_streams == 0)

    in_loop(main())


def test_two_hundred_streams_share_a_few_clients_and_close_cleanly(server: EmbeddedServer) -> None:
    async def main() -> None:
        pool = ClientPool()
        vault = MemoryVault()
        vault.set(server.url, server.session_cookie())
        session = ServerSession(server.url, vault, pool, lambda _: None)
        batch = server.create_batch(autostart=False)
        listeners = [Recorder() for _ in range(200)]
        key = BatchKey(server.url, batch)
        tasks = [asyncio.create_task(Subscription(key, session, pool, heard).run()) for heard in listeners]
        for heard in listeners:
            await heard.until(lambda recorder: recorder.versions == [1])
        assert server.open_streams_of(batch) == 200
        assert pool.spread(server.url).members == 200
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        assert pool.spread(server.url).members == 0
        await pool.aclose()
        await asyncio.to_thread(server.wait_until, lambda: server.open_streams == 0)

    in_loop(main())
