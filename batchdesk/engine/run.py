"""One run of the engine, on its own thread: from the opening of the cache to its closing.

Loads the network code there, and where a window asks for it not before its cached rows are painted.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine.archive import Archive
from batchdesk.engine.cached import cached_row
from batchdesk.engine.mailbox import Mailbox
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.outlet import Journal, Outlet
from batchdesk.engine.watched import ServerStatus, SessionState
from batchdesk.store.lock import FolderLock
from batchdesk.store.merging import Merged
from batchdesk.store.store import DATABASE_NAME, Store

if TYPE_CHECKING:
    from batchdesk.engine.supervisor import Supervisor

_log = logging.getLogger("batchdesk.engine")


class Run:
    """`main` is what the thread does; all else may be asked for from any thread, but for what says otherwise."""

    def __init__(self, data_dir: Path, options: EngineOptions, mailbox: Mailbox, journal: Journal | None) -> None:
        self.archive = Archive(data_dir / DATABASE_NAME)
        self.store: Store | None = None
        """None until the cache is open."""
        self._data_dir = data_dir
        self._options = options
        self._mailbox = mailbox
        self._journal = journal
        self._online: Future[None] = Future()
        self._ready: Future[Supervisor] = Future()

    def go_online(self) -> None:
        """Do more than show what is cached; a second call changes nothing."""
        if not self._online.done():
            self._online.set_result(None)

    async def ready(self) -> None:
        """Wait until the cache has been read. Raises DATA_FOLDER or DATABASE_BUSY where it cannot be used."""
        await asyncio.shield(asyncio.wrap_future(self._ready))

    @property
    def supervisor(self) -> "Supervisor":
        """What is to be asked, on the engine's loop; there once it is `ready`."""
        return self._ready.result()

    async def main(self, stopping: asyncio.Event) -> None:
        """The engine's thread, until `stopping`."""
        lock = FolderLock(self._data_dir)
        store: Store | None = None
        try:
            store = self.store = self._open_store(lock)
            await self._serve(store, stopping)
        except BaseException as error:
            # Whoever waits for `ready` hears of it, whatever it is; afterwards only the log is left to tell.
            if self._ready.done():
                raise
            self._ready.set_exception(error)
            if not isinstance(error, BatchdeskError):
                _log.exception("the engine could not start")
        finally:
            self.archive.close()
            if store is not None:
                store.close()
            lock.release()

    async def take_in(self, prepared: Path, reached: Callable[[float], None]) -> Merged:
        """Add to the history what it lacks of `prepared`. On the engine's loop, once it is `ready`."""
        from batchdesk.engine.deliveries import take_in_own

        assert self.store is not None, "the engine is ready"
        try:
            return await take_in_own(self.store, self._data_dir, prepared, reached)
        finally:
            self._mailbox.post(history=True)

    def _open_store(self, lock: FolderLock) -> Store:
        if not self._options.record:
            return Store.in_memory()
        store_path = self._data_dir / DATABASE_NAME
        if not lock.acquire():
            raise BatchdeskError(Problem(ProblemKind.DATABASE_BUSY, {"path": str(self._data_dir)}))
        store = Store.open(store_path, on_problem=lambda problem: self._mailbox.post(problems=(problem,)))
        self.archive.insist()
        return store

    async def _serve(self, store: Store, stopping: asyncio.Event) -> None:
        watched = await self.archive.ask(lambda reader: reader.watched()) if self._options.take_up else []
        servers = await self.archive.ask(lambda reader: reader.servers())
        pending = await self.archive.ask(lambda reader: reader.pending_notices())
        self._mailbox.post(
            batches=map(cached_row, watched),
            servers=[ServerStatus(server.url, SessionState.UNKNOWN, server.email) for server in servers],
            notices=[replace(notice, away=True) for notice in pending],
            loaded=True,
        )

        await asyncio.wrap_future(self._online)
        from batchdesk.engine.supervisor import Supervisor  # loads httpx: only now, on this thread

        outlet = Outlet(store, self._mailbox, self._journal, looking_since=datetime.now(UTC))
        supervisor = Supervisor(outlet, self.archive, self._options)
        incoming = [
            asyncio.create_task(self._take_in_deliveries(store), name="deliveries"),
            asyncio.create_task(self._do_errands(supervisor), name="errands"),
        ]
        try:
            if self._options.connect:
                await supervisor.start(servers, watched)
            self._ready.set_result(supervisor)
            await stopping.wait()
        finally:
            for task in incoming:
                task.cancel()
            await asyncio.wait(incoming)
            await supervisor.close()

    async def _take_in_deliveries(self, store: Store) -> None:
        if self._options.record:  # else the folder is another program's
            from batchdesk.engine.deliveries import take_in_deliveries

            await take_in_deliveries(store, self._data_dir, lambda: self._mailbox.post(history=True))

    async def _do_errands(self, supervisor: "Supervisor") -> None:
        if self._options.record and self._options.connect:
            from batchdesk.engine.errands import do_errands

            await self.ready()
            await do_errands(self._data_dir, supervisor.run)
