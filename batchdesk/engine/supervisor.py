"""What runs while the engine does: servers, watches, and those who look after both. Begins and ends them."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from batchdesk.batch.connection_log import Turn
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.engine.archive import Archive
from batchdesk.engine.browsing import Browsing
from batchdesk.engine.copies import Copies
from batchdesk.engine.disruption import Disruption, tell_of_disruptions
from batchdesk.engine.edits import Edits
from batchdesk.engine.errands import Errand
from batchdesk.engine.following import Following
from batchdesk.engine.housekeeping import Housekeeping
from batchdesk.engine.open_files import raise_open_files_limit
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.presence import Presence
from batchdesk.engine.server import Network, Server
from batchdesk.engine.servers import Servers
from batchdesk.engine.watches import Watches
from batchdesk.store.records import Addition, BatchRecord, ServerRecord
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.stream.route import Routes
from batchdesk.stream.subscription import StreamOptions
from batchdesk.stream.vault import MemoryVault, open_vault


class Supervisor:
    """Lives on the engine's loop; every method is called there."""

    def __init__(self, outlet: Outlet, archive: Archive, options: EngineOptions) -> None:
        network = Network(
            vault=MemoryVault(),
            pool=ClientPool(options.routes, lambda: outlet.mailbox.is_late),
            policy=options.policy or ReconnectPolicy(),
            streams=options.streams or StreamOptions(),
        )
        self._outlet = outlet
        self._archive = archive
        self._keyring = options.keyring
        self._goes_on = options.take_up and options.record
        self.servers = Servers(network, outlet, archive, self._usual_changed)
        self.watches = Watches(outlet, archive, self.servers.of)
        self.edits = Edits(outlet.store, self.watches)
        self.copies = Copies(outlet, self.servers, self.watches, self.edits)
        self.browsing = Browsing(archive, self.servers.at)
        self.following = Following(outlet, self.watches, self.servers.at, options.following)
        self.housekeeping = Housekeeping(outlet.store)
        self._presence: Presence | None = None
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self, servers: Iterable[ServerRecord], batches: Iterable[BatchRecord]) -> None:
        """Take up what was watched when the program was last closed."""
        raise_open_files_limit()
        if self._keyring:
            await self._open_vault()
        last_present = await self._archive.ask(lambda reader: reader.last_present())
        self._presence = Presence(self._outlet.store, last_present, self._outlet.now, self.watches.are_listening)
        self._presence.start()
        await self.servers.take_up(servers)
        await self.watches.take_up(batches)
        if self._goes_on and not self._outlet.store.read_only:
            self.following.take_up(await self._archive.ask(lambda reader: reader.followed()))
        self._tasks = [
            asyncio.create_task(tell_of_disruptions(self._disrupted), name="disruptions"),
            asyncio.create_task(self.housekeeping.run(), name="housekeeping"),
        ]

    async def close(self) -> None:
        """End every subscription and close every connection."""
        for task in self._tasks:
            task.cancel()
            await asyncio.wait([task])
        if self._presence is not None:
            await self._presence.stop()
        await self.following.close()
        await self.watches.close()
        await self.servers.close()

    async def add(
        self, references: Sequence[Reference], label: str, merchant: str, tags: Sequence[str]
    ) -> list[BatchKey]:
        """Watch batches. All or none: raises NO_SERVER or UNKNOWN_SERVER before anything is added."""
        keys = [self.servers.key(reference) for reference in references]
        labels = numbered(label, len(keys))
        additions = [Addition(key, own, merchant, tuple(tags)) for key, own in zip(keys, labels, strict=True)]
        await self.watches.add(additions)
        return keys

    async def forget_server(self, url: str) -> None:
        """Sign out of a server and know it no more; its batches leave the live table, and stay in the history."""
        await self.following.forget(url)
        await self.watches.forget(url)
        await self.servers.forget(url)

    async def run(self, errand: Errand) -> None:
        """Do what another batchdesk asks for."""
        if errand.session:
            await self.servers.session_changed(errand.server)
        if errand.batches:
            references = [Reference(batch_id, errand.server) for batch_id in errand.batches]
            await self.add(references, errand.label, "", errand.tags)

    def reach_by(self, routes: Routes) -> None:
        """Reach servers in these ways from now on; every stream connects anew."""
        self.servers.reach_by(routes)
        self.following.look_now()
        self.watches.reconnect(Turn.ROUTE)

    def reconnect_now(self) -> None:
        """The operator does not want to wait."""
        self.following.look_now()
        self.watches.reconnect(Turn.ASKED)

    async def _open_vault(self) -> None:
        # A keyring is a program of its own that may have to be woken: not on this loop.
        vault, problem = await asyncio.to_thread(open_vault)
        self.servers.keep_sessions_in(vault)
        if problem is not None:
            # Who gave a session in the environment needs no keyring, unless they sign in.
            borrowed = {"session": "environment"} if vault.borrowed else {}
            self._outlet.mailbox.post(problems=(replace(problem, detail={**problem.detail, **borrowed}),))

    def _disrupted(self, disruption: Disruption) -> None:
        if disruption.slept:
            self._outlet.looking_since = datetime.now(UTC)
            if self._presence is not None:
                self._presence.woke_up()
        self.following.network_changed(disruption.network_is_up)
        if disruption.network_is_up:
            self.watches.reconnect(Turn.SLEPT if disruption.slept else Turn.NETWORK)

    def _usual_changed(self, server: Server) -> None:
        self.watches.post_running(server)


def numbered(label: str, count: int) -> list[str]:
    """One label for each of so many batches: of several, `label (1)`, `label (2)` and so on."""
    if count == 1 or not label:
        return [label] * count
    return [f"{label} ({number})" for number in range(1, count + 1)]
