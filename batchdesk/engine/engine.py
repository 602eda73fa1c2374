"""The engine as a front end sees it: started, asked by coroutines from any loop, heard through one mailbox."""

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from batchdesk.batch.examination import Step
from batchdesk.batch.identity import BatchKey, Reference, normalise_server
from batchdesk.batch.problem import Problem
from batchdesk.batch.telling import Telling
from batchdesk.engine.inbox import Inbox
from batchdesk.engine.listed import ListedPage
from batchdesk.engine.loop_thread import LoopThread
from batchdesk.engine.mailbox import Mailbox
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.outlet import Journal
from batchdesk.engine.run import Run
from batchdesk.engine.watched import ServerStatus
from batchdesk.store.merging import Merged
from batchdesk.store.reader import Reader
from batchdesk.store.records import CopiesRecord
from batchdesk.store.store import DATABASE_NAME
from batchdesk.stream.route import Routes

if TYPE_CHECKING:
    from batchdesk.engine.supervisor import Supervisor

Value = TypeVar("Value")


class Engine:
    """Every `async` method may be awaited on any asyncio loop; it runs on the engine's. They raise BatchdeskError."""

    def __init__(
        self,
        data_dir: Path,
        wake: Callable[[], None],
        options: EngineOptions = EngineOptions(),  # noqa: B008 - frozen
        journal: Journal | None = None,
    ) -> None:
        """`wake` is called on the engine's thread when the mailbox stops being empty: it must only signal.

        `journal` is called there too, for each step of each batch; None for a front end that wants the newest only.
        """
        self.mailbox = Mailbox(wake)
        self.database = data_dir / DATABASE_NAME
        """The file of the cache."""
        self._run = Run(data_dir, options, self.mailbox, journal)
        self.inbox = Inbox(lambda: self._run.store, self.mailbox)
        self._thread = LoopThread("batchdesk-engine", self._run.main)

    def start(self, *, online: bool = True) -> None:
        """Start the thread. What is cached arrives through the mailbox; trouble with it, through `ready`.

        Where `online` is False nothing but the cache is touched until `go_online`.
        """
        if online:
            self.go_online()
        self._thread.start()

    def go_online(self) -> None:
        """Load the network code and open the streams: for a fifth of a second every other thread gets little done."""
        self._run.go_online()

    def stop(self) -> None:
        """Close all streams, write what is left, join the threads. A second call does nothing."""
        # Whoever waits for `ready` is answered.
        self.go_online()
        self._thread.stop()

    async def ready(self) -> None:
        """Wait until the cache has been read. Raises DATA_FOLDER or DATABASE_BUSY where it cannot be used."""
        await self._run.ready()

    async def servers(self) -> list[ServerStatus]:
        """Every known server, as it stands."""
        return await self._ask(lambda supervisor: _immediately(supervisor.servers.statuses))

    async def add_server(self, url: str) -> ServerStatus:
        """Make a server known. Raises UNREACHABLE, CERTIFICATE or NOT_THAT_SERVER where it is none."""
        return await self._ask(lambda supervisor: supervisor.servers.add(normalise_server(url)))

    async def sign_in(self, server: str, email: str, code: str) -> ServerStatus:
        """Sign in with e-mail and code. Raises WRONG_CODE, UNREACHABLE, CERTIFICATE, NOT_THAT_SERVER."""
        return await self._ask(lambda supervisor: supervisor.servers.sign_in(normalise_server(server), email, code))

    async def paste_cookie(self, server: str, cookie: str) -> ServerStatus:
        """Use a session from a browser, in any shape one gives it. Raises BAD_COOKIE, UNREACHABLE, NOT_THAT_SERVER."""
        return await self._ask(lambda supervisor: supervisor.servers.paste_cookie(normalise_server(server), cookie))

    async def sign_out(self, server: str) -> None:
        """End the session on the server and forget its cookie."""
        await self._ask(lambda supervisor: supervisor.servers.sign_out(normalise_server(server)))

    async def forget_server(self, server: str) -> None:
        """Sign out of a server and know it no more; its batches leave the live table, and stay in the history."""
        await self._ask(lambda supervisor: supervisor.forget_server(server))

    async def examine(self, server: str, step: Step) -> Problem | None:
        """What is not well with one step to a server, known or not. The steps of a batch are not asked here."""
        return await self._ask(lambda supervisor: supervisor.servers.examine(normalise_server(server), step))

    async def add(
        self, references: Sequence[Reference], label: str = "", merchant: str = "", tags: Sequence[str] = ()
    ) -> list[BatchKey]:
        """Watch batches, all with these tags and of this merchant; several are labelled `label (1)`, `label (2)` and
        so on. All or none: raises NO_SERVER or UNKNOWN_SERVER before anything is added."""
        return await self._ask(lambda supervisor: supervisor.add(references, label, merchant, tags))

    async def browse(self, server: str, merchant: str, page: int = 1) -> ListedPage:
        """Ask a server for a page of a merchant's batches. Raises UNKNOWN_SERVER, NO_LIST, NO_MERCHANT, SIGNED_OUT, and
        what the network does."""
        return await self._ask(lambda supervisor: supervisor.browsing.page(server, merchant, page))

    async def pause(self, keys: Sequence[BatchKey]) -> None:
        """Stop listening until `resume`, also across a restart."""
        await self._ask(lambda supervisor: supervisor.watches.pause(keys))

    async def resume(self, keys: Sequence[BatchKey]) -> None:
        """Listen again to what was paused."""
        await self._ask(lambda supervisor: supervisor.watches.resume(keys))

    async def retry(self, keys: Sequence[BatchKey]) -> None:
        """Try now: a waiting one, an ended one, and one that was gone."""
        await self._ask(lambda supervisor: supervisor.watches.retry(keys))

    async def remove(self, keys: Sequence[BatchKey]) -> None:
        """Take batches out of the live table. Their history stays."""
        await self._ask(lambda supervisor: supervisor.watches.remove(keys))

    async def restore(self, keys: Sequence[BatchKey]) -> None:
        """Undo `remove`."""
        await self._ask(lambda supervisor: supervisor.watches.restore(keys))

    async def set_label(self, key: BatchKey, label: str) -> None:
        """Give a batch the operator's own name."""
        await self._ask(lambda supervisor: supervisor.edits.set_label(key, label))

    async def set_note(self, key: BatchKey, note: str) -> None:
        """Keep the operator's own words about a batch; empty takes them away."""
        await self._ask(lambda supervisor: supervisor.edits.set_note(key, note))

    async def set_merchant(self, key: BatchKey, merchant: str) -> None:
        """Keep whose a batch is."""
        await self._ask(lambda supervisor: supervisor.edits.set_merchant(key, merchant))

    async def change_tags(self, keys: Sequence[BatchKey], add: Sequence[str] = (), remove: Sequence[str] = ()) -> None:
        """Give batches tags, and take others from them."""
        await self._ask(lambda supervisor: supervisor.edits.change_tags(keys, add, remove))

    async def set_pinned(self, keys: Sequence[BatchKey], pinned: bool) -> None:
        """Keep batches, whatever the history is cleaned of, or no longer."""
        await self._ask(lambda supervisor: supervisor.edits.set_pinned(keys, pinned))

    async def set_put_away(self, keys: Sequence[BatchKey], put_away: bool) -> None:
        """Take batches out of sight, or bring them back. What has not ended goes on being listened to, and is told."""
        await self._ask(lambda supervisor: supervisor.edits.set_put_away(keys, put_away))

    async def set_telling(self, keys: Sequence[BatchKey], telling: Telling) -> None:
        """Keep what the operator wants of the ends of these batches."""
        await self._ask(lambda supervisor: supervisor.edits.set_telling(keys, telling))

    async def fetch_copies(self, key: BatchKey) -> CopiesRecord | None:
        """Ask the server for the texts of a batch, and keep them; None where the server has no route for them.

        Raises UNKNOWN_SERVER, SIGNED_OUT, NOT_FOUND, and what the network does.
        """
        return await self._ask(lambda supervisor: supervisor.copies.fetch(key))

    async def keep(self, days: int, megabytes: int) -> None:
        """Keep so much of the history from now on; 0: all. Pinned and watched batches always stay."""
        await self._ask(lambda supervisor: _immediately(lambda: supervisor.housekeeping.keep(days, megabytes)))

    async def reach_by(self, routes: Routes) -> None:
        """Reach servers in these ways from now on; every stream connects anew, spread over a second."""
        await self._ask(lambda supervisor: _immediately(lambda: supervisor.reach_by(routes)))

    async def reconnect_now(self) -> None:
        """The operator does not want to wait: every stream connects anew, spread over a second, and every list of a
        merchant that is followed is looked at."""
        await self._ask(lambda supervisor: _immediately(supervisor.reconnect_now))

    async def read(self, question: Callable[[Reader], Value]) -> Value:
        """Ask the cache; `question` runs on a reading thread. Cancelled, a long answer is broken off."""
        return await self._run.archive.ask(question)

    async def take_in(self, prepared: Path, reached: Callable[[float], None]) -> Merged:
        """Add to the history what it lacks of `prepared`, a database that was made by this version and is checked, and
        that is gone afterwards. It must be on the disk of the data folder.

        `reached` hears on the engine's thread which share is done, and must only signal. Cancelled, what was added so
        far stays: nothing of it replaces anything. Raises DATABASE_NEWER where nothing can be written.
        """
        await self.ready()
        return await self._thread.call(self._run.take_in(prepared, reached))

    async def follow(self, server: str, merchant: str) -> None:
        """Add a merchant's new batches from now on, by themselves. Raises UNKNOWN_SERVER."""
        await self._ask(lambda supervisor: supervisor.following.follow(server, merchant))

    async def unfollow(self, server: str, merchant: str) -> None:
        """No longer so. What was added stays."""
        await self._ask(lambda supervisor: supervisor.following.unfollow(server, merchant))

    async def _ask(self, question: Callable[["Supervisor"], Coroutine[Any, Any, Value]]) -> Value:
        await self.ready()
        return await self._thread.call(question(self._run.supervisor))


async def _immediately(function: Callable[[], Value]) -> Value:
    return function()
