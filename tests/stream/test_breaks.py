"""What each break, silence and nonsense leads to."""

import asyncio

import pytest

from batchdesk.batch.events import ErrorEvent
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.stream.decoder import LONGEST_LINE
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.stream.subscription import StreamOptions
from batchdesk.stream.troubles import Reason
from batchdesk.testserver import (
    Cut,
    Drop,
    EmbeddedServer,
    GiantLine,
    HangUp,
    ServerOptions,
    Silence,
)
from batchdesk.testserver import ErrorEvent as ErrorEventFault

from .support import (
    CONNECTING,
    LIVE,
    QUICKLY,
    WAITING,
    RawConnection,
    RawServer,
    in_loop,
    is_live,
    is_waiting,
    status_bytes,
    streaming,
    watching,
    whole_stream,
)

pytestmark = pytest.mark.usefixtures("each_loop")


@pytest.mark.parametrize("how", list(Cut))
def test_a_broken_connection_is_made_anew(server: EmbeddedServer, how: Cut) -> None:
    async def main() -> None:
        batch = server.create_batch(autostart=False)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            await watch.heard.until(lambda heard: heard.versions == [1])
            server.inject(Drop(how=how))
            await watch.heard.until(lambda heard: heard.versions == [1, 1])
            server.advance(batch, "SUCCEEDED")
            assert await watch.ending() == "complete"
            assert {problem.kind for problem in watch.heard.problems()} == {ProblemKind.LOST}
            assert watch.heard.states[:5] == [CONNECTING, LIVE, WAITING, CONNECTING, LIVE]

    in_loop(main())


@pytest.mark.parametrize("reset", [False, True])
def test_no_answer_at_all_is_overcome(server: EmbeddedServer, reset: bool) -> None:
    async def main() -> None:
        server.inject(HangUp(reset=reset))
        async with watching(server.url, server.create_batch(plan=QUICKLY), server.session_cookie()) as watch:
            assert await watch.ending() == "complete"
            assert watch.heard.problems()[0].kind is ProblemKind.LOST

    in_loop(main())


@pytest.mark.parametrize("answer", [b"SSH-2.0-OpenSSH_9.2\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n"])
def test_what_is_no_http_is_a_problem_and_not_a_crash(answer: bytes) -> None:
    async def speak(connection: RawConnection) -> None:
        await connection.send(answer)

    async def main() -> None:
        async with (
            RawServer(speak, streaming(whole_stream())).running() as server,
            watching(server.url, "batch") as watch,
        ):
            assert await watch.ending() == "complete"
            assert watch.heard.problems()[0] == Problem(ProblemKind.LOST, {"reason": Reason.NOT_HTTP.value})

    in_loop(main())


