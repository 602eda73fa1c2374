"""`batchdesk selftest`: the six checks of the protocol guide's own test script, on the embedded server.

The real engine watches a batch whose server repeats itself, sends an old version and drops the connection. A witness
beside it hears the same stream undigested: it shows what was on the wire, the engine's journal what was taken of it.
"""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from batchdesk.batch import status
from batchdesk.batch.connection import Connection
from batchdesk.batch.events import COPY_TARGET, BatchEvent, CompleteEvent, StatusEvent
from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.engine.options import EngineOptions
from batchdesk.store.folders import throwaway_folder
from batchdesk.stream.api import ServerApi
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import Subscription
from batchdesk.stream.vault import MemoryVault
from batchdesk.terminal import exit_codes
from batchdesk.terminal.lines import json_line
from batchdesk.terminal.listening import Listening, listening
from batchdesk.testserver import DEFAULT_MERCHANT, Drop, Duplicate, EmbeddedServer, Reorder, ServerOptions
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence

CHECK_SECONDS = 10.0
"""No check takes this long on a machine that works."""

_SERVER = ServerOptions(look_seconds=0.05, queued_seconds=1.0, running_seconds=2.0)
_ASSETS = [("PRODUCT", "selftest-product"), ("SCENE", "selftest-scene")]
_FLOW = [status.QUEUED, status.RUNNING, status.SUCCEEDED]


@dataclass(frozen=True, slots=True)
class Check:
    """One check and how it went. `name` is for scripts, `detail` a sentence."""

    name: str
    ok: bool
    detail: str


class CheckFailed(Exception):
    """Carries the sentence that says what was wrong."""


async def selftest(
    data_dir: Path, out: TextIO, *, as_json: bool, server: EmbeddedServer | None = None, seconds: float = CHECK_SECONDS
) -> int:
    """Run the checks, write them, and return 0 when all hold, 1 otherwise. `seconds` is for each check."""
    checks: list[Check] = []
    with throwaway_folder(data_dir, "selftest-") as folder, server or EmbeddedServer(_SERVER) as running:
        async with _script(folder, running) as script:
            for name, check in script.checks():
                checks.append(await _tried(name, check, seconds))
                if not as_json:
                    out.write(_line(checks[-1]))
                    out.flush()
    ok = all(check.ok for check in checks)
    if as_json:
        listed = [{"name": check.name, "ok": check.ok, "detail": check.detail} for check in checks]
        out.write(json_line({"checks": listed, "ok": ok}))
    return exit_codes.SUCCEEDED if ok else exit_codes.FAILED


async def _tried(name: str, check: Callable[[], Awaitable[str]], seconds: float) -> Check:
    try:
        async with asyncio.timeout(seconds):
            return Check(name, True, await check())
    except TimeoutError:
        return Check(
            name, False, translate("Terminal", "It did not happen within {seconds} s.", seconds=f"{seconds:g}")
        )
    except CheckFailed as failed:
        return Check(name, False, str(failed))
    except BatchdeskError as error:
        return Check(name, False, sentence(error.problem))


def _line(check: Check) -> str:
    word = translate("Terminal", "ok") if check.ok else translate("Terminal", "failed")
    return f"{word}\t{check.name}\t{check.detail}\n"


class Witness:
    """Hears a stream and keeps every event of it, repeated and old ones included."""

    def __init__(self) -> None:
        self.statuses: list[StatusEvent] = []

    def on_event(self, event: BatchEvent) -> None:
        if isinstance(event, StatusEvent):
            self.statuses.append(event)

    def on_heard(self) -> None: ...

    def on_connection(self, connection: Connection) -> None: ...

    def on_refused(self, problem: Problem) -> None: ...


