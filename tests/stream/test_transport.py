"""Connections, where the moment counts: answers in odd pieces, readers that are slow, cancelling while closing."""

import asyncio

import httpx
import pytest

from batchdesk.stream.transport import Connection, DirectTransport

from .support import PATIENCE, STREAM_HEAD, RawConnection, RawServer, answering, in_loop

pytestmark = pytest.mark.usefixtures("each_loop")


async def ask(server: RawServer) -> httpx.Response:
    return await DirectTransport().handle_async_request(httpx.Request("GET", server.url))


async def whole(response: httpx.Response) -> bytes:
    assert isinstance(response.stream, Connection)
    body = b"".join([part async for part in response.stream])
    await response.aclose()
    return body


@pytest.mark.parametrize("size", [1, 7, 1000])
def test_an_answer_in_any_pieces(size: int) -> None:
    answer = (
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"
    )

    async def drip(connection: RawConnection) -> None:
        for start in range(0, len(answer), size):
            await connection.send(answer[start : start + size])
        await connection.until_client_goes()

    async def main() -> None:
        async with RawServer(drip).running() as server:
            response = await ask(server)
            assert response.status_code == 200
            assert await whole(response) == b"hello"

    in_loop(main())


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_an_answer_without_a_body_ends_with_its_head(status: str) -> None:
    async def head_only(connection: RawConnection) -> None:
        await connection.send(f"HTTP/1.1 {status}\r\n\r\n".encode())
        await connection.until_client_goes()

    async def main() -> None:
        async with RawServer(head_only).running() as server:
            assert await whole(await ask(server)) == b""

    in_loop(main())


def test_a_body_that_ends_too_early_is_an_error() -> None:
    async def cut(connection: RawConnection) -> None:
        await connection.send(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf")

    async def main() -> None:
        async with RawServer(cut).running() as server:
            response = await ask(server)
            with pytest.raises(httpx.RemoteProtocolError):
                await whole(response)
            await response.aclose()

    in_loop(main())


@pytest.mark.parametrize(
    "unasked",
    [b"HTTP/1.0 408 Request Time-out\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 what\r\n\r\n", b"\x15\x03\x01\x00", b""],
    ids=["an answer", "no HTTP", "an alert of TLS", "nothing"],
)
def test_a_server_that_answers_or_hangs_up_before_it_is_asked(unasked: bytes) -> None:
    async def serve(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(unasked)
        writer.close()

    async def main() -> None:
        server = await asyncio.start_server(serve, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            _, connection = await asyncio.get_running_loop().create_connection(Connection, "127.0.0.1", port)
            request = httpx.Request("GET", f"http://127.0.0.1:{port}")
            if b"408" in unasked:
                answer = await connection.response()
                connection.send(request, b"")
                assert answer.status_code == 408
            else:
                with pytest.raises(httpx.RemoteProtocolError):
                    await connection.response()
                with pytest.raises(httpx.RemoteProtocolError):
                    connection.send(request, b"")
            await connection.aclose()

    in_loop(main())


def test_a_reader_that_is_slow_holds_the_sender_back_and_loses_nothing() -> None:
    sent = 0
    held_back = asyncio.Event()

    async def flood(connection: RawConnection) -> None:
        nonlocal sent
        await connection.send(STREAM_HEAD)
        while connection.writer.transport.get_write_buffer_size() < 1024 * 1024:
            connection.writer.write(b"x" * 65536)
            sent += 65536
            await asyncio.sleep(0)  # a round of the loop, in which a client that reads would take it
        held_back.set()
        await connection.writer.drain()

    async def main() -> None:
        async with RawServer(flood).running() as server:
            response = await ask(server)
            async with asyncio.timeout(PATIENCE):
                await held_back.wait()
                assert len(await whole(response)) == sent

    in_loop(main())


def test_cancelling_while_it_closes_upsets_nobody() -> None:
    async def main() -> None:
        async with RawServer(RawConnection.until_client_goes).running() as server:
            asking = asyncio.create_task(ask(server))
            await server.until_asked()
            asking.cancel()
            await asyncio.sleep(0)  # it is closing now
            asking.cancel()
            with pytest.raises(asyncio.CancelledError):
                await asking

    in_loop(main())


@pytest.mark.usefixtures("each_loop")
def test_cancelling_in_the_moment_it_is_made_closes_it_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    made = Connection.connection_made
    asking: list[asyncio.Task[httpx.Response]] = []

    def cancel_with_it(connection: Connection, transport: asyncio.BaseTransport) -> None:
        made(connection, transport)
        asking[0].cancel()

    monkeypatch.setattr(Connection, "connection_made", cancel_with_it)
    # Else it would be closed after that time.
    monkeypatch.setattr("batchdesk.stream.transport.CONNECT_SECONDS", 2 * PATIENCE)

    async def main() -> None:
        async with RawServer(RawConnection.until_client_goes).running() as server:
            asking.append(asyncio.create_task(ask(server)))
            async with asyncio.timeout(PATIENCE):
                await asyncio.wait(asking)
            assert asking[0].cancelled()

    in_loop(main())


def test_an_address_of_a_name_that_does_not_answer_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    async def two(_url: httpx.URL) -> list[str]:
        return ["::1", "127.0.0.1"]

    monkeypatch.setattr("batchdesk.stream.transport._addresses", two)

    async def main() -> None:
        async with RawServer(answering("200 OK", body=b"x")).running() as server:  # on IPv4 alone
            assert await whole(await ask(server)) == b"x"

    in_loop(main())


def test_closing_twice_is_closing_once() -> None:
    async def main() -> None:
        async with RawServer(answering("200 OK", body=b"x")).running() as server:
            response = await ask(server)
            connection = response.stream
            assert isinstance(connection, Connection)
            await connection.aclose()
            await connection.aclose()

    in_loop(main())
