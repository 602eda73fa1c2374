"""The HTTP clients all servers share: few streams each, one set of certificates, the system's proxies.

Knows nothing of sessions: it never keeps or sends a cookie by itself.
"""

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import httpx
import truststore

from batchdesk import __version__
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.reconnect import Spread

STREAMS_PER_CLIENT = 100
"""httpcore looks at every connection of a pool for each request: beyond this, opening many streams stalls the loop."""

# Reading has no limit here: a stream may be silent for half a minute, and the watchdog is the subscription's.
_TIMEOUT = httpx.Timeout(connect=10.0, write=10.0, read=None, pool=None)

# No connection is used twice. After a sleep or a change of network an idle one is dead without showing it.
_LIMITS = httpx.Limits(max_connections=None, max_keepalive_connections=0)

_HEADERS = {"User-Agent": f"batchdesk/{__version__}", "Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class _Route:
    """What a client has to be able to do for an address."""

    encrypted: bool
    loopback: bool
    """Never through a proxy: a proxy's own loopback is another machine."""


@dataclass(slots=True)
class _Shard:
    client: httpx.AsyncClient
    leases: int = 0


class ClientPool:
    """Lends HTTP/1.1 clients, made when first needed. Belongs to one event loop, and is closed there.

    `ca_file` names certificates to trust besides the system's. Certificates are always checked.
    """

    def __init__(self, ca_file: Path | None = None) -> None:
        self._ca_file = ca_file
        self._certificates: ssl.SSLContext | None = None
        self._loading = asyncio.Lock()
        self._shards: dict[_Route, list[_Shard]] = {}
        self._spreads: dict[str, Spread] = {}

    @asynccontextmanager
    async def client(self, url: httpx.URL) -> AsyncGenerator[httpx.AsyncClient]:
        """Lend the client for one request to `url`, for as long as its answer is read.

        Raises BatchdeskError(CERTIFICATE) when the file with certificates cannot be read.
        """
        route = _Route(encrypted=url.scheme == "https", loopback=_is_loopback(url.host))
        context = await self._loaded_certificates() if route.encrypted else _trusting_nobody()
        shard = self._shard(route, context)
        shard.leases += 1
        try:
            yield shard.client
        finally:
            shard.leases -= 1

    def spread(self, server: str) -> Spread:
        """The one spread over all streams of `server`."""
        return self._spreads.setdefault(server, Spread())

    async def aclose(self) -> None:
        """Close every client. Streams that are still open break."""
        shards = [shard for shards in self._shards.values() for shard in shards]
        self._shards.clear()
        await asyncio.gather(*(shard.client.aclose() for shard in shards))

    def _shard(self, route: _Route, context: ssl.SSLContext) -> _Shard:
        shards = self._shards.setdefault(route, [])
        for shard in shards:
            if shard.leases < STREAMS_PER_CLIENT:
                return shard
        shards.append(_Shard(_new_client(context, through_proxy=not route.loopback)))
        return shards[-1]

    async def _loaded_certificates(self) -> ssl.SSLContext:
        """The system's certificates and the file's. Loading takes 50-100 ms: once, and not on the loop."""
        async with self._loading:
            if self._certificates is None:
                try:
                    self._certificates = await asyncio.to_thread(_load_certificates, self._ca_file)
                except OSError as error:  # an SSLError is one, too
                    reason = error.strerror or type(error).__name__
                    raise BatchdeskError(Problem(ProblemKind.CERTIFICATE, {"reason": reason})) from error
            return self._certificates


def _load_certificates(ca_file: Path | None) -> ssl.SSLContext:
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context


@cache
def _trusting_nobody() -> ssl.SSLContext:
    """For plain addresses, where httpx would load certificates for nothing: an encrypted one fails with it, safely."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _new_client(context: ssl.SSLContext, *, through_proxy: bool) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=context,
        trust_env=through_proxy,
        http1=True,
        http2=False,  # httpcore's HTTP/2 hangs without an error past 100 streams
        headers=_HEADERS,
        timeout=_TIMEOUT,
        limits=_LIMITS,
        follow_redirects=False,
        # A jar sends a host's cookies to every port of it; ours go to one origin, and the session adds them itself.
        cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
    )


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
