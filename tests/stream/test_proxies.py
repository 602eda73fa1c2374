"""Which requests go by a proxy, and what it sees of them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import httpx
import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.stream.clients import STREAMS_PER_CLIENT, ClientPool, proxy_for
from batchdesk.stream.route import Route
from batchdesk.stream.troubles import Reason

from .encrypted import CERTIFICATES, encrypted_server
from .support import (
    PATIENT,
    STREAM_HEAD,
    RawServer,
    Watch,
    answering,
    complete_bytes,
    in_loop,
    problem_of_asking,
    status_bytes,
    streaming,
)

pytestmark = pytest.mark.usefixtures("no_proxy_of_this_machine")


@asynccontextmanager
async def tunnelling_proxy() -> AsyncIterator[tuple[str, list[str]]]:
    """A proxy that does as CONNECT asks; gives its address and the heads that it was sent."""
    heads: list[str] = []

    async def pass_on(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                writer.write(data)
        writer.transport.abort()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append((await reader.readuntil(b"\r\n\r\n")).decode("latin-1"))
        host, _, port = heads[-1].split()[1].rpartition(":")
        there_reader, there = await asyncio.open_connection(host, int(port))
        writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
        await asyncio.gather(pass_on(reader, there), pass_on(there_reader, writer))

    ours = asyncio.all_tasks()
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", heads
    finally:
        server.close()
        await server.wait_closed()
        if serving := asyncio.all_tasks() - ours:
            await asyncio.wait(serving)


@pytest.mark.parametrize(
    ("url", "variables", "proxy"),
    [
        ("http://desk.example/", {}, None),
        ("http://desk.example/", {"http_proxy": "http://proxy.example:3128"}, "http://proxy.example:3128"),
        ("https://desk.example/", {"https_proxy": "proxy.example:3128"}, "http://proxy.example:3128"),
        ("https://desk.example/", {"all_proxy": "http://proxy.example:1"}, "http://proxy.example:1"),
        ("https://desk.example/", {"http_proxy": "http://proxy.example:3128"}, None),
        ("http://desk.example/", {"http_proxy": "http://p:1", "no_proxy": "desk.example"}, None),
        ("http://a.desk.example/", {"http_proxy": "http://p:1", "no_proxy": ".desk.example,x"}, None),
        ("http://desk.example/", {"http_proxy": "http://p:1", "no_proxy": "*"}, None),
        ("http://localhost:8000/", {"http_proxy": "http://p:1"}, None),
        ("http://127.0.0.1:8000/", {"http_proxy": "http://p:1"}, None),
        ("http://[::1]:8000/", {"http_proxy": "http://p:1"}, None),
    ],
)
def test_the_proxy_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, url: str, variables: dict[str, str], proxy: str | None
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert proxy_for(httpx.URL(url)) == proxy


def test_a_stream_by_a_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    async def main() -> None:
        async with RawServer(streaming(complete_bytes("batch"))).running() as proxy:
            monkeypatch.setenv("http_proxy", proxy.url)
            pool = ClientPool()
            watch = Watch(BatchKey("http://desk.example", "batch"), pool, "next-auth.session-token=x")
            assert await watch.ending() == "complete"
            await pool.aclose()
            assert proxy.requests[0].startswith("GET http://desk.example/api/creative/batches/batch/events HTTP/1.1")
            assert proxy.headers()["cookie"] == "next-auth.session-token=x"

    asyncio.run(main())  # httpcore's generators end in tasks of their own


@pytest.mark.parametrize("trusted", [True, False])
def test_a_proxy_sees_nothing_of_an_encrypted_stream_and_certificates_are_checked_through_it(trusted: bool) -> None:
    async def main() -> None:
        async with (
            encrypted_server(STREAM_HEAD + complete_bytes("batch")) as address,
            tunnelling_proxy() as (proxy, heads),
        ):
            ca_file = str(CERTIFICATES / "server.pem") if trusted else ""
            pool = ClientPool({address: Route(ca_file, proxy)})
            watch = Watch(BatchKey(address, "batch"), pool, "__Secure-next-auth.session-token=secret", PATIENT)
            if trusted:
                assert await watch.ending() == "complete"
            else:
                await watch.heard.until(lambda heard: bool(heard.problems()))
                assert watch.heard.problems()[0].kind is ProblemKind.CERTIFICATE
            await watch.stop()
            await pool.aclose()
            assert [head.split()[0] for head in heads] == ["CONNECT"]
            assert "secret" not in heads[0]

    asyncio.run(main())  # httpcore's generators end in tasks of their own


def test_a_server_with_a_proxy_of_its_own() -> None:
    async def main() -> None:
        async with RawServer(streaming(complete_bytes("batch"))).running() as proxy:
            pool = ClientPool({"http://desk.example": Route(proxy=proxy.url.removeprefix("http://"))})
            watch = Watch(BatchKey("http://desk.example", "batch"), pool, "next-auth.session-token=x")
            assert await watch.ending() == "complete"
            problem = await problem_of_asking(pool, "http://other.invalid/")
            assert problem.detail["reason"] == Reason.NAME_NOT_FOUND.value
            assert len(proxy.requests) == 1

    asyncio.run(main())  # httpcore's generators end in tasks of their own


def test_no_transport_of_a_proxy_has_more_than_a_hundred_streams(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[httpx.AsyncHTTPTransport] = []

    class Noted(httpx.AsyncHTTPTransport):
        def __init__(self, **options: Any) -> None:
            super().__init__(**options)
            made.append(self)

    monkeypatch.setattr(httpx, "AsyncHTTPTransport", Noted)

    async def main() -> None:
        async with RawServer(streaming(status_bytes("batch", 1), then_hold=True)).running() as proxy:
            pool = ClientPool({"http://desk.example": Route(proxy=proxy.url)})
            key = BatchKey("http://desk.example", "batch")
            watches = [Watch(key, pool, "next-auth.session-token=x", PATIENT) for _ in range(STREAMS_PER_CLIENT + 20)]
            for watch in watches:
                await watch.heard.until(lambda heard: heard.versions == [1])
            assert len(made) == 2
            assert len(proxy.requests) == len(watches)
            await asyncio.gather(*(watch.stop() for watch in watches))
            await pool.aclose()

    asyncio.run(main())  # httpcore's generators end in tasks of their own


@pytest.mark.parametrize("scheme", ["gopher", "socks", "socks5"])
def test_a_proxy_of_a_kind_that_we_do_not_know(scheme: str) -> None:
    async def main() -> None:
        pool = ClientPool({"http://desk.example": Route(proxy=f"{scheme}://proxy")})
        detail = {"reason": Reason.ADDRESS.value, "proxy": "proxy"}
        assert await problem_of_asking(pool, "http://desk.example/") == Problem(ProblemKind.UNREACHABLE, detail)

    in_loop(main())


@pytest.mark.parametrize("address", ["http://desk.example/", "https://desk.example/"])
def test_a_proxy_that_is_down_is_named_without_its_password(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    async def main() -> None:
        for variable in ("http_proxy", "https_proxy"):
            monkeypatch.setenv(variable, "http://mei:secret@127.0.0.1:9")
        problem = await problem_of_asking(ClientPool(), address)
        detail = {"reason": Reason.REFUSED.value, "proxy": "127.0.0.1:9"}
        assert problem == Problem(ProblemKind.UNREACHABLE, detail)

    in_loop(main())


def test_a_proxy_that_lets_nothing_through_is_named() -> None:
    async def main() -> None:
        answer = RawServer(answering("502 Bad Gateway"))
        async with answer.running() as proxy:
            problem = await problem_of_asking(
                ClientPool({"https://desk.example": Route(proxy=proxy.url)}), "https://desk.example/"
            )
            detail = {"reason": Reason.PROXY.value, "proxy": proxy.url.removeprefix("http://")}
            assert problem == Problem(ProblemKind.UNREACHABLE, detail)

    in_loop(main())


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_proxy_that_wants_to_know_who_asks_is_named(scheme: str) -> None:
    async def main() -> None:
        async with RawServer(answering("407 Proxy Authentication Required")).running() as proxy:
            server = f"{scheme}://desk.example"
            problem = await problem_of_asking(ClientPool({server: Route(proxy=proxy.url)}), server)
            detail = {"reason": Reason.PROXY.value, "proxy": proxy.url.removeprefix("http://")}
            assert problem == Problem(ProblemKind.UNREACHABLE, detail)

    asyncio.run(main())  # httpcore's generators end in tasks of their own
