"""HTTP/1.1 under httpx's transport interface, as thin as thousands of open streams need it: one connection a request.

httpx's own transport passes every read through five nested generators and takes seconds to close a thousand streams;
here a read is one future. Redirects, cookies and proxies are not this module's matter.
"""

import asyncio
import ipaddress
import socket
import ssl
from functools import lru_cache
from typing import cast

import h11
import httpx

from batchdesk.stream.framing import BadFraming, Chunked, Counted, Framing, UntilClose

CONNECT_SECONDS = 10.0

NEXT_ADDRESS_SECONDS = 3.0
"""A name with several addresses, one of which does not answer (a broken IPv6): then the next is tried."""

READ_AHEAD = 256 * 1024
"""Bytes kept for a reader that is slower than the network; beyond this the connection is not read."""


class DirectTransport(httpx.AsyncBaseTransport):
    """Opens a connection for each request, and closes it with its response. `context` is for https."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self._context = context

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Raises httpx's ConnectError, ConnectTimeout, ReadError, RemoteProtocolError and LocalProtocolError."""
        connection = await self._connect(request.url)
        try:
            connection.send(request, await request.aread())
            head = await connection.response()
        except BaseException:
            await connection.aclose()
            raise
        return httpx.Response(head.status_code, headers=head.headers.raw_items(), stream=connection, request=request)

    async def _connect(self, url: httpx.URL) -> "Connection":
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                *others, last = await _addresses(url)
                for address in others:
                    try:
                        async with asyncio.timeout(NEXT_ADDRESS_SECONDS):
                            return await self._connect_to(address, url)
                    except OSError:  # a TimeoutError is one, too
                        continue
                return await self._connect_to(last, url)
        except TimeoutError as error:
            raise httpx.ConnectTimeout("no connection in time") from error
        except OSError as error:
            raise httpx.ConnectError(str(error)) from error

    async def _connect_to(self, address: str, url: httpx.URL) -> "Connection":
        context = self._context if url.scheme == "https" else None
        name = url.host if context is not None else None
        connection = Connection()
        try:
            await asyncio.get_running_loop().create_connection(
                lambda: connection, address, _port(url), ssl=context, server_hostname=name
            )
        except BaseException:
            connection.abandon()  # cancelled between being made and being given to us, it would stay open
            raise
        return connection


