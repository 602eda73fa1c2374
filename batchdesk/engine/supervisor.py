"""All servers and all watches: what the operator asks for, done on the engine's loop."""

import asyncio
import random
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC, datetime

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.telling import Telling
from batchdesk.engine.archive import Archive
from batchdesk.engine.disruption import Disruption, tell_of_disruptions
from batchdesk.engine.housekeeping import Housekeeping
from batchdesk.engine.open_files import raise_open_files_limit
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.presence import Presence
from batchdesk.engine.server import Network, Server
from batchdesk.engine.watch import Watch
from batchdesk.engine.watched import ServerStatus
from batchdesk.store.records import Addition, BatchRecord, ServerRecord
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.nextauth import NextAuth
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.stream.route import Routes
from batchdesk.stream.subscription import StreamOptions
from batchdesk.stream.vault import MemoryVault, open_vault

SPREAD_SECONDS = 1.0
"""After a sleep of the machine the reconnects are spread over this long."""

ADOPTED_AT_ONCE = 50
ADOPTING_PAUSE_SECONDS = 0.01
"""Between so many batches and the next: ten thousand are taken up in two seconds."""


class Supervisor:
    """Lives on the engine's loop; every method is called there."""

    def __init__(self, outlet: Outlet, archive: Archive, options: EngineOptions) -> None:
        self._outlet = outlet
        self._archive = archive
        self._keyring = options.keyring
        self._network = Network(
            vault=MemoryVault(),
            pool=ClientPool(options.routes),
            policy=options.policy or ReconnectPolicy(),
            streams=options.streams or StreamOptions(),
        )
        self._servers: dict[str, Server] = {}
        self._watches: dict[BatchKey, Watch] = {}
        self._lookout: asyncio.Task[None] | None = None
        self.housekeeping = Housekeeping(outlet.store)
        self._cleaning: asyncio.Task[None] | None = None
        self._presence: Presence | None = None
        self._timers: list[asyncio.TimerHandle] = []

    async def start(self, servers: Iterable[ServerRecord], batches: Iterable[BatchRecord]) -> None:
        """Take up what was watched when the program was last closed."""
        raise_open_files_limit()
        if self._keyring:
            # A keyring is a program of its own that may have to be woken: not on this loop.
            vault, problem = await asyncio.to_thread(open_vault)
            self._network = replace(self._network, vault=vault)
            if problem is not None:
                # Who gave a session in the environment needs no keyring, unless they sign in.
                borrowed = {"session": "environment"} if vault.borrowed else {}
                self._outlet.mailbox.post(problems=(replace(problem, detail={**problem.detail, **borrowed}),))
        last_present = await self._archive.ask(lambda reader: reader.last_present())
        self._presence = Presence(self._outlet.store, last_present, self._outlet.now, self._is_listening)
        self._presence.start()
        for server in servers:
            self._adopt_server(await self._server(server))
        await self._adopt_all(batches)
        self._lookout = asyncio.create_task(tell_of_disruptions(self._disrupted), name="disruptions")
        self._cleaning = asyncio.create_task(self.housekeeping.run(), name="housekeeping")

    async def close(self) -> None:
        """End every subscription and close every connection."""
        for timer in self._timers:
            timer.cancel()
        for task in (self._lookout, self._cleaning):
            if task is not None:
                task.cancel()
                await asyncio.wait([task])
        if self._presence is not None:
            await self._presence.stop()
        await asyncio.gather(*(watch.stop() for watch in self._watches.values()))
        await asyncio.gather(*(server.stop() for server in self._servers.values()))
        await self._network.pool.aclose()

    # Servers and sessions.

    def servers(self) -> list[ServerStatus]:
        """Every known server, as it stands."""
        return [server.status for server in self._servers.values()]

    async def add_server(self, url: str) -> ServerStatus:
        """Make a server known. Raises UNREACHABLE, CERTIFICATE or NOT_THAT_SERVER where it is none."""
        if url not in self._servers:
            server = await self._stranger(url)
            await asyncio.wrap_future(self._outlet.store.add_server(url))
            self._adopt_server(server)
        return self._servers[url].status

    async def sign_in(self, url: str, email: str, code: str) -> ServerStatus:
        """Sign in; every stream of the server that waited goes on. Makes the server known, if that succeeds.

        Raises WRONG_CODE, UNREACHABLE, CERTIFICATE, NOT_THAT_SERVER.
        """
        server = self._servers.get(url) or await self._stranger(url)
        await server.session.sign_in(email, code)
        return await self._signed_in(server)

    async def paste_cookie(self, url: str, cookie: str) -> ServerStatus:
        """Use a session from a browser. Makes the server known, if that succeeds.

        Raises BAD_COOKIE, UNREACHABLE, CERTIFICATE, NOT_THAT_SERVER.
        """
        server = self._servers.get(url) or await self._stranger(url)
        await server.session.paste_cookie(cookie)
        return await self._signed_in(server)

    async def sign_out(self, url: str) -> None:
        """End the session on the server and forget its cookie. A server without a session here is not asked."""
        server = self._servers.get(url) or await self._server(_new_record(url))
        await server.session.sign_out()

    # Batches.

    async def add(
        self, references: Sequence[Reference], label: str, merchant: str, tags: Sequence[str]
    ) -> list[BatchKey]:
        """Watch batches. All or none: raises NO_SERVER or UNKNOWN_SERVER before anything is added."""
        keys = [self._key(reference) for reference in references]
        additions = [Addition(key, label, merchant, tuple(tags)) for key in keys]
        records = await asyncio.wrap_future(self._outlet.store.add_batches(additions))
        await self._adopt_all(record for record in records if record.key not in self._watches)
        for watch in self._chosen(keys):
            watch.start()  # asked for by name: look again, also at one that has ended
        return keys

    async def pause(self, keys: Iterable[BatchKey]) -> None:
        """Stop listening until `resume`, also across a restart."""
        watches = self._chosen(keys)
        self._outlet.store.set_paused([watch.key for watch in watches], True)
        await asyncio.gather(*(watch.stop(ConnectionState.PAUSED) for watch in watches))

    async def resume(self, keys: Iterable[BatchKey]) -> None:
        """Listen again to what was paused."""
        watches = self._chosen(keys)
        self._outlet.store.set_paused([watch.key for watch in watches], False)
        for watch in watches:
            watch.start()

    async def retry(self, keys: Iterable[BatchKey]) -> None:
        """Try now: a waiting one, an ended one, and one that was gone."""
        for watch in self._chosen(keys):
            self._outlet.store.set_gone(watch.key, False)
            watch.start()
            watch.wake()

    async def remove(self, keys: Iterable[BatchKey]) -> None:
        """Take batches out of the live table. Their history stays."""
        watches = self._chosen(keys)
        removed = [watch.key for watch in watches]
        await asyncio.gather(*(watch.stop() for watch in watches))
        for key in removed:
            self._watches.pop(key, None)
        await asyncio.wrap_future(self._outlet.store.set_watched(removed, False))
        self._outlet.mailbox.post(removed=removed)

    async def restore(self, keys: Iterable[BatchKey]) -> None:
        """Undo `remove`."""
        wanted = [key for key in keys if key not in self._watches]
        await asyncio.wrap_future(self._outlet.store.set_watched(wanted, True))
        for key in wanted:
            record = await self._archive.ask(lambda reader, key=key: reader.batch(key))
            if record is not None:
                self._adopt(record)

    async def set_label(self, key: BatchKey, label: str) -> None:
        """Give a batch the operator's own name."""
        await self._edit([key], self._outlet.store.set_label(key, label), lambda record: replace(record, label=label))

    async def set_note(self, key: BatchKey, note: str) -> None:
        """Keep the operator's own words about a batch."""
        await self._edit([key], self._outlet.store.set_note(key, note), lambda record: replace(record, note=note))

    async def set_merchant(self, key: BatchKey, merchant: str) -> None:
        """Keep whose a batch is."""
        written = self._outlet.store.set_merchant(key, merchant)
        await self._edit([key], written, lambda record: replace(record, merchant=merchant))

    async def change_tags(self, keys: Sequence[BatchKey], add: Sequence[str], remove: Sequence[str]) -> None:
        """Give batches tags, and take others from them."""

        def change(record: BatchRecord) -> BatchRecord:
            return replace(record, tags=tuple(sorted({*record.tags, *add} - {*remove})))

        await self._edit(keys, self._outlet.store.change_tags(keys, add, remove), change)

    async def set_pinned(self, keys: Sequence[BatchKey], pinned: bool) -> None:
        """Keep batches, whatever the history is cleaned of, or no longer."""
        written = self._outlet.store.set_pinned(keys, pinned)
        await self._edit(keys, written, lambda record: replace(record, pinned=pinned))

    async def set_telling(self, keys: Sequence[BatchKey], telling: Telling) -> None:
        """Keep what the operator wants of the ends of these batches."""
        written = self._outlet.store.set_telling(keys, telling)
        await self._edit(keys, written, lambda record: replace(record, telling=telling))

    def reach_by(self, routes: Routes) -> None:
        """Reach servers in these ways from now on."""
        self._network.pool.use(routes)
        self.reconnect_now()

    def reconnect_now(self) -> None:
        """Every stream connects anew: what is open may be dead. Spread over SPREAD_SECONDS."""
        loop = asyncio.get_running_loop()
        for timer in self._timers:
            timer.cancel()  # a second disruption within the first one's second: nobody is to connect twice
        self._timers = [
            loop.call_later(random.uniform(0, SPREAD_SECONDS), watch.wake) for watch in self._watches.values()
        ]

    async def _edit(
        self, keys: Sequence[BatchKey], written: Future[None], change: Callable[[BatchRecord], BatchRecord]
    ) -> None:
        """Show what the operator changed once it is durable; batches that are not watched are changed all the same."""
        await asyncio.wrap_future(written)
        for watch in self._chosen(keys):
            watch.edit(change)

    def _disrupted(self, disruption: Disruption) -> None:
        if disruption.slept:
            self._outlet.looking_since = datetime.now(UTC)
            if self._presence is not None:
                self._presence.woke_up()
        if disruption.network_is_up:
            self.reconnect_now()

    def _is_listening(self) -> bool:
        return any(watch.wants_news for watch in self._watches.values())

    def _chosen(self, keys: Iterable[BatchKey]) -> list[Watch]:
        return [self._watches[key] for key in keys if key in self._watches]

    async def _adopt_all(self, records: Iterable[BatchRecord]) -> None:
        """Take up many without keeping the interpreter from whoever paints them."""
        for number, record in enumerate(records, start=1):
            self._adopt(record)
            if number % ADOPTED_AT_ONCE == 0:
                await asyncio.sleep(ADOPTING_PAUSE_SECONDS)

    def _adopt(self, record: BatchRecord) -> None:
        watch = Watch(record, self._servers[record.key.server], self._outlet)
        self._watches[record.key] = watch
        watch.post()
        if watch.wants_news:
            watch.start()

    def _key(self, reference: Reference) -> BatchKey:
        server = reference.server
        if server is None:
            if len(self._servers) != 1:
                raise BatchdeskError(Problem(ProblemKind.NO_SERVER))
            server = next(iter(self._servers))
        elif server not in self._servers:
            raise BatchdeskError(Problem(ProblemKind.UNKNOWN_SERVER, {"server": server}))
        return BatchKey(server, reference.batch_id)

    async def _signed_in(self, server: Server) -> ServerStatus:
        if server.url not in self._servers:
            await asyncio.wrap_future(self._outlet.store.add_server(server.url, server.status.email))
            self._adopt_server(server)
        return server.status

    async def _stranger(self, url: str) -> Server:
        """A server that is none of ours yet. Raises UNREACHABLE, CERTIFICATE or NOT_THAT_SERVER."""
        await NextAuth(url, self._network.pool).csrf()
        return await self._server(_new_record(url))

    async def _server(self, record: ServerRecord) -> Server:
        durations = await self._archive.ask(lambda reader: reader.durations(record.url))
        return Server(record, self._network, self._outlet, durations, self._usual_changed)

    def _adopt_server(self, server: Server) -> None:
        self._servers[server.url] = server
        server.post()
        server.start()

    def _usual_changed(self, server: Server) -> None:
        for watch in self._watches.values():
            if watch.key.server == server.url and not watch.state.ended:
                watch.post()


def _new_record(url: str) -> ServerRecord:
    return ServerRecord(url, email="", added_at=datetime.now(UTC))
