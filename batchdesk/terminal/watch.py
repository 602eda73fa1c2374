"""`batchdesk watch`: some batches, watched to their end without a screen.

Each batch is settled with an exit code of its own; the worst of them is the command's.
"""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.events import CompleteEvent, StatusEvent
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine.engine import Engine
from batchdesk.engine.errands import Errand, leave
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Happening, WatchedBatch
from batchdesk.stream.route import Route, Routes
from batchdesk.terminal import exit_codes
from batchdesk.terminal.listening import Listening, Say, listening
from batchdesk.terminal.steps import Display
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

SHOWN = "terminal"
"""How the database says that an end was told here."""

RETRY_SECONDS = 2.0
"""Pause between two attempts to reach a server that is not known yet; known ones have the engine's own backoff."""


@dataclass(frozen=True, slots=True)
class WatchOptions:
    """What to watch, and how long to wait for a server."""

    data_dir: Path
    references: Sequence[Reference]
    server: str | None = None
    """For references that name none. It becomes known."""
    give_up_seconds: float = 60.0
    """How long a batch may be without a live connection; 0: for ever."""
    routes: Routes = field(default_factory=dict[str, Route])
    """How servers are reached."""
    label: str = ""
    """What the batches are called from now on; several are numbered. Empty: nothing is changed."""
    tags: tuple[str, ...] = ()
    """Given to all of them."""


async def watch(options: WatchOptions, show: Callable[[], Display], say: Say) -> int:
    """Watch to the end and return the exit code. `show` makes the display once there is something to show.

    Raises BatchdeskError where the watch cannot begin.
    """
    async with listening(options.data_dir, say, EngineOptions(routes=options.routes)) as listener:
        if options.server is not None:
            await _reach(listener.engine, options.server, options.give_up_seconds, say)
        references = [replace(each, server=each.server or options.server) for each in options.references]
        keys = await listener.engine.add(references, options.label, tags=options.tags)
        if not listener.records:
            for server in {key.server for key in keys}:
                batches = tuple(key.batch_id for key in keys if key.server == server)
                known_anew = options.server == server
                leave(options.data_dir, Errand(server, known_anew, batches, options.label, options.tags))
        vigil = Vigil(keys, show(), options.give_up_seconds)
        try:
            await vigil.keep(listener)
        finally:
            vigil.display.close()
        await mark_told(listener, keys)
        for key, problem in vigil.problems.items():
            say(f"{key.batch_id}: {sentence(problem)}")
        return exit_codes.worst(vigil.codes.values())


