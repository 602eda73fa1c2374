"""What the public suites ask of a client: the web-platform-tests' `eventsource/format-*` and LaunchDarkly's contract
tests for server-sent events. Each case is decoded whole, in small pieces, and over a connection, a chunk a piece."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import httpx
import pytest

from batchdesk.stream.clients import ClientPool
from batchdesk.stream.decoder import MEBIBYTE, Comment, Event, EventDecoder, Frame, RetryHint
from batchdesk.stream.opening import Meaning, ask_for_stream, meaning_of

from .support import PATIENCE, RawConnection, RawServer, answering, in_loop

BOM = "\ufeff"
LONG = "x" * 2048


def messages(*data: str) -> list[Frame]:
    return [Event("message", each, "") for each in data]


WEB_PLATFORM: dict[str, tuple[str, list[Frame]]] = {
    "format-bom": (f"{BOM}data:1\n\n{BOM}data:2\n\ndata:3\n\n", messages("1", "3")),
    "format-bom-2": (f"{BOM}{BOM}data:1\n\ndata:2\n\ndata:3\n\n", messages("2", "3")),
    "format-comments": (
        f"data:1\r:\0\n:\r\ndata:2\n:{LONG}\rdata:3\n:data:fail\r:{LONG}\ndata:4\n\n",
        [Comment("\0"), Comment(""), Comment(LONG), Comment("data:fail"), Comment(LONG), *messages("1\n2\n3\n4")],
    ),
    "format-data-before-final-empty-line": (
        "retry:1000\ndata:test1\n\nid:test\ndata:test2",
        [RetryHint(1000), *messages("test1")],
    ),
    "format-field-data": ("data:\n\ndata\ndata\n\ndata:test", messages("", "\n")),
    "format-field-event": (
        "event:test\ndata:x\n\ndata:x\n\n",
        [Event("test", "x", ""), *messages("x")],
    ),
    "format-field-event-empty": ("event: \ndata:data\n\n", messages("data")),
    "format-field-id-2": (
        "id: 1\ndata: a\n\nid\ndata: b\n\ndata: c\n\n",
        [Event("message", "a", "1"), *messages("b", "c")],
    ),
    "format-field-id-null": ("id: \0\ndata: a\n\nid: \0x\0\ndata: b\n\n", messages("a", "b")),
    "format-field-parsing": (
        "data:\0\ndata:  2\rData:1\ndata\0:2\ndata:1\r\0data:4\nda-ta:3\rdata_5\ndata:3\rdata:\r\n data:32\ndata:4\n\n",
        messages("\0\n 2\n1\n3\n\n4"),
    ),
    "format-field-retry": ("retry:3000\ndata:x\n\n", [RetryHint(3000), *messages("x")]),
    "format-field-retry-bogus": ("retry:3000\nretry:1000x\ndata:x\n\n", [RetryHint(3000), *messages("x")]),
    "format-field-retry-empty": ("retry\ndata:test\n\n", messages("test")),
    "format-field-unknown": (
        "data:test\n data\ndata\nfoobar:xxx\njustsometext\n:thisisacommentyay\ndata:test\n\n",
        [Comment("thisisacommentyay"), *messages("test\n\ntest")],
    ),
    "format-leading-space": ("data:\ttest\rdata: \ndata:test\n\n", messages("\ttest\n\ntest")),
    "format-newlines": ("data:test\r\ndata\ndata:test\r\n\r", messages("test\n\ntest")),
    "format-null-character": ("data:\0\n\n\n\n", messages("\0")),
    "format-utf-8": ("data:ok…\n\n", messages("ok…")),
}


def with_line_end(end: str) -> dict[str, tuple[str, list[Frame]]]:
    """The contract tests' cases of line ends, all of them with this one."""
    cases: dict[str, tuple[str, list[Frame]]] = {
        "one and two lines": (f"data: 1{end}{end}data: 2a{end}data: 2b{end}{end}", messages("1", "2a\n2b")),
        "an empty line first": (f"data:{end}data: 2{end}data: 3{end}{end}", messages("\n2\n3")),
        "an empty line within": (f"data: 1{end}data:{end}data: 3{end}{end}", messages("1\n\n3")),
        "blank lines between": (f"data: 1{end}{end}{end}data: 2{end}{end}{end}{end}", messages("1", "2")),
    }
    return {f"{name}, {end!r}": case for name, case in cases.items()}


