"""What each answer to the request for a stream leads to, redirects among them."""

from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.testserver import (
    FORBIDDEN_MERCHANT,
    EmbeddedServer,
    HtmlAnswer,
    Redirect,
    Refuse,
)

from .support import (
    PATIENT,
    QUICKLY,
    STREAM_TYPE,
    RawServer,
    answering,
    in_loop,
    is_waiting,
    streaming,
    watching,
    whole_stream,
)

pytestmark = pytest.mark.usefixtures("each_loop")


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