class Script:
    """The guide's script. Its checks build on each other, in their order."""

    def __init__(self, server: EmbeddedServer, listener: Listening, session: ServerSession, pool: ClientPool) -> None:
        self._server = server
        self._listener = listener
        self._session = session
        self._pool = pool
        self._witness = Witness()
        self._key: BatchKey | None = None
        self._hearing: asyncio.Task[object] | None = None
        self._taken: list[StatusEvent] = []
        self._end: CompleteEvent | None = None

    def checks(self) -> list[tuple[str, Callable[[], Awaitable[str]]]]:
        """Names as scripts know them, in the guide's order."""
        return [
            ("create", self._create),
            ("connect", self._connect),
            ("start", self._start),
            ("status-flow", self._status_flow),
            ("version-order", self._version_order),
            ("dedup", self._dedup),
        ]

    async def close(self) -> None:
        """End the witness's stream."""
        if self._hearing is not None:
            self._hearing.cancel()
            await asyncio.wait([self._hearing])

    async def _create(self) -> str:
        """1. Make a test batch."""
        options = self._server.options
        await self._session.sign_in(options.email, options.code)
        created = await ServerApi(self._session, self._pool).create(DEFAULT_MERCHANT, _ASSETS)
        if created is None or created.status != status.QUEUED or created.status_version != 1:
            raise CheckFailed(translate("Terminal", "The server made no queued batch of version 1."))
        self._key = BatchKey(self._server.url, created.batch_id)
        for fault in (
            Duplicate(batch_id=created.batch_id, after_events=1, copies=2, times=2),
            Reorder(batch_id=created.batch_id, after_events=2, times=2),
            Drop(batch_id=created.batch_id, after_events=2, times=2),
        ):
            self._server.inject(fault)
        return translate("Terminal", "Batch {id} was made.", id=one_line(created.batch_id))

    async def _connect(self) -> str:
        """2. Connect to its stream."""
        key = self._made()
        options = self._server.options
        await self._listener.engine.sign_in(key.server, options.email, options.code)
        subscription = Subscription(key, self._session, self._pool, self._witness)
        self._hearing = asyncio.create_task(subscription.run(), name="selftest witness")
        await self._listener.engine.add([Reference(key.batch_id, key.server)])
        first = await self._next_taken()
        return translate("Terminal", "The stream began with version {number}.", number=first.version)

    async def _start(self) -> str:
        """3. The worker takes the batch up."""
        self._made()
        while not any(event.status == status.RUNNING for event in self._taken):
            await self._next_taken()
        return translate("Terminal", "The worker took the batch up.")

    async def _status_flow(self) -> str:
        """4. The statuses follow each other as the guide says, to the end."""
        self._made()
        while self._end is None:
            await self._step()
        flow = [event.status for event in self._taken]
        words = " → ".join(map(one_line, flow))
        if flow != _FLOW or self._end.final_status != _FLOW[-1] or self._taken[-1].copy_count != COPY_TARGET:
            raise CheckFailed(translate("Terminal", "The batch went another way: {flow}.", flow=words))
        return words

    async def _version_order(self) -> str:
        """5. Every version that was taken is greater than the one before."""
        versions = [event.version for event in self._taken]
        words = ", ".join(map(str, versions))
        if versions != list(range(1, len(_FLOW) + 1)):
            raise CheckFailed(translate("Terminal", "Versions did not grow one by one: {versions}.", versions=words))
        return words

    async def _dedup(self) -> str:
        """6. What the server repeated, or sent too late, was dropped."""
        if self._hearing is None:
            raise CheckFailed(translate("Terminal", "There was no stream to hear."))
        await asyncio.shield(self._hearing)
        sent = [event.version for event in self._witness.statuses]
        repeated = len(sent) - len(set(sent))
        if repeated < 2 or sorted(sent) == sent:
            raise CheckFailed(translate("Terminal", "The server did not repeat itself as it was told to."))
        if len(self._taken) != len({event.version for event in self._taken}):
            raise CheckFailed(translate("Terminal", "A version was taken twice."))
        return translate("Terminal", "%n repeated or old events were dropped.", repeated)

    def _made(self) -> BatchKey:
        if self._key is None:
            raise CheckFailed(translate("Terminal", "There is no batch to watch."))
        return self._key

    async def _next_taken(self) -> StatusEvent:
        number = len(self._taken)
        while len(self._taken) == number:
            await self._step()
        return self._taken[-1]

    async def _step(self) -> None:
        """Take the engine's next step into account."""
        what = (await self._listener.happenings.get()).what
        if isinstance(what, StatusEvent):
            self._taken.append(what)
        elif isinstance(what, CompleteEvent):
            self._end = what


@asynccontextmanager
async def _script(folder: Path, server: EmbeddedServer) -> AsyncGenerator[Script]:
    pool = ClientPool()
    session = ServerSession(server.url, MemoryVault(), pool, on_change=lambda session: None)
    try:
        async with listening(folder, lambda text: None, EngineOptions(keyring=False)) as listener:
            script = Script(server, listener, session, pool)
            try:
                yield script
            finally:
                await script.close()
    finally:
        await pool.aclose()