class Vigil:
    """Waits until each of some batches is settled: ended, gone, signed out, or out of reach for too long."""

    def __init__(self, keys: Iterable[BatchKey], display: Display, give_up_seconds: float) -> None:
        self.display = display
        self.codes: dict[BatchKey, int] = {}
        self.problems: dict[BatchKey, Problem] = {}
        """Why a batch was settled without having ended."""
        self._open = set(keys)
        self._give_up_seconds = give_up_seconds
        self._statuses: dict[BatchKey, str] = {}
        self._troubles: dict[BatchKey, Problem] = {}
        self._deadlines: dict[BatchKey, float] = {}
        """When to give up on a batch without a live connection, in the loop's time."""

    async def keep(self, listener: Listening) -> None:
        """Return when every batch is settled."""
        listener.on_row = self._show
        for row in listener.rows.values():
            self._show(row)
        for key in self._open:
            self._not_live(key)
        try:
            while self._open:
                await self._next_step(listener.happenings)
            listener.drain()
        finally:
            listener.on_row = lambda row: None

    async def _next_step(self, happenings: asyncio.Queue[Happening]) -> None:
        try:
            async with asyncio.timeout_at(min(self._deadlines.values(), default=None)):
                happening = await happenings.get()
        except TimeoutError:
            self._give_up()
            return
        if happening.key in self._open:
            self.display.happened(happening)
            self._judge(happening)

    def _show(self, row: WatchedBatch) -> None:
        if row.key in self._open or row.key in self.codes:
            self.display.changed(row)

    def _judge(self, happening: Happening) -> None:
        key, what = happening.key, happening.what
        if isinstance(what, StatusEvent):
            self._statuses[key] = what.status
        elif isinstance(what, CompleteEvent):
            self._statuses[key] = what.final_status
            self._end(key)
        elif isinstance(what, Connection):
            self._connection(key, what)

    def _connection(self, key: BatchKey, connection: Connection) -> None:
        if connection.problem is not None:
            self._troubles[key] = connection.problem
        if connection.state is ConnectionState.LIVE:
            self._deadlines.pop(key, None)
        elif connection.state is ConnectionState.IDLE:
            self._end(key)  # the server has no more to say, also where it never said `complete`
        elif connection.state is ConnectionState.GONE:
            self._lose(key, exit_codes.NOT_FOUND, connection.problem or Problem(ProblemKind.NOT_FOUND))
        elif connection.state is ConnectionState.SIGNED_OUT:
            self._lose(key, exit_codes.NOT_SIGNED_IN, Problem(ProblemKind.SIGNED_OUT))
        else:
            self._not_live(key)

    def _not_live(self, key: BatchKey) -> None:
        if self._give_up_seconds > 0:
            self._deadlines.setdefault(key, asyncio.get_running_loop().time() + self._give_up_seconds)

    def _give_up(self) -> None:
        now = asyncio.get_running_loop().time()
        for key in [key for key, deadline in self._deadlines.items() if deadline <= now]:
            problem = self._troubles.get(key, Problem(ProblemKind.UNREACHABLE))
            if not self._has_ended(key):
                self.display.gave_up(key, problem)
            self._lose(key, exit_codes.UNREACHABLE, problem)

    def _lose(self, key: BatchKey, code: int, problem: Problem) -> None:
        """Nothing more will be heard of it: `code`, unless its end was heard and only `complete` is missing."""
        if self._has_ended(key):
            self._end(key)
        else:
            self._settle(key, code, problem)

    def _has_ended(self, key: BatchKey) -> bool:
        return self._statuses.get(key) in status.FINAL

    def _end(self, key: BatchKey) -> None:
        succeeded = self._statuses.get(key) == status.SUCCEEDED
        self._settle(key, exit_codes.SUCCEEDED if succeeded else exit_codes.FAILED)

    def _settle(self, key: BatchKey, code: int, problem: Problem | None = None) -> None:
        self._deadlines.pop(key, None)
        self._open.discard(key)
        self.codes[key] = code
        if problem is not None:
            self.problems[key] = problem


async def mark_told(listener: Listening, keys: Iterable[BatchKey]) -> None:
    """Write down that the ends of these batches were shown on the terminal, so that no window tells them again."""
    chosen = set(keys)
    # The store writes in order: after the first round the ends themselves are durable, and a question to the engine
    # lets it put their notices into the mailbox. The second round finds them there.
    for _ in range(2):
        listener.drain()
        ids = [notice.id for notice in listener.notices.values() if notice.key in chosen]
        await listener.engine.inbox.mark_told(ids, SHOWN)
        await listener.engine.servers()


async def _reach(engine: Engine, server: str, give_up_seconds: float, say: Say) -> None:
    """Make the server known; while it does not answer, ask again until it is time to give up."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + give_up_seconds if give_up_seconds > 0 else float("inf")
    told = False
    while True:
        try:
            await engine.add_server(server)
        except BatchdeskError as error:
            left = deadline - loop.time()
            if error.problem.kind is not ProblemKind.UNREACHABLE or left <= 0:
                raise
            if not told:
                say(translate("Terminal", "{server} does not answer. Trying again until it does…", server=server))
                told = True
            await asyncio.sleep(min(RETRY_SECONDS, left))
        else:
            return
