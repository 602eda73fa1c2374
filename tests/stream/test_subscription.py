"""Subscriptions over real sockets: what each answer, break and silence leads to."""

import asyncio
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.events import CompleteEvent, ErrorEvent, StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import StreamOptions, Subscription
from batchdesk.stream.troubles import Reason
from batchdesk.stream.vault import MemoryVault
from batchdesk.testserver import (
    FORBIDDEN_MERCHANT,
    Cut,
    Drop,
    EmbeddedServer,
    ForeignEvent,
    GiantLine,
    HangUp,
    HtmlAnswer,
    IdAndRetry,
    LineEnds,
    MalformedJson,
    Plan,
    Redirect,
    Refuse,
    Silence,
    SlowDrip,
    UnknownFields,
    UnknownStatus,
    WrongVersion,
)
from batchdesk.testserver import ErrorEvent as ErrorEventFault
from batchdesk.testserver.faults import Fault

from .support import (
    PATIENCE,
    QUICK,
    STREAM_HEAD,
    RawConnection,
    RawServer,
    Recorder,
    answering,
    complete_bytes,
    in_loop,
    status_bytes,
    streaming,
    watching,
)

pytestmark = pytest.mark.usefixtures("each_loop")

QUICKLY = Plan(queued_seconds=0.05, running_seconds=0.05)
PATIENT = ReconnectPolicy(initial=3600, cap=3600)
LIVE, WAITING, CONNECTING = ConnectionState.LIVE, ConnectionState.WAITING, ConnectionState.CONNECTING
STREAM_TYPE = "Content-Type: text/event-stream"


def is_live(heard: Recorder) -> bool:
    return heard.states[-1:] == [LIVE]


def is_waiting(heard: Recorder) -> bool:
    return heard.states[-1:] == [WAITING]


def whole_stream(batch_id: str = "batch") -> bytes:
    return status_bytes(batch_id, 1) + status_bytes(batch_id, 2, "SUCCEEDED") + complete_bytes(batch_id)


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
    [("41", "41"), ("版本 1", "版本 1"), (" padded\t", "padded"), ("", None), ("a\x0bb", None), ("a\x7fb", None)],
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


def test_the_last_event_id_outlives_a_refused_attempt() -> None:
    async def main() -> None:
        answers = (streaming(b"id: 7\ndata: x\n\n"), answering("503 Busy"), streaming(whole_stream()))
        async with RawServer(*answers).running() as server, watching(server.url, "batch") as watch:
            await watch.ending()
            assert [server.headers(number).get("last-event-id") for number in range(3)] == [None, "7", "7"]

    in_loop(main())


# What an answer means.


def test_204_stops_it(server: EmbeddedServer) -> None:
    async def main() -> None:
        server.inject(Refuse(status=204))
        async with watching(server.url, server.create_batch(), server.session_cookie()) as watch:
            assert await watch.ending() == "no_content"
            assert watch.heard.states[-1] is ConnectionState.IDLE

    in_loop(main())


@pytest.mark.parametrize("status", [403, 404, 410])
def test_not_found_or_no_access_stops_it_and_may_be_tried_again(server: EmbeddedServer, status: int) -> None:
    async def main() -> None:
        server.inject(Refuse(status=status))
        batch = server.create_batch(plan=QUICKLY)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            assert await watch.ending() == "gone"
            assert watch.subscription.connection.state is ConnectionState.GONE
            assert watch.subscription.connection.problem == Problem(ProblemKind.NOT_FOUND)
            assert (await watch.subscription.run()).value == "complete"

    in_loop(main())


def test_another_merchants_batch_is_gone(server: EmbeddedServer) -> None:
    async def main() -> None:
        batch = server.create_batch(merchant=FORBIDDEN_MERCHANT.id)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            assert await watch.ending() == "gone"

    in_loop(main())


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503])
def test_not_now_is_asked_again(server: EmbeddedServer, status: int) -> None:
    async def main() -> None:
        server.inject(Refuse(status=status))
        async with watching(server.url, server.create_batch(plan=QUICKLY), server.session_cookie()) as watch:
            assert await watch.ending() == "complete"
            assert watch.heard.problems()[0] == Problem(ProblemKind.REFUSED, {"code": status})

    in_loop(main())


@pytest.mark.parametrize("as_date", [False, True])
def test_retry_after_is_a_floor(server: EmbeddedServer, as_date: bool) -> None:
    async def main() -> None:
        retry_after = datetime.now(UTC) + timedelta(seconds=900) if as_date else 900
        server.inject(Refuse(status=503, retry_after=retry_after))
        async with watching(server.url, server.create_batch(plan=QUICKLY), server.session_cookie()) as watch:
            await watch.heard.until(is_waiting)
            waiting = watch.heard.connections[-1]
            assert waiting.next_attempt_at is not None
            assert waiting.since is not None
            assert (waiting.next_attempt_at - waiting.since).total_seconds() > 890
            watch.subscription.wake()  # the operator need not wait for it
            assert await watch.ending() == "complete"

    in_loop(main())


