"""Streams without an engine: bytes from sockets to typed events, ours beside httpx with httpx-sse as shipped."""

import asyncio
import time
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager

import httpx
from httpx_sse import aconnect_sse

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.events import BatchEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.opening import stream_address
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import Subscription
from batchdesk.stream.vault import MemoryVault
from many_streams.gauges import Processor, resident_kilobytes
from many_streams.server_process import Server, running_server

Figures = dict[str, float]
SHARD = 100
"""Streams of one httpx client: more of them, and opening stalls the loop."""
SECONDS = 4.0


class Counter:
    """A listener that counts."""

    def __init__(self) -> None:
        self.events = 0
        self.live = 0
        self.news = asyncio.Event()

    def on_event(self, event: BatchEvent) -> None:
        self.events += 1

    def on_heard(self) -> None:
        pass

    def on_connection(self, connection: Connection) -> None:
        self.live += connection.state is ConnectionState.LIVE
        self.news.set()

    def on_refused(self, problem: Problem) -> None:
        raise AssertionError(problem)

    async def until_live(self, count: int) -> None:
        while self.live < count:
            self.news.clear()
            await self.news.wait()


@asynccontextmanager
async def ours(server: Server, count: int, counter: Counter) -> AsyncGenerator[list[asyncio.Task[None]]]:
    """So many subscriptions, as tasks."""
    pool = ClientPool()
    session = ServerSession(server.url, MemoryVault("token"), pool, lambda _: None)
    keys = [BatchKey(server.url, f"batch{number}") for number in range(count)]
    yield [asyncio.create_task(_run(Subscription(key, session, pool, counter))) for key in keys]
    await pool.aclose()


@asynccontextmanager
async def httpx_sse(server: Server, count: int, counter: Counter) -> AsyncGenerator[list[asyncio.Task[None]]]:
    """So many streams as one writes them with httpx and httpx-sse; clients of SHARD streams each."""
    limits = httpx.Limits(max_connections=None)
    clients = [
        httpx.AsyncClient(limits=limits, timeout=None, cookies={"next-auth.session-token": "token"})
        for _ in range(0, count, SHARD)
    ]

    async def read(client: httpx.AsyncClient, address: str) -> None:
        async with aconnect_sse(client, "GET", address) as source:
            counter.live += 1
            counter.news.set()
            async for event in source.aiter_sse():
                counter.events += event.event == "batch-status"

    addresses = [stream_address(BatchKey(server.url, f"batch{number}")) for number in range(count)]
    yield [asyncio.create_task(read(clients[number // SHARD], address)) for number, address in enumerate(addresses)]
    await asyncio.gather(*(client.aclose() for client in clients))


async def many(kind: Callable[..., object], count: int) -> Figures:
    """Open, listen for a while, close: what each costs."""
    with running_server() as server:
        counter, before = Counter(), resident_kilobytes()
        start = time.perf_counter()
        async with kind(server, count, counter) as tasks:  # type: ignore[attr-defined]
            await counter.until_live(count)
            figures = {"opened in, s": round(time.perf_counter() - start, 2)}
            await server.ask("opened", count)
            await server.ask("send", count, 1.0)
            figures["memory a stream, KB"] = round((resident_kilobytes() - before) / count, 1)
            heard, processor = counter.events, Processor()
            await server.ask("send", count, SECONDS)
            figures["CPU an event, µs"] = processor.microseconds_each(counter.events - heard)
            start = time.perf_counter()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        figures["closed in, s"] = round(time.perf_counter() - start, 2)
        assert asyncio.all_tasks() == {asyncio.current_task()}
        await server.ask("opened", 0)
    return figures


async def many_ours(count: int) -> Figures:
    return await many(ours, count)


async def many_httpx_sse(count: int) -> Figures:
    return await many(httpx_sse, count)


async def back(_count: int) -> Figures:
    """One stream, cut by RST; then cut and answered with something else once before it is let in."""
    answers = {
        "after a reset, s": [],
        "after a reset and one 503, s": [_answer("503 Busy")],
        "after a reset and one 401, s": [_answer("401 Unauthorized")],
        "after a reset and one page, s": [_answer("200 OK", "Content-Type: text/html", "<html>")],
    }
    return {name: await _back_after(refusals) for name, refusals in answers.items()}


async def _back_after(refusals: list[str]) -> float:
    with running_server() as server:
        counter = Counter()
        async with ours(server, 1, counter) as tasks:
            await counter.until_live(1)
            await server.ask("opened", 1)
            start = time.perf_counter()
            await server.ask("reset", *refusals)
            await counter.until_live(2)
            seconds = time.perf_counter() - start
            tasks[0].cancel()
            await asyncio.wait(tasks)
    return round(seconds, 2)


def _answer(status: str, header: str = "X-A: b", body: str = "") -> str:
    return f"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"


async def _run(subscription: Subscription) -> None:
    await subscription.run()
