"""What an examination asks: which step between us and a batch's heartbeat fails. Each question stands alone.

Every function returns the problem of its own step, None when that step is well; a step before it that fails makes the
later ones fail as well, so the first problem in the order of this module is the cause.
"""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from batchdesk.batch.connection import Connection
from batchdesk.batch.events import BatchEvent
from batchdesk.batch.examination import Step
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.api import ServerApi
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.nextauth import NextAuth
from batchdesk.stream.opening import ask_for_stream, meaning_of, stream_address
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import Subscription
from batchdesk.stream.troubles import foreign_errors

OPENING_SECONDS = 30.0

HEARTBEAT_SECONDS = 75.0
"""Two and a half heartbeats: as long as a watch itself waits."""


class Probe:
    """Asks one server."""

    def __init__(self, session: ServerSession, pool: ClientPool) -> None:
        self._session = session
        self._pool = pool
        self._api = ServerApi(session, pool)

    async def ask(self, step: Step, key: BatchKey | None = None) -> Problem | None:
        """One step; those of a batch need its `key`."""
        questions: dict[Step, Callable[[], Awaitable[Problem | None]]] = {
            Step.ADDRESS: self.address,
            Step.TLS: self.certificate,
            Step.SERVER: self.batch_server,
            Step.SIGN_IN: self.sign_in,
        }
        if key is not None:
            questions |= {
                Step.MERCHANT: partial(self.merchant, key),
                Step.BATCH: partial(self.batch, key),
                Step.STREAM: partial(self.stream, key),
                Step.HEARTBEAT: partial(self.heartbeat, key),
            }
        return await questions[step]()

    async def address(self) -> Problem | None:
        """Whether anything answers at the server's address."""
        problem = await self._first_contact()
        answered = problem is None or problem.kind in _ANSWERED
        return None if answered else problem

    async def certificate(self) -> Problem | None:
        """Whether the server's certificate is trusted; None for a plain address."""
        problem = await self._first_contact()
        return problem if problem and problem.kind is ProblemKind.CERTIFICATE else None

    async def batch_server(self) -> Problem | None:
        """Whether what answers is a batch server."""
        return await self._first_contact()

    async def sign_in(self) -> Problem | None:
        """Whether the server knows us."""
        try:
            return None if await self._session.check() else Problem(ProblemKind.SIGNED_OUT)
        except BatchdeskError as error:
            return error.problem

    async def batch(self, key: BatchKey) -> Problem | None:
        """Whether the batch is there and ours to see; None as well where the server has no route to ask."""
        try:
            await self._api.batch(key)
        except BatchdeskError as error:
            return error.problem
        return None

    async def merchant(self, key: BatchKey) -> Problem | None:
        """Whether we are a member of the batch's merchant; None as well where the server has no route to ask."""
        try:
            detail = await self._api.batch(key)
            if detail is not None and detail.summary.merchant_id is not None:
                await self._api.batches(detail.summary.merchant_id)
        except BatchdeskError as error:
            return error.problem
        return None

    async def stream(self, key: BatchKey) -> Problem | None:
        """Whether the stream opens."""
        await self._session.load()
        try:
            async with asyncio.timeout(OPENING_SECONDS):
                with foreign_errors():
                    asking = ask_for_stream(self._pool, stream_address(key), self._session.cookie_header)
                    async with asking as response:
                        return meaning_of(response).problem
        except BatchdeskError as error:
            return error.problem
        except TimeoutError:
            return Problem(ProblemKind.SILENT, {"seconds": OPENING_SECONDS})

    async def heartbeat(self, key: BatchKey, seconds: float = HEARTBEAT_SECONDS) -> Problem | None:
        """Whether a heartbeat comes within `seconds`; a batch that has ended needs none."""
        pulse = _Pulse()
        hearing = asyncio.create_task(Subscription(key, self._session, self._pool, pulse).run(), name="examined stream")
        beat = asyncio.create_task(pulse.felt.wait(), name="heartbeat")
        try:
            done, _ = await asyncio.wait({hearing, beat}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            hearing.cancel()
            beat.cancel()
            await asyncio.wait({hearing, beat})
        return None if done else Problem(ProblemKind.SILENT, {"seconds": seconds})

    async def _first_contact(self) -> Problem | None:
        try:
            await NextAuth(self._session.server, self._pool).csrf()
        except BatchdeskError as error:
            return error.problem
        return None


class _Pulse:
    """Feels heartbeats: bytes that bring no event."""

    def __init__(self) -> None:
        self.felt = asyncio.Event()
        self._events = 0

    def on_heard(self) -> None:
        # The events of these bytes are told before the loop's next turn.
        asyncio.get_running_loop().call_soon(self._judge, self._events)

    def on_event(self, event: BatchEvent) -> None:
        self._events += 1

    def on_connection(self, connection: Connection) -> None: ...

    def on_refused(self, problem: Problem) -> None:
        self._events += 1

    def _judge(self, events_before: int) -> None:
        if self._events == events_before:
            self.felt.set()


_ANSWERED = frozenset({ProblemKind.CERTIFICATE, ProblemKind.NOT_THAT_SERVER, ProblemKind.REFUSED})
"""What only something that answers can cause."""
