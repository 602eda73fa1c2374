"""A listener that can be waited for, a subscription with an owner, and a server that answers byte by byte as told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.events import BatchEvent, StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.exchange import exchange
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import StreamOptions, Subscription
from batchdesk.stream.vault import MemoryVault
from batchdesk.testserver import Plan

PATIENCE = 10.0
QUICK = ReconnectPolicy(initial=0.01, cap=0.05)
PATIENT = ReconnectPolicy(initial=3600, cap=3600)
QUICKLY = Plan(queued_seconds=0.05, running_seconds=0.05)
LIVE, WAITING, CONNECTING = ConnectionState.LIVE, ConnectionState.WAITING, ConnectionState.CONNECTING
STREAM_TYPE = "Content-Type: text/event-stream"
STREAM_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"


loop_factory: Callable[[], asyncio.AbstractEventLoop] | None = None
"""What makes the loop of `in_loop`; None for asyncio's own. The fixture `each_loop` sets it."""


def in_loop(main: Coroutine[Any, Any, None]) -> None:
    """Run a test's coroutine, and fail it when it leaves a task."""

    async def checked() -> None:
        await main
        left = asyncio.all_tasks() - {asyncio.current_task()}
        assert not left, left

    with asyncio.Runner(loop_factory=loop_factory) as runner:
        runner.run(checked())


class Recorder:
    """Keeps what a subscription tells."""

    def __init__(self) -> None:
        self.events: list[BatchEvent] = []
        self.connections: list[Connection] = []
        self.refused: list[Problem] = []
        self.heard = 0
        self._news = asyncio.Event()

    def on_event(self, event: BatchEvent) -> None:
        self.events.append(event)
        self._news.set()

    def on_heard(self) -> None:
        self.heard += 1
        self._news.set()

    def on_connection(self, connection: Connection) -> None:
        self.connections.append(connection)
        self._news.set()

    def on_refused(self, problem: Problem) -> None:
        self.refused.append(problem)
        self._news.set()

    @property
    def versions(self) -> list[int]:
        return [event.version for event in self.events if isinstance(event, StatusEvent)]

    @property
    def states(self) -> list[ConnectionState]:
        return [connection.state for connection in self.connections]

    def problems(self) -> list[Problem]:
        return [connection.problem for connection in self.connections if connection.problem is not None]

    async def until(self, holds: Callable[["Recorder"], bool]) -> None:
        """Return as soon as it holds; looked at again with each thing told."""
        async with asyncio.timeout(PATIENCE):
            while not holds(self):
                self._news.clear()
                await self._news.wait()


def is_live(heard: Recorder) -> bool:
    return heard.states[-1:] == [LIVE]


def is_waiting(heard: Recorder) -> bool:
    return heard.states[-1:] == [WAITING]


class Watch:
    """A subscription with all that it needs, for one server."""

    def __init__(
        self,
        key: BatchKey,
        pool: ClientPool,
        cookie: str | None,
        policy: ReconnectPolicy = QUICK,
        options: StreamOptions = StreamOptions(),  # noqa: B008
    ) -> None:
        self.heard = Recorder()
        self.session_changes: list[str] = []
        vault = MemoryVault()
        if cookie is not None:
            vault.set(key.server, cookie)
        self.session = ServerSession(
            key.server, vault, pool, lambda session: self.session_changes.append(session.state.value)
        )
        self.subscription = Subscription(key, self.session, pool, self.heard, policy, options)
        self.task = asyncio.create_task(self.subscription.run())

    async def stop(self) -> None:
        self.task.cancel()
        with suppress(asyncio.CancelledError):
            await self.task

    async def ending(self) -> str:
        async with asyncio.timeout(PATIENCE):
            return (await self.task).value


@asynccontextmanager
async def watching(server: str, batch_id: str, cookie: str | None = None, **settings: Any) -> AsyncIterator[Watch]:
    """Watch one batch while the context lasts."""
    pool = ClientPool()
    watch = Watch(BatchKey(server, batch_id), pool, cookie, **settings)
    try:
        yield watch
    finally:
        await watch.stop()
        await pool.aclose()


async def problem_of_asking(pool: ClientPool, address: str) -> Problem:
    """What becomes of a request that fails; closes the pool."""
    with pytest.raises(BatchdeskError) as caught:
        await exchange(pool, "GET", address)
    await pool.aclose()
    return caught.value.problem


class RawServer:
    """Answers each connection with the next of `answers`, the last one again and again; notes what was asked."""

    def __init__(self, *answers: Callable[["RawConnection"], Awaitable[None]]) -> None:
        self._answers = list(answers)
        self.requests: list[str] = []
        self.url = ""
        self._asked = asyncio.Event()

    async def until_asked(self) -> None:
        """Return when the first request is there."""
        async with asyncio.timeout(PATIENCE):
            await self._asked.wait()

    async def until_asked_again(self) -> None:
        """Return when one more request is there."""
        self._asked.clear()
        await self.until_asked()

    @asynccontextmanager
    async def running(self) -> AsyncIterator["RawServer"]:
        tasks: set[asyncio.Task[None]] = set()

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            assert task is not None
            tasks.add(task)
            try:
                self.requests.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
                self._asked.set()
                answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
                await answer(RawConnection(reader, writer))
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass  # the client has gone, or the test is over
            finally:
                tasks.discard(task)
                writer.close()

        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        try:
            yield self
        finally:
            server.close()
            for task in list(tasks):
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await server.wait_closed()

    def headers(self, number: int = -1) -> dict[str, str]:
        lines = self.requests[number].split("\r\n")[1:]
        return dict(line.lower().split(": ", 1) for line in lines if line)


class RawConnection:
    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    async def until_client_goes(self) -> None:
        await self.reader.read()


def answering(status: str, *headers: str, body: bytes = b"") -> Callable[[RawConnection], Awaitable[None]]:
    """A complete answer."""
    head = "\r\n".join([f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "Connection: close", "", ""])

    async def answer(connection: RawConnection) -> None:
        await connection.send(head.encode() + body)

    return answer


def streaming(*parts: bytes, then_hold: bool = False) -> Callable[[RawConnection], Awaitable[None]]:
    """A stream of these parts; with `then_hold` it stays open until the client goes."""

    async def answer(connection: RawConnection) -> None:
        await connection.send(STREAM_HEAD)
        for part in parts:
            await connection.send(part)
        if then_hold:
            await connection.until_client_goes()

    return answer


def status_bytes(batch_id: str, version: int, status: str = "RUNNING") -> bytes:
    return (
        f'event: batch-status\ndata: {{"batchId":"{batch_id}","status":"{status}","statusVersion":{version}}}\n\n'
    ).encode()


def complete_bytes(batch_id: str) -> bytes:
    return f'event: complete\ndata: {{"batchId":"{batch_id}","finalStatus":"SUCCEEDED"}}\n\n'.encode()


def whole_stream(batch_id: str = "batch") -> bytes:
    return status_bytes(batch_id, 1) + status_bytes(batch_id, 2, "SUCCEEDED") + complete_bytes(batch_id)
