"""A subscription over real sockets while all goes well: what is watched, and what is asked for."""

import asyncio

import pytest

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.events import CompleteEvent, ErrorEvent, StatusEvent
from batchdesk.batch.problem import ProblemKind
from batchdesk.testserver import (
    EmbeddedServer,
    ForeignEvent,
    IdAndRetry,
    LineEnds,
    MalformedJson,
    SlowDrip,
    UnknownFields,
    UnknownStatus,
    WrongVersion,
)
from batchdesk.testserver.faults import Fault

from .support import (
    CONNECTING,
    LIVE,
    PATIENCE,
    QUICKLY,
    STREAM_HEAD,
    WAITING,
    RawConnection,
    RawServer,
    answering,
    complete_bytes,
    in_loop,
    streaming,
    watching,
    whole_stream,
)

pytestmark = pytest.mark.usefixtures("each_loop")


# What is watched.


def test_watches_a_batch_to_its_end(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch = server.create_batch(plan=QUICKLY)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            assert await watch.ending() == "complete"
            assert watch.heard.versions == sorted(set(watch.heard.versions))
            assert watch.heard.events[-1] == CompleteEvent(batch, "SUCCEEDED")
            assert watch.heard.states == [CONNECTING, LIVE, ConnectionState.IDLE]
            assert [connection.attempt for connection in watch.heard.connections] == [0, 0, 0]

    in_loop(main())


def test_complete_ends_it_though_the_server_keeps_the_connection_open() -> None:
    async def main() -> None:
        client_gone = asyncio.Event()

        async def answer(connection: RawConnection) -> None:
            await connection.send(STREAM_HEAD + whole_stream())
            await connection.until_client_goes()
            client_gone.set()

        async with RawServer(answer).running() as server, watching(server.url, "batch") as watch:
            assert await watch.ending() == "complete"
            async with asyncio.timeout(PATIENCE):
                await client_gone.wait()

    in_loop(main())


@pytest.mark.parametrize(
    "fault",
    [
        LineEnds(line_end=b"\r\n"),
        LineEnds(line_end=b"\r"),
        SlowDrip(pause_seconds=0.0001),
        UnknownFields(),
        UnknownStatus(),
        IdAndRetry(),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_the_standards_liberties_change_nothing(server: EmbeddedServer, fault: Fault) -> None:
    async def main() -> None:
        server.inject(fault)
        batch = server.create_batch(plan=QUICKLY)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            if isinstance(fault, UnknownStatus):
                await watch.heard.until(lambda heard: "REVIEWING" in [getattr(e, "status", "") for e in heard.events])
                server.advance(batch, "SUCCEEDED", copy_count=5)
            assert await watch.ending() == "complete"
            assert watch.heard.states == [CONNECTING, LIVE, ConnectionState.IDLE]

    in_loop(main())


@pytest.mark.parametrize(
    "fault", [MalformedJson(), ForeignEvent(), WrongVersion(), WrongVersion(version="2"), WrongVersion(version=1.5)]
)
def test_what_makes_no_sense_is_skipped_and_the_stream_goes_on(server: EmbeddedServer, fault: Fault) -> None:
    async def main() -> None:
        batch = server.create_batch(autostart=False)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            await watch.heard.until(lambda heard: heard.versions == [1])
            server.inject(fault)
            await watch.heard.until(lambda heard: bool(heard.refused))
            server.advance(batch, "FAILED", error_code="X")
            assert await watch.ending() == "complete"
            assert watch.heard.versions == [1, 2]
            assert {problem.kind for problem in watch.heard.refused} == {ProblemKind.MALFORMED}
            assert all(event.batch_id == batch for event in watch.heard.events if not isinstance(event, ErrorEvent))
            assert LIVE in watch.heard.states
            assert WAITING not in watch.heard.states

    in_loop(main())


def test_a_heartbeat_is_heard_and_is_no_event(serve) -> None:
    async def main() -> None:
        server = serve(heartbeat_seconds=0.02)
        batch = server.create_batch(autostart=False)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            await watch.heard.until(lambda heard: heard.heard > 3)
            assert watch.heard.versions == [1]

    in_loop(main())


def test_a_status_keeps_its_raw_json(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch = server.create_batch(autostart=False)
        server.inject(UnknownFields(fields={"targetSequence": 2}))
        async with watching(server.url, batch, server.session_cookie()) as watch:
            await watch.heard.until(lambda heard: heard.versions == [1])
            event = watch.heard.events[0]
            assert isinstance(event, StatusEvent)
            assert '"targetSequence":2' in event.raw

    in_loop(main())


# What is asked.


def test_the_request() -> None:
    async def main() -> None:
        async with RawServer(streaming(whole_stream())).running() as server:
            cookie = "next-auth.session-token=abc"
            async with watching(server.url, "batch", cookie) as watch:
                await watch.ending()
        assert server.requests[0].startswith("GET /api/creative/batches/batch/events HTTP/1.1\r\n")
        headers = server.headers()
        assert headers["accept"] == "text/event-stream"
        assert headers["cache-control"] == "no-cache"
        assert headers["accept-encoding"] == "identity"
        assert headers["cookie"] == cookie
        assert "last-event-id" not in headers

    in_loop(main())


def test_a_batch_id_cannot_change_the_path() -> None:
    async def main() -> None:
        async with (
            RawServer(streaming(complete_bytes("../a?b#c"))).running() as server,
            watching(server.url, "../a?b#c") as watch,
        ):
            await watch.ending()
        assert server.requests[0].startswith("GET /api/creative/batches/..%2Fa%3Fb%23c/events HTTP/1.1\r\n")

    in_loop(main())


@pytest.mark.parametrize(
    ("given", "sent"),
    [
        ("41", "41"),
        ("版本 1", "版本 1"),
        ("a\tb", "a\tb"),
        (" padded\t", "padded"),
        ("", None),
        ("a\x0bb", None),
        ("a\x7fb", None),
        ("x" * 4096, "x" * 4096),
        ("x" * 4097, None),
    ],
)
def test_the_last_event_id_goes_out_as_utf_8_with_the_next_attempt(given: str, sent: str | None) -> None:
    async def main() -> None:
        first = f"id: {given}\ndata: x\n\nid: uncommitted\n".encode()
        async with (
            RawServer(streaming(first), streaming(whole_stream())).running() as server,
            watching(server.url, "batch") as watch,
        ):
            await watch.ending()
        line = server.headers(1).get("last-event-id")
        assert (line and line.encode("latin-1").decode()) == sent

    in_loop(main())


@pytest.mark.parametrize(
    ("first", "second", "sent"),
    [
        (b"id: 1\ndata: x\n\n", b"data: y\n\n", "1"),
        (b"id: 1\ndata: x\n\n", b"id: 2\n\n", "2"),
        (b"id: 1\ndata: x\n\n", b"id\ndata: y\n\n", None),
    ],
)
def test_the_last_event_id_stays_changes_and_is_reset_over_connections(
    first: bytes, second: bytes, sent: str | None
) -> None:
    async def main() -> None:
        answers = (streaming(first), streaming(second), streaming(whole_stream()))
        async with RawServer(*answers).running() as server, watching(server.url, "batch") as watch:
            await watch.ending()
            assert [server.headers(number).get("last-event-id") for number in range(3)] == [None, "1", sent]

    in_loop(main())


def test_the_last_event_id_goes_along_with_a_redirect() -> None:
    async def main() -> None:
        answers = (
            streaming(b"id: 7\ndata: x\n\n"),
            answering("307 There", "Location: /moved"),
            streaming(whole_stream()),
        )
        async with RawServer(*answers).running() as server, watching(server.url, "batch") as watch:
            await watch.ending()
            assert server.requests[2].startswith("GET /moved ")
            assert server.headers(2)["last-event-id"] == "7"

    in_loop(main())


def test_the_last_event_id_outlives_a_refused_attempt() -> None:
    async def main() -> None:
        answers = (streaming(b"id: 7\ndata: x\n\n"), answering("503 Busy"), streaming(whole_stream()))
        async with RawServer(*answers).running() as server, watching(server.url, "batch") as watch:
            await watch.ending()
            assert [server.headers(number).get("last-event-id") for number in range(3)] == [None, "7", "7"]

    in_loop(main())