CONTRACT: dict[str, tuple[str, list[Frame]]] = {
    **with_line_end("\n"),
    **with_line_end("\r\n"),
    **with_line_end("\r"),
    "type and id in any order": (
        "event: a\nid: 1\ndata: x\n\ndata: y\nid: 2\nevent: b\n\n",
        [Event("a", "x", "1"), Event("b", "y", "2")],
    ),
    "an id stays until an empty one": (
        "id: 1\ndata: a\n\ndata: b\n\nid: \ndata: c\n\n",
        [Event("message", "a", "1"), Event("message", "b", "1"), *messages("c")],
    ),
    "an id with NUL": ("id: a\0bc\ndata: a\n\n", messages("a")),
    "one space is no part of a value": ("event:  a\ndata:  b\n\n", [Event(" a", " b", "")]),
    "no colon": ("data\n\ndata\ndata\n\n", messages("", "\n")),
    "many": ("".join(f"data: {number}\n\n" for number in range(100)), messages(*map(str, range(100)))),
    "characters of several bytes": ("data: €豆腐\n\n", messages("€豆腐")),
    "comments around an event": (":a\n:b\ndata: c\n\n:d\n", [Comment("a"), Comment("b"), *messages("c"), Comment("d")]),
    "a mark before a comment": (f"{BOM}:a\ndata: b\n\n", [Comment("a"), *messages("b")]),
    "a second mark is data": (f"{BOM}data: {BOM}a\n\n", messages(f"{BOM}a")),
}

CASES = {**WEB_PLATFORM, **CONTRACT}


def pieces_of(stream: bytes, size: int) -> list[bytes]:
    return [stream[start : start + size] for start in range(0, len(stream), size)]


@asynccontextmanager
async def opened(server: RawServer) -> AsyncGenerator[httpx.Response]:
    """The answer to a request for a stream."""
    pool = ClientPool()
    try:
        async with ask_for_stream(pool, f"{server.url}/stream", lambda _url: None) as response:
            yield response
    finally:
        await pool.aclose()


@pytest.mark.parametrize("size", [1, 2, 5, MEBIBYTE])
@pytest.mark.parametrize("name", CASES)
def test_a_stream_in_pieces(name: str, size: int) -> None:
    stream, frames = CASES[name]
    decoder = EventDecoder()
    assert [frame for piece in pieces_of(stream.encode(), size) for frame in decoder.feed(piece)] == frames


def sending(stream: bytes, size: int) -> Callable[[RawConnection], Awaitable[None]]:
    """An answer with this stream, a chunk for each `size` bytes of it."""

    async def answer(connection: RawConnection) -> None:
        await connection.send(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream;charset=windows-1252\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n"
        )
        for piece in pieces_of(stream, size):
            await connection.send(b"%x\r\n%b\r\n" % (len(piece), piece))
        await connection.send(b"0\r\n\r\n")

    return answer


async def received(server: RawServer) -> list[Frame]:
    """All that a stream brings."""
    async with asyncio.timeout(PATIENCE), opened(server) as response:
        assert meaning_of(response).meaning is Meaning.OPEN
        decoder = EventDecoder()
        return [frame async for data in response.aiter_raw() for frame in decoder.feed(data)]


@pytest.mark.usefixtures("each_loop")
@pytest.mark.parametrize("name", CASES)
def test_a_stream_over_a_connection(name: str) -> None:
    stream, frames = CASES[name]

    async def main() -> None:
        async with RawServer(sending(stream.encode(), 7)).running() as server:
            assert await received(server) == frames

    in_loop(main())


@pytest.mark.usefixtures("each_loop")
@pytest.mark.parametrize("piece", [4096, 2 * MEBIBYTE])
@pytest.mark.parametrize("size", [1024, 8192, 65_536, 262_144, MEBIBYTE])
def test_a_large_event_over_a_connection(size: int, piece: int) -> None:
    async def main() -> None:
        async with RawServer(sending(f"data: {'x' * size}\n\n".encode(), piece)).running() as server:
            assert await received(server) == messages("x" * size)

    in_loop(main())


def test_a_line_end_cut_in_two_at_every_place() -> None:
    decoder = EventDecoder()
    pieces = (b"data: Hello\r", b"\ndata: World\r", b"\n\r\ndata: OK\r", b"\n", b"\r", b"\n")
    assert [frame for piece in pieces for frame in decoder.feed(piece)] == messages("Hello\nWorld", "OK")


@pytest.mark.parametrize(
    "size", [1, 128, 1023, 1024, 1025, 4094, 4096, 4098, 8189, 8192, 8195, 16_384, 65_536, 262_144, 1_048_576]
)
@pytest.mark.parametrize("piece", [1460, 65_536, 2 * MEBIBYTE])
def test_an_event_as_large_as_buffers_are(size: int, piece: int) -> None:
    decoder = EventDecoder()
    data = "x" * size
    stream = f"data: {data}\n\n".encode()
    assert [frame for part in pieces_of(stream, piece) for frame in decoder.feed(part)] == messages(data)


@pytest.mark.usefixtures("each_loop")
@pytest.mark.parametrize(
    ("content_type", "opens"),
    [
        ("text/event-stream;", True),
        ("text/event-stream; charset=utf-8", True),
        ("text/event-stream;x=bogus", True),
        ("TEXT/Event-Stream ;charset=UTF-8", True),
        ("text/event-stream bogus", False),
        ("text/event-streamx", False),
        ("x/event-stream", False),
        ("", False),
    ],
)
def test_the_type_of_an_answer(content_type: str, opens: bool) -> None:
    async def main() -> None:
        async with (
            RawServer(answering("200 OK", f"Content-Type: {content_type}")).running() as server,
            opened(server) as response,
        ):
            assert (meaning_of(response).meaning is Meaning.OPEN) is opens

    in_loop(main())
