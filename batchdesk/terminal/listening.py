"""A running engine, heard on the terminal's own asyncio loop. Knows nothing of what is shown."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.telling import Notice
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Happening, WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

Say = Callable[[str], None]
"""Gets one sentence for the operator."""


class Listening:
    """What the engine tells, on the loop on which this was made."""

    def __init__(self, data_dir: Path, say: Say, options: EngineOptions) -> None:
        self._loop = asyncio.get_running_loop()
        self._say = say
        self.rows: dict[BatchKey, WatchedBatch] = {}
        self.notices: dict[int, Notice] = {}
        self.problems: list[Problem] = []
        self.happenings: asyncio.Queue[Happening] = asyncio.Queue()
        self.on_row: Callable[[WatchedBatch], None] = lambda row: None
        self.records = options.record
        """False: another batchdesk has the data folder, and does what is asked of it by errands."""
        self.engine = Engine(data_dir, self._wake, options, self._journal)

    def drain(self) -> None:
        """Take what is in the mailbox now."""
        changes = self.engine.mailbox.drain()
        self.rows.update(changes.batches)
        self.notices.update((notice.id, notice) for notice in changes.notices)
        self.problems.extend(changes.problems)
        for row in changes.batches.values():
            self.on_row(row)
        for problem in changes.problems:
            if problem.kind is not ProblemKind.NO_KEYRING:  # only who signs in needs to know
                self._say(sentence(problem))

    def _wake(self) -> None:
        self._loop.call_soon_threadsafe(self.drain)

    def _journal(self, happening: Happening) -> None:
        self._loop.call_soon_threadsafe(self.happenings.put_nowait, happening)


@asynccontextmanager
async def listening(data_dir: Path, say: Say, options: EngineOptions | None = None) -> AsyncGenerator[Listening]:
    """A started engine that follows only what it is given, stopped when the block ends; in memory alone where another
    batchdesk has the data folder.

    Raises BatchdeskError where the folder cannot be used.
    """
    options = replace(options or EngineOptions(), take_up=False)
    listener = Listening(data_dir, say, options)
    try:
        listener.engine.start()
        try:
            await listener.engine.ready()
        except BatchdeskError as error:
            if error.problem.kind is not ProblemKind.DATABASE_BUSY:
                raise
            listener.engine.stop()
            say(translate("Terminal", "Another batchdesk has the data folder open: nothing of this is kept in it."))
            listener = Listening(data_dir, say, replace(options, record=False))
            listener.engine.start()
            await listener.engine.ready()
        listener.drain()
        yield listener
    finally:
        listener.engine.stop()
