"""A server of streams that costs next to nothing, so that the client beside it has a core of its own.

    python -m many_streams.server        (started by `Server` in `server_process.py`)

The embedded server holds some thousand streams; this one, a bare protocol over uvloop that answers only what these
benchmarks ask, holds ten thousand. It speaks as the real one does: chunked, the full state at once, a comment as
heartbeat. Its first line is its port; then each line of its standard input is a JSON command, answered by a line.
"""

import asyncio
import json
import random
import socket
import struct
import sys
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import uvloop

TICK_SECONDS = 0.002
STREAM_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache, no-transform\r\n"
    b"X-Accel-Buffering: no\r\nTransfer-Encoding: chunked\r\n\r\n"
)
HEARTBEAT = b"d\r\n: heartbeat\n\n\r\n"
STATE = (
    '{"batchId":"%s","status":"RUNNING","statusVersion":%d,"startedAt":"2026-11-24T08:00:00.000Z","completedAt":null,'
    '"errorCode":null,"errorMessage":null,"tokenUsage":null,"copyCount":0,"timestamp":"%s"}'
)


class Connection(asyncio.Protocol):
    """One request, and the stream that answers it."""

    def __init__(self, streams: "Streams") -> None:
        self._streams = streams
        self._request = b""
        self.batch_id = ""
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport  # type: ignore[assignment]

    def data_received(self, data: bytes) -> None:
        self._request += data
        if b"\r\n\r\n" in self._request:
            self._answer(self._request.split(b" ", 2)[1].decode())
            self._request = b""

    def connection_lost(self, exc: Exception | None) -> None:
        self._streams.open.pop(self, None)
        self._streams.changed.set()

    def send_state(self, version: int) -> None:
        state = STATE % (self.batch_id, version, datetime.now(UTC).isoformat(timespec="microseconds"))
        body = f"event: batch-status\ndata: {state}\n\n".encode()
        self.transport.write(b"%x\r\n%b\r\n" % (len(body), body))

    def _answer(self, path: str) -> None:
        if path.endswith("/events"):
            self._answer_stream(path.split("/")[-2])
        elif path.endswith("/csrf"):
            self._answer_json(b'{"csrfToken":"token"}')
        else:
            self._answer_json(b'{"user":{"email":"operator@example.com"},"expires":"2027-11-24T08:00:00.000Z"}')

    def _answer_json(self, body: bytes) -> None:
        head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: %d\r\n\r\n"
        self.transport.write(head % len(body) + body)
        self.transport.close()

    def _answer_stream(self, batch_id: str) -> None:
        if self._streams.refusals:
            self.transport.write(self._streams.refusals.pop(0))
            self.transport.close()
            return
        self.batch_id = batch_id
        self.transport.write(STREAM_HEAD)
        self._streams.open[self] = None
        self._streams.changed.set()
        self.send_state(self._streams.next_version(batch_id))


class Streams:
    """All open streams, and what can be done with them."""

    def __init__(self) -> None:
        self.open: dict[Connection, None] = {}
        self.changed = asyncio.Event()
        self.refusals: list[bytes] = []
        self._versions: dict[str, int] = {}

    def next_version(self, batch_id: str) -> int:
        version = self._versions[batch_id] = self._versions.get(batch_id, 0) + 1
        return version

    async def opened(self, count: int) -> int:
        """Answer when so many are open."""
        while len(self.open) != count:
            self.changed.clear()
            await self.changed.wait()
        return len(self.open)

    async def send(self, rate: float, seconds: float) -> int:
        """`rate` events a second, evenly in time, each to the next stream in an order drawn by lot."""
        return await self._in_turn(rate, seconds, lambda each: each.send_state(self.next_version(each.batch_id)))

    async def beat(self, every: float, seconds: float) -> int:
        """A heartbeat to each stream every so many seconds, evenly in time."""
        return await self._in_turn(len(self.open) / every, seconds, lambda each: each.transport.write(HEARTBEAT))

    async def send_now_and_then(self, count: int) -> int:
        """So many events, at random moments, so that none keeps time with a frame."""
        for _ in range(count):
            await asyncio.sleep(random.uniform(0.02, 0.06))
            for each in self.open:
                each.send_state(self.next_version(each.batch_id))
        return count

    async def reset(self, *answers: str) -> int:
        """Cut all streams by RST; the next attempts get these answers first."""
        self.refusals = [answer.encode() for answer in answers]
        cut = list(self.open)
        for each in cut:
            plain: socket.socket = each.transport.get_extra_info("socket")
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            each.transport.abort()
        return len(cut)

    async def _in_turn(self, rate: float, seconds: float, act: Callable[[Connection], None]) -> int:
        order = random.sample(list(self.open), len(self.open))
        start, done = time.perf_counter(), 0
        while (passed := time.perf_counter() - start) < seconds:
            for number in range(done, int(passed * rate)):
                act(order[number % len(order)])
            done = int(passed * rate)
            await asyncio.sleep(TICK_SECONDS)
        return done


async def main() -> None:
    loop = asyncio.get_running_loop()
    streams = Streams()
    server = await loop.create_server(lambda: Connection(streams), "127.0.0.1", 0, backlog=4096)
    _say(server.sockets[0].getsockname()[1])
    commands = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(commands), sys.stdin)
    while line := await commands.readline():
        name, *arguments = json.loads(line)
        command: Callable[..., Awaitable[int]] = getattr(streams, name)
        _say(await command(*arguments))


def _say(answer: int) -> None:
    print(answer, flush=True)  # noqa: T201 -- how it is spoken with


if __name__ == "__main__":
    uvloop.run(main())
