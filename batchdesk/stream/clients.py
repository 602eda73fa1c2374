"""How requests leave this program: directly or by the system's proxy, with the system's certificates.

Knows nothing of sessions: it never keeps or adds a cookie.
"""

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from urllib.request import getproxies, proxy_bypass

import httpx
import truststore

from batchdesk import __version__
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.reconnect import Pace, Spread
from batchdesk.stream.route import Route, Routes
from batchdesk.stream.transport import CONNECT_SECONDS, DirectTransport
from batchdesk.stream.troubles import Reason, on_the_way_by, problem_of

STREAMS_PER_CLIENT = 100
"""httpcore looks at every connection of a pool for each request: beyond this, opening many streams stalls the loop."""

# Reading has no limit here: a stream may be silent for half a minute, and the watchdog is the subscription's.
_TIMEOUT = httpx.Timeout(connect=CONNECT_SECONDS, write=CONNECT_SECONDS, read=None, pool=None)

# No connection is used twice: after a sleep or a change of network an idle one is dead without showing it.
_LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=0)

_Origin = tuple[str, str, int | None]
"""Scheme, host and port; no port where it is the scheme's own."""

_AS_THE_SYSTEM_SAYS = Route()

_HEADERS = (
    (b"User-Agent", f"batchdesk/{__version__}".encode()),
    (b"Accept-Encoding", b"identity"),
    (b"Connection", b"close"),
)


def new_request(
    method: str,
    url: httpx.URL,
    headers: list[tuple[bytes, bytes]],
    form: Mapping[str, str] | None = None,
    json: Mapping[str, object] | None = None,
) -> httpx.Request:
    """A request as this program sends it."""
    extensions = {"timeout": _TIMEOUT.as_dict()}
    return httpx.Request(method, url, headers=[*_HEADERS, *headers], data=form, json=json, extensions=extensions)


LOOK_SECONDS = 0.004
LOOKS = 25
"""A stream that is to be opened waits no longer than so many looks for who is held up."""


@dataclass(slots=True)
class _Shard:
    transport: httpx.AsyncHTTPTransport
    leases: int = 0