class Connection(asyncio.Protocol, httpx.AsyncByteStream):
    """One connection, one request, and its answer's body for one reader."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._lost: asyncio.Future[None] = self._loop.create_future()
        self._waiter: asyncio.Future[None] | None = None
        # For the head only, where HTTP is intricate; every read of the body would pay for it.
        self._parser: h11.Connection | None = h11.Connection(h11.CLIENT)
        self._head: h11.Response | None = None
        self._framing: Framing | None = None
        self._parts: list[bytes] = []
        self._kept = 0
        self._paused = False
        self._ended = False
        self._closing = False
        self._error: httpx.TransportError | None = None

    def send(self, request: httpx.Request, body: bytes) -> None:
        """Write the request. It is small: the system's buffer takes it, and nobody has to wait for that.

        Who has answered already, unasked, is asked no more: a balancer before the server that refuses at once. Raises
        httpx.LocalProtocolError, and where the connection has ended by now ReadError or RemoteProtocolError.
        """
        if self._error is not None:
            raise self._error
        if self._parser is None or self._transport is None:
            return
        try:
            head = h11.Request(method=request.method, target=request.url.raw_path, headers=request.headers.raw)
        except h11.LocalProtocolError as error:
            raise httpx.LocalProtocolError(str(error)) from error
        events = [head, *([h11.Data(body)] if body else []), h11.EndOfMessage()]
        self._transport.write(b"".join(self._parser.send(event) or b"" for event in events))

    async def response(self) -> h11.Response:
        """The answer's head, as soon as it is there. Raises httpx.ReadError or RemoteProtocolError."""
        while self._head is None:
            if self._error is not None:
                raise self._error
            await self._news()
        return self._head

    def __aiter__(self) -> "Connection":  # pyright: ignore[reportIncompatibleMethodOverride] -- an AsyncIterator, too
        return self

    async def __anext__(self) -> bytes:
        """Everything of the body that has come since the last read; waits when that is nothing."""
        while not self._parts:
            if self._error is not None:
                raise self._error
            if self._ended:
                raise StopAsyncIteration
            await self._news()
        data = self._parts[0] if len(self._parts) == 1 else b"".join(self._parts)
        self._parts.clear()
        self._kept = 0
        if self._paused and self._transport is not None:
            self._paused = False
            self._transport.resume_reading()
        return data

    async def aclose(self) -> None:
        """Close the connection at once; nothing of ours is unsent. Returns when it is closed."""
        self._closing = True
        if self._transport is not None:
            self._transport.abort()
            # Shielded: who is cancelled while waiting must not cancel what the loop is about to set.
            await asyncio.shield(self._lost)

    def abandon(self) -> None:
        """Close the connection without waiting: one that the loop itself gives up is not always told of its end.

        WORKAROUND: uvloop closes the transport of a cancelled `create_connection` and calls no `connection_lost`.
        """
        self._closing = True
        if self._transport is not None:
            self._transport.abort()

    async def _news(self) -> None:
        self._waiter = self._loop.create_future()
        try:
            await self._waiter
        finally:
            self._waiter = None

    # Called by the event loop.

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # A cast, since uvloop's transports are none of asyncio's classes.
        self._transport = cast(asyncio.Transport, transport)
        if self._closing:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        try:
            body = data if self._framing is not None else self._receive_head(data)
            if self._framing is not None:
                self._receive_body(self._framing, body)
        except (h11.RemoteProtocolError, BadFraming) as error:
            self._fail(httpx.RemoteProtocolError(str(error)), error)
        self._wake()

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None:
            self._fail(httpx.ReadError(str(exc)), exc)
        elif self._framing is None:
            self._fail(httpx.RemoteProtocolError("Server disconnected without sending a response."), None)
        elif not self._framing.complete and not self._framing.ends_with_connection:
            self._fail(httpx.RemoteProtocolError("Server closed the connection within a body."), None)
        self._ended = True
        self._transport = None
        self._lost.set_result(None)
        self._wake()

    def _receive_head(self, data: bytes) -> bytes:
        """Look for the end of the head; returns what of the body came with it."""
        assert self._parser is not None
        self._parser.receive_data(data)
        while not isinstance(event := self._parser.next_event(), h11.Response):
            if not isinstance(event, h11.InformationalResponse):
                return b""
        self._head = event
        self._framing = _framing_of(event)
        rest, _ = self._parser.trailing_data
        self._parser = None
        return rest

    def _receive_body(self, framing: Framing, data: bytes) -> None:
        part = framing.feed(data)
        self._ended = framing.complete
        if part:
            self._parts.append(part)
            self._kept += len(part)
        if self._kept > READ_AHEAD and not self._paused and self._transport is not None:
            self._paused = True
            self._transport.pause_reading()

    def _fail(self, error: httpx.TransportError, cause: BaseException | None) -> None:
        if self._error is None and not self._ended:
            error.__cause__ = cause
            self._error = error
            if self._transport is not None:
                self._transport.abort()

    def _wake(self) -> None:
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)


def _framing_of(head: h11.Response) -> Framing:
    """RFC 9112, section 6.3; every request of ours is GET, POST or DELETE."""
    headers = dict(head.headers)
    if head.status_code in (204, 304):
        return Counted(0)
    if b"transfer-encoding" in headers:
        return Chunked()
    length = headers.get(b"content-length")
    return UntilClose() if length is None else Counted(int(length))


async def _addresses(url: httpx.URL) -> list[str]:
    """The addresses of a name in the system's order; an address stays itself. Raises socket.gaierror."""
    if _is_address(url.host):
        return [url.host]
    found = await asyncio.get_running_loop().getaddrinfo(url.host, _port(url), type=socket.SOCK_STREAM)
    return [str(address[0]) for *_, address in found]


@lru_cache(maxsize=64)  # a few servers, asked for again with each of their thousands of streams
def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


def _port(url: httpx.URL) -> int:
    return url.port or (443 if url.scheme == "https" else 80)