@pytest.mark.parametrize(
    ("content_type", "opens"),
    [
        ("text/event-stream", True),
        ("Text/Event-Stream; charset=ISO-8859-1", True),
        ("text/event-stream;", True),
        ("text/html", False),
        ("text/event-streams", False),
        ("application/json; x=text/event-stream", False),
        ("text/event-stream, text/html", False),
        ("", False),
    ],
)
def test_only_an_event_stream_opens(content_type: str, opens: bool) -> None:
    async def main() -> None:
        first = answering("200 OK", f"Content-Type: {content_type}", body=whole_stream())
        async with RawServer(first, streaming(whole_stream())).running() as server:
            async with watching(server.url, "batch") as watch:
                assert await watch.ending() == "complete"
            refused = [Problem(ProblemKind.NOT_A_STREAM, {"content_type": content_type})]
            assert watch.heard.problems()[:1] == ([] if opens else refused)
            assert len(server.requests) == (1 if opens else 2)

    in_loop(main())


def test_a_page_instead_of_a_stream_is_overcome(server: EmbeddedServer) -> None:
    async def main() -> None:
        server.inject(HtmlAnswer())
        async with watching(server.url, server.create_batch(plan=QUICKLY), server.session_cookie()) as watch:
            assert await watch.ending() == "complete"
            assert watch.heard.problems()[0].kind is ProblemKind.NOT_A_STREAM

    in_loop(main())


@pytest.mark.parametrize("status", ["201 Created", "206 Partial", "300 Many", "304 Same", "400 Bad", "451 No"])
def test_any_other_status_is_no_stream(status: str) -> None:
    async def main() -> None:
        first = answering(status, STREAM_TYPE, body=b"" if status.startswith("304") else whole_stream())
        async with RawServer(first, streaming(whole_stream())).running() as server:
            async with watching(server.url, "batch") as watch:
                assert await watch.ending() == "complete"
            assert watch.heard.problems()[0] == Problem(ProblemKind.NOT_A_STREAM, {"code": int(status[:3])})

    in_loop(main())


def test_a_compressed_stream_is_refused_in_words() -> None:
    async def main() -> None:
        first = answering("200 OK", STREAM_TYPE, "Content-Encoding: gzip", body=b"\x1f\x8b")
        async with RawServer(first, streaming(whole_stream())).running() as server:
            async with watching(server.url, "batch") as watch:
                assert await watch.ending() == "complete"
            refused = Problem(ProblemKind.NOT_A_STREAM, {"content_type": "text/event-stream (gzip)"})
            assert watch.heard.problems()[0] == refused

    in_loop(main())


# Redirects.


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_the_next_attempt_goes_to_the_first_address(
    server: EmbeddedServer, status: int
) -> None:
    async def main() -> None:
        server.inject(Redirect(location="/moved{path}", status=status))
        batch = server.create_batch(autostart=False)
        async with watching(server.url, batch, server.session_cookie()) as watch:
            await watch.heard.until(lambda heard: heard.versions == [1])
            assert server.requests.count(path_suffix=f"/moved/api/creative/batches/{batch}/events", status=200) == 1
            server.drop_streams()
            await watch.heard.until(lambda heard: heard.versions == [1, 1])
            asked = [entry.path.startswith("/moved") for entry in server.requests.matching(batch_id=batch)]
            assert asked == [False, True, False]

    in_loop(main())


@pytest.mark.parametrize("scheme_relative", [False, True])
def test_the_cookie_goes_to_no_other_origin(scheme_relative: bool) -> None:
    async def main() -> None:
        async with RawServer(streaming(whole_stream())).running() as other:
            target = other.url.removeprefix("http:") if scheme_relative else other.url
            redirect = answering("307 There", f"Location: {target}/elsewhere", "Set-Cookie: planted=1; Path=/")
            async with RawServer(redirect).running() as server:
                async with watching(server.url, "batch", "next-auth.session-token=secret") as watch:
                    assert await watch.ending() == "complete"
                assert "cookie" in server.headers()
            assert "cookie" not in other.headers()
            assert "secret" not in other.requests[0]

    in_loop(main())


def test_redirects_without_end_are_given_up() -> None:
    async def main() -> None:
        async with RawServer(answering("302 Round", "Location: /round")).running() as server:
            async with watching(server.url, "batch", policy=PATIENT) as watch:
                await watch.heard.until(is_waiting)
                assert watch.heard.problems() == [Problem(ProblemKind.NOT_A_STREAM, {"code": 302})]
            assert len(server.requests) == 11

    in_loop(main())


@pytest.mark.parametrize("location", ["ftp://example.com/x", "http://[bad", "", "http://"])
def test_a_redirect_to_nowhere_is_no_stream(location: str) -> None:
    async def main() -> None:
        first = answering("302 Where", f"Location: {location}")
        async with (
            RawServer(first, streaming(whole_stream())).running() as server,
            watching(server.url, "batch") as watch,
        ):
            assert await watch.ending() == "complete"

    in_loop(main())


# The session.


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


# Breaks.


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
            assert watch.heard.problems()[0] == Problem(ProblemKind.TOO_LARGE, {"limit": 1024 * 1024})

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


# Waking, stopping.


def test_waking_ends_a_pause(server: EmbeddedServer) -> None:
    async def main() -> None:
        server.inject(Refuse(status=503))
        batch = server.create_batch(plan=QUICKLY)
        async with watching(server.url, batch, server.session_cookie(), policy=PATIENT) as watch:
            await watch.heard.until(is_waiting)
            watch.subscription.wake()
            assert await watch.ending() == "complete"

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
    ("answer", "reached"),
    [
        (RawConnection.until_client_goes, CONNECTING),
        (streaming(status_bytes("batch", 1), then_hold=True), LIVE),
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
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await pool.aclose()
        await asyncio.to_thread(server.wait_until, lambda: server.open_streams == 0)

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