def test_a_server_that_is_down_is_awaited_and_everything_is_observable(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch, cookie = server.create_batch(autostart=False), server.session_cookie()
        await asyncio.to_thread(server.stop)
        async with watching(server.url, batch, cookie) as watch:
            await watch.heard.until(lambda heard: heard.states.count(WAITING) >= 3)
            waiting = [connection for connection in watch.heard.connections if connection.state is WAITING][:3]
            assert [connection.attempt for connection in waiting] == [1, 2, 3]
            for connection in waiting:
                assert connection.problem == Problem(ProblemKind.UNREACHABLE, {"reason": Reason.REFUSED.value})
                assert connection.next_attempt_at is not None
                assert connection.since is not None
                assert connection.next_attempt_at >= connection.since
            await asyncio.to_thread(server.start)
            await watch.heard.until(is_live)
            live = watch.heard.connections[-1]
            assert (live.attempt, live.problem, live.next_attempt_at) == (0, None, None)

    in_loop(main())


def test_silence_is_noticed_and_ended(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch = server.create_batch(autostart=False)
        options = StreamOptions(silence_seconds=0.2)
        async with watching(server.url, batch, server.session_cookie(), options=options) as watch:
            await watch.heard.until(lambda heard: heard.versions == [1])
            server.inject(Silence())
            await watch.heard.until(lambda heard: heard.versions[:2] == [1, 1])
            assert watch.heard.problems()[0] == Problem(ProblemKind.SILENT, {"seconds": 0.2})

    in_loop(main())


def test_heartbeats_keep_the_watchdog_quiet(serve) -> None:
    async def main() -> None:
        server = serve(heartbeat_seconds=0.02)
        batch = server.create_batch(autostart=False)
        options = StreamOptions(silence_seconds=1.0)
        async with watching(server.url, batch, server.session_cookie(), options=options) as watch:
            await watch.heard.until(lambda heard: heard.heard > 80)  # longer than the watchdog waits
            assert watch.heard.states == [CONNECTING, LIVE]

    in_loop(main())


def test_as_shipped_silence_lasts_two_heartbeats_and_a_half() -> None:
    assert StreamOptions().silence_seconds == 2.5 * ServerOptions().heartbeat_seconds


@pytest.mark.parametrize(("healthy_after", "attempts"), [(0.0, [1, 1, 1]), (3600.0, [1, 2, 3])])
def test_a_connection_that_held_long_enough_begins_the_backoff_anew(healthy_after: float, attempts: list[int]) -> None:
    async def main() -> None:
        policy = ReconnectPolicy(initial=0.01, cap=0.05, healthy_after=healthy_after)
        async with (
            RawServer(streaming(status_bytes("batch", 1))).running() as server,
            watching(server.url, "batch", policy=policy) as watch,
        ):
            await watch.heard.until(lambda heard: heard.states.count(WAITING) >= 3)
            waiting = [connection for connection in watch.heard.connections if connection.state is WAITING]
            assert [connection.attempt for connection in waiting][:3] == attempts

    in_loop(main())


def test_an_answer_that_never_begins_is_given_up() -> None:
    async def main() -> None:
        async with (
            RawServer(RawConnection.until_client_goes, streaming(whole_stream())).running() as server,
            watching(server.url, "batch", options=StreamOptions(opening_seconds=0.1)) as watch,
        ):
            assert await watch.ending() == "complete"
            assert watch.heard.problems()[0] == Problem(ProblemKind.UNREACHABLE, {"reason": Reason.TIMED_OUT.value})

    in_loop(main())


def test_a_giant_event_costs_the_connection_and_nothing_else(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch = server.create_batch(autostart=False)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            await watch.heard.until(lambda heard: heard.versions == [1])
            server.inject(GiantLine(size=3 * 1024 * 1024, piece=3 * 1024 * 1024))
            await watch.heard.until(lambda heard: heard.versions == [1, 1])
            server.advance(batch, "SUCCEEDED")
            assert await watch.ending() == "complete"
            assert watch.heard.problems()[0] == Problem(ProblemKind.TOO_LARGE, {"limit": LONGEST_LINE})

    in_loop(main())


def test_what_came_before_a_giant_event_is_told() -> None:
    async def main() -> None:
        giant = status_bytes("batch", 1) + b"data: " + b"x" * 5000 + b"\n"
        async with (
            RawServer(streaming(giant), streaming(whole_stream())).running() as server,
            watching(server.url, "batch", options=StreamOptions(max_line_bytes=4096)) as watch,
        ):
            assert await watch.ending() == "complete"
            assert watch.heard.versions == [1, 1, 2]

    in_loop(main())


def test_an_error_event_is_told_and_the_next_answer_decides(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch = server.create_batch(autostart=False)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            await watch.heard.until(lambda heard: heard.versions == [1])
            server.inject(ErrorEventFault(message="database"))
            await watch.heard.until(lambda heard: heard.versions == [1, 1])
            assert Problem(ProblemKind.SERVER_MESSAGE, {"message": "database"}) in watch.heard.problems()
            server.delete_batch(batch)
            assert await watch.ending() == "gone"
            gone = watch.subscription.connection.problem
            assert gone == Problem(ProblemKind.DELETED, {"message": "批次已被删除"}), "in the server's own words"
            assert [e.message for e in watch.heard.events if isinstance(e, ErrorEvent)] == ["database", "批次已被删除"]

    in_loop(main())


def test_the_servers_retry_is_honoured() -> None:
    async def main() -> None:
        async with RawServer(streaming(b"retry: 20000\n")).running() as server:
            policy = ReconnectPolicy(initial=0.01, cap=30)
            async with watching(server.url, "batch", policy=policy) as watch:
                await watch.heard.until(is_waiting)
                waiting = watch.heard.connections[-1]
                assert waiting.next_attempt_at is not None
                assert waiting.since is not None
                assert (waiting.next_attempt_at - waiting.since).total_seconds() > 14

    in_loop(main())