class ClientPool:
    """Sends requests over HTTP/1.1. Belongs to one event loop, and is closed there.

    Certificates are always checked.
    """

    def __init__(self, routes: Routes | None = None, holds_up: Callable[[], bool] = lambda: False) -> None:
        """`holds_up` says whether opening streams holds up somebody at this moment: then they wait a little."""
        self._holds_up = holds_up
        self._routes: dict[_Origin, Route] = {}
        self._certificates: dict[str, ssl.SSLContext] = {}
        self._loading = asyncio.Lock()
        self._shards: dict[tuple[str, str, bool], list[_Shard]] = {}
        self._spreads: dict[str, Spread] = {}
        self._pace = Pace()
        self.use(routes or {})

    def use(self, routes: Routes) -> None:
        """Reach servers in these ways from now on; what is open stays as it is. Files are read anew."""
        self._routes = {_origin(httpx.URL(server)): route for server, route in routes.items()}
        self._certificates.clear()

    @asynccontextmanager
    async def answer(self, request: httpx.Request) -> AsyncGenerator[httpx.Response]:
        """Send `request`; gives the answer, its body unread, and closes its connection afterwards.

        Raises httpx.TransportError, of which UnsupportedProtocol for an address that is none, and BatchdeskError:
        CERTIFICATE when the file with certificates cannot be read, UNREACHABLE naming the proxy that leads nowhere.
        """
        if request.url.scheme not in ("http", "https") or not request.url.host:
            raise httpx.UnsupportedProtocol(f"no http or https address: {request.url}")
        encrypted = request.url.scheme == "https"
        route = self._routes.get(_origin(request.url), _AS_THE_SYSTEM_SAYS)
        context = await self._loaded_certificates(route.ca_file) if encrypted else _trusting_nobody()
        proxy = _as_address(route.proxy) if route.proxy else proxy_for(request.url)
        if proxy is None:
            response = await DirectTransport(context).handle_async_request(request)
            try:
                yield response
            finally:
                await response.aclose()
        else:
            shard = self._shard(proxy, route.ca_file, context, encrypted=encrypted)
            async with self._answer_by_proxy(proxy, shard, request) as response:
                yield response

    async def turn(self) -> None:
        """Wait until one more stream may be opened: `Pace`."""
        delay = self._pace.delay(asyncio.get_running_loop().time())
        if delay > 0:
            await asyncio.sleep(delay)
        for _ in range(LOOKS):
            if not self._holds_up():
                return
            await asyncio.sleep(LOOK_SECONDS)

    def spread(self, server: str) -> Spread:
        """The one spread over all streams of `server`."""
        return self._spreads.setdefault(server, Spread())

    async def aclose(self) -> None:
        """Close what is kept open towards proxies. Call it when the subscriptions have ended, which close their own."""
        shards = [shard for shards in self._shards.values() for shard in shards]
        self._shards.clear()
        await asyncio.gather(*(shard.transport.aclose() for shard in shards))

    @asynccontextmanager
    async def _answer_by_proxy(
        self, proxy: str, shard: _Shard, request: httpx.Request
    ) -> AsyncGenerator[httpx.Response]:
        shard.leases += 1
        try:
            try:
                response = await shard.transport.handle_async_request(request)
            except httpx.TransportError as error:
                raise BatchdeskError(on_the_way_by(proxy, problem_of(error))) from error
            response.request = request
            try:
                if response.status_code == 407:  # which only a proxy answers, and to a plain request as an answer
                    problem = Problem(ProblemKind.UNREACHABLE, {"reason": Reason.PROXY.value})
                    raise BatchdeskError(on_the_way_by(proxy, problem))
                yield response
            finally:
                await response.aclose()
        finally:
            shard.leases -= 1

    def _shard(self, proxy: str, ca_file: str, context: ssl.SSLContext, *, encrypted: bool) -> _Shard:
        shards = self._shards.setdefault((proxy, ca_file, encrypted), [])
        for shard in shards:
            if shard.leases < STREAMS_PER_CLIENT:
                return shard
        try:
            # HTTP/1.1 only: httpcore's HTTP/2 hangs without an error past 100 streams.
            transport = httpx.AsyncHTTPTransport(verify=context, proxy=proxy, limits=_LIMITS, http1=True, http2=False)
        except (ValueError, httpx.InvalidURL, ImportError) as error:  # the last for SOCKS, which we do not bring
            problem = Problem(ProblemKind.UNREACHABLE, {"reason": Reason.ADDRESS.value})
            raise BatchdeskError(on_the_way_by(proxy, problem)) from error
        shards.append(_Shard(transport))
        return shards[-1]

    async def _loaded_certificates(self, ca_file: str) -> ssl.SSLContext:
        """The system's certificates and the file's. Loading takes 50-100 ms: once, and not on the loop."""
        async with self._loading:
            if ca_file not in self._certificates:
                try:
                    self._certificates[ca_file] = await asyncio.to_thread(_load_certificates, ca_file)
                except OSError as error:  # an SSLError is one, too
                    reason = error.strerror or type(error).__name__
                    raise BatchdeskError(Problem(ProblemKind.CERTIFICATE, {"reason": reason})) from error
            return self._certificates[ca_file]


def proxy_for(url: httpx.URL) -> str | None:
    """The proxy that the environment or the system's settings name for `url`, if any; asked anew each time, since they
    change with the network. None for this machine itself: a proxy's own loopback is another machine."""
    if _is_loopback(url.host):
        return None
    proxies = getproxies()
    proxy = proxies.get(url.scheme) or proxies.get("all")
    if not proxy or proxy_bypass(url.netloc.decode("ascii")):
        return None
    return _as_address(proxy)


def _as_address(proxy: str) -> str:
    return proxy if "://" in proxy else f"http://{proxy}"


def _origin(url: httpx.URL) -> _Origin:
    return url.scheme, url.host, url.port


def _load_certificates(ca_file: str) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.set_alpn_protocols(["http/1.1"])
    if ca_file:
        context.load_verify_locations(cafile=ca_file)
    return context


@cache
def _trusting_nobody() -> ssl.SSLContext:
    """For plain addresses, where httpx would load certificates for nothing: an encrypted one fails with it, safely."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@lru_cache(maxsize=64)  # a few servers, asked for again with each of their thousands of streams
def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
