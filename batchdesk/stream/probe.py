"""What `doctor` asks: which step between us and a batch's first byte fails. Each question stands alone.

Every function returns the problem of its own step, None when that step is well; a step before it that fails makes the
later ones fail as well, so the first problem in the order of this module is the cause.
"""

import asyncio

import httpx

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.api import ServerApi
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.nextauth import NextAuth
from batchdesk.stream.opening import Meaning, ask_for_stream, meaning_of
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import stream_address
from batchdesk.stream.troubles import Reason, foreign_errors


class Probe:
    """Asks one server."""

    def __init__(self, session: ServerSession, pool: ClientPool) -> None:
        self._session = session
        self._pool = pool
        self._api = ServerApi(session, pool)

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
        return await self._open(key, first_byte=False, seconds=30.0)

    async def first_byte(self, key: BatchKey, seconds: float = 35.0) -> Problem | None:
        """Whether anything comes, a heartbeat at the latest, within `seconds`."""
        return await self._open(key, first_byte=True, seconds=seconds)

    async def _first_contact(self) -> Problem | None:
        try:
            await NextAuth(self._session.server, self._pool).csrf()
        except BatchdeskError as error:
            return error.problem
        return None

    async def _open(self, key: BatchKey, *, first_byte: bool, seconds: float) -> Problem | None:
        await self._session.load()
        try:
            async with asyncio.timeout(seconds):
                with foreign_errors():
                    asking = ask_for_stream(self._pool, stream_address(key), self._session.cookie_header)
                    async with asking as response:
                        answer = meaning_of(response)
                        if answer.meaning is not Meaning.OPEN or not first_byte:
                            return answer.problem
                        return await _first_read(response)
        except BatchdeskError as error:
            return error.problem
        except TimeoutError:
            return Problem(ProblemKind.SILENT, {"seconds": seconds})


async def _first_read(response: httpx.Response) -> Problem | None:
    body = response.stream
    assert isinstance(body, httpx.AsyncByteStream)
    async for _ in body:
        return None
    return Problem(ProblemKind.LOST, {"reason": Reason.CLOSED.value})


_ANSWERED = frozenset({ProblemKind.CERTIFICATE, ProblemKind.NOT_THAT_SERVER, ProblemKind.REFUSED})
"""What only something that answers can cause."""
