"""The servers that are known, and the operator's sessions with them."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from msgspec.structs import replace

from batchdesk.batch.examination import Step
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine.archive import Archive
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.server import Network, Server
from batchdesk.engine.watched import ServerStatus
from batchdesk.store.records import ServerRecord
from batchdesk.stream.nextauth import NextAuth
from batchdesk.stream.probe import Probe
from batchdesk.stream.route import Routes
from batchdesk.stream.session import ServerSession
from batchdesk.stream.vault import Vault


class Servers:
    """Lives on the engine's loop; every method is called there."""

    def __init__(self, network: Network, outlet: Outlet, archive: Archive, on_usual: Callable[[Server], None]) -> None:
        """`on_usual` is called when how long a server's batches take has changed."""
        self._network = network
        self._outlet = outlet
        self._archive = archive
        self._on_usual = on_usual
        self._known: dict[str, Server] = {}
        self._strangers: dict[str, Server] = {}
        """Those that somebody is about to make known: whoever adds one and signs in to it meanwhile means the same."""

    def keep_sessions_in(self, vault: Vault) -> None:
        """Keep the sessions of servers that are taken up or added from now on there."""
        self._network = replace(self._network, vault=vault)

    async def take_up(self, records: Iterable[ServerRecord]) -> None:
        """Go on with servers of an earlier run."""
        for record in records:
            self._adopt(await self._server(record))

    async def close(self) -> None:
        """End what was begun for each server, and close every connection. No stream may be open any more."""
        await asyncio.gather(*(server.stop() for server in self._known.values()))
        await self._network.pool.aclose()

    def reach_by(self, routes: Routes) -> None:
        """Reach servers in these ways from now on; what is open stays as it is."""
        self._network.pool.use(routes)

    def of(self, key: BatchKey) -> Server:
        """The server of a batch. KeyError: it is not known."""
        return self._known[key.server]

    def at(self, url: str) -> Server:
        """The server at an address. Raises UNKNOWN_SERVER."""
        if url not in self._known:
            raise BatchdeskError(Problem(ProblemKind.UNKNOWN_SERVER, {"server": url}))
        return self._known[url]

    def key(self, reference: Reference) -> BatchKey:
        """What `reference` names; without a server, a batch of the only one. Raises NO_SERVER or UNKNOWN_SERVER."""
        server = reference.server
        if server is None:
            if len(self._known) != 1:
                raise BatchdeskError(Problem(ProblemKind.NO_SERVER))
            server = next(iter(self._known))
        return BatchKey(self.at(server).url, reference.batch_id)

    def statuses(self) -> list[ServerStatus]:
        """Every known server, as it stands."""
        return [server.status for server in self._known.values()]

    async def add(self, url: str) -> ServerStatus:
        """Make a server known. Raises UNREACHABLE, CERTIFICATE or NOT_THAT_SERVER where it is none."""
        server = self._known.get(url) or await self._stranger(url)
        if url not in self._known:
            await asyncio.wrap_future(self._outlet.store.add_server(url))
            self._adopt(server)
        return server.status

    async def sign_in(self, url: str, email: str, code: str) -> ServerStatus:
        """Sign in; every stream of the server that waited goes on. Makes the server known, if that succeeds.

        Raises WRONG_CODE, UNREACHABLE, CERTIFICATE, NOT_THAT_SERVER.
        """
        server = self._known.get(url) or await self._stranger(url)
        await server.session.sign_in(email, code)
        return await self._signed_in(server)

    async def paste_cookie(self, url: str, cookie: str) -> ServerStatus:
        """Use a session from a browser. Makes the server known, if that succeeds.

        Raises BAD_COOKIE, UNREACHABLE, CERTIFICATE, NOT_THAT_SERVER.
        """
        server = self._known.get(url) or await self._stranger(url)
        await server.session.paste_cookie(cookie)
        return await self._signed_in(server)

    async def sign_out(self, url: str) -> None:
        """End the session on the server and forget its cookie. A server without a session here is not asked."""
        server = self._known.get(url) or await self._server(_new_record(url))
        await server.session.sign_out()

    async def forget(self, url: str) -> None:
        """Sign out, and know the server no more. Its batches are not watched any more by now."""
        server = self._known.pop(url, None)
        if server is not None:
            await server.stop()
            await asyncio.wrap_future(self._outlet.store.remove_server(url))
            self._outlet.mailbox.post(forgotten=[url])
            await server.leave()

    async def session_changed(self, url: str) -> None:
        """Another program has signed in or out there: see what the vault has by now. The server becomes known."""
        if url in self._known:
            await self._known[url].session.reload()
        else:
            await asyncio.wrap_future(self._outlet.store.add_server(url))
            self._adopt(await self._server(_new_record(url)))

    async def examine(self, url: str, step: Step) -> Problem | None:
        """What is not well with one step to a server, known or not."""
        known = self._known.get(url)
        session = known.session if known is not None else self._session_of_nobody(url)
        return await Probe(session, self._network.pool).ask(step)

    async def _signed_in(self, server: Server) -> ServerStatus:
        if server.url not in self._known:
            await asyncio.wrap_future(self._outlet.store.add_server(server.url, server.status.email))
            self._adopt(server)
        return server.status

    async def _stranger(self, url: str) -> Server:
        """A server that is none of ours yet. Raises UNREACHABLE, CERTIFICATE or NOT_THAT_SERVER."""
        await NextAuth(url, self._network.pool).csrf()
        server = await self._server(_new_record(url))
        return self._known.get(url) or self._strangers.setdefault(url, server)

    def _session_of_nobody(self, url: str) -> ServerSession:
        """What the vault keeps for a server that is not known; nobody hears what becomes of it."""
        return ServerSession(url, self._network.vault, self._network.pool, lambda _session: None)

    async def _server(self, record: ServerRecord) -> Server:
        durations = await self._archive.ask(lambda reader: reader.durations(record.url))
        return Server(record, self._network, self._outlet, durations, self._on_usual)

    def _adopt(self, server: Server) -> None:
        self._strangers.pop(server.url, None)
        if server.url not in self._known:  # else two have made it known at the same time
            self._known[server.url] = server
            server.post()
            server.start()


def _new_record(url: str) -> ServerRecord:
    return ServerRecord(url, email="", added_at=datetime.now(UTC))
