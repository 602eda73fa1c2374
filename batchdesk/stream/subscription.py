"""One batch's stream, kept alive: connect, read, watch for silence, wait, connect again, until the batch has ended.

One attempt is in flight at any time. What comes in goes to a listener; nothing is remembered but the last event id.
"""

import asyncio
import logging
import random
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Protocol

import httpx

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.events import BatchEvent, CompleteEvent, ErrorEvent, StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.decoder import LONGEST_LINE, MEBIBYTE, Event, EventDecoder, EventTooLarge, Frame, RetryHint
from batchdesk.stream.messages import MalformedMessage, decode_message
from batchdesk.stream.opening import Answer, Meaning, ask_for_stream, meaning_of, stream_address
from batchdesk.stream.reconnect import Backoff, ReconnectPolicy
from batchdesk.stream.session import ServerSession, SessionState
from batchdesk.stream.troubles import Reason, foreign_errors
from batchdesk.stream.watchdog import Watchdog

_log = logging.getLogger("batchdesk.stream")


class Ending(StrEnum):
    """Why a subscription stopped by itself."""

    COMPLETE = "complete"
    """The server said that the batch has ended."""
    NO_CONTENT = "no_content"
    """204: the server has nothing more to say on this address."""
    GONE = "gone"
    """Not found or no access."""


class Listener(Protocol):
    """Who is told. Every method is called on the subscription's loop and must not block or raise."""

    def on_event(self, event: BatchEvent) -> None:
        """A message of this batch, in the order of the wire; duplicates and old versions included."""

    def on_heard(self) -> None:
        """Bytes came, a heartbeat's or an event's; at most once a read, and after what they brought."""

    def on_connection(self, connection: Connection) -> None:
        """The connection came into this state."""

    def on_refused(self, problem: Problem) -> None:
        """A message could not be taken and was skipped; the stream goes on."""


@dataclass(frozen=True, slots=True)
class StreamOptions:
    """Limits of a stream."""

    silence_seconds: float = 75.0
    """The watchdog: without a byte for two and a half heartbeats (of 30 s) a connection counts as dead."""
    opening_seconds: float = 30.0
    """How long an answer may take to begin."""
    max_event_bytes: int = MEBIBYTE
    max_line_bytes: int = LONGEST_LINE


class Subscription:
    """Watches one batch. All methods belong to one event loop."""

    def __init__(
        self,
        key: BatchKey,
        session: ServerSession,
        pool: ClientPool,
        listener: Listener,
        policy: ReconnectPolicy = ReconnectPolicy(),  # noqa: B008 -- frozen
        options: StreamOptions = StreamOptions(),
    ) -> None:
        self.connection = Connection()
        """How it stands; always the last that the listener was told."""
        self._key = key
        self._address = stream_address(key)
        self._session = session
        self._pool = pool
        self._listener = listener
        self._options = options
        self._backoff = Backoff(policy, random.random)
        self._spread = pool.spread(key.server)
        self._last_event_id = ""
        self._alarm: asyncio.Timeout | None = None
        self._woken = False
        self._renewed = False

    async def run(self) -> Ending:
        """Watch until the batch has ended or is gone. Cancel it, once, to stop: the connection is closed then.

        May be run again afterwards; goes on with the last event id.
        """
        self._spread.members += 1
        try:
            await self._session.load()
            while True:
                ending = await self._one_round()
                if ending is not None:
                    return ending
        finally:
            self._spread.members -= 1
            if self.connection.state is not ConnectionState.GONE:
                self._become(ConnectionState.IDLE)

    def wake(self) -> None:
        """Connect anew, now: the machine has slept or the network is back, and what is open is not to be trusted."""
        self._woken = True
        self._set_alarm(0)

    async def _one_round(self) -> Ending | None:
        """One attempt, and what has to be waited for after it. None: it is time for another."""
        if self._session.state is SessionState.SIGNED_OUT:
            await self._wait_for_sign_in()
        await self._pool.turn()
        self._woken = False
        url = httpx.URL(self._address)
        cookie = self._session.cookie_header(url)
        self._become(ConnectionState.CONNECTING, self.connection.problem)
        try:
            answer = await self._attempt(url)
        except BatchdeskError as error:
            answer = Answer(Meaning.AGAIN, error.problem)
        except TimeoutError:
            answer = Answer(Meaning.AGAIN, self._what_took_too_long())
        if isinstance(answer, Ending):
            return answer
        if self._woken:
            self._backoff.reset()
            return None
        return await self._follow(answer, cookie)

    async def _attempt(self, url: httpx.URL) -> Answer | Ending:
        """Connect and read to the end. Raises BatchdeskError for a broken connection, TimeoutError from the alarm."""
        async with self._alarm_in(self._options.opening_seconds):
            with foreign_errors():
                asking = ask_for_stream(self._pool, url, self._session.cookie_header, self._last_event_id)
                async with asking as response:
                    answer = meaning_of(response)
                    if answer.meaning is Meaning.OPEN:
                        return await self._read(response)
                    return answer

    async def _follow(self, answer: Answer, cookie: str | None) -> Ending | None:
        if answer.meaning is Meaning.STOP:
            return Ending.NO_CONTENT
        if answer.meaning is Meaning.GONE:
            self._become(ConnectionState.GONE, self._why_gone(answer.problem))
            return Ending.GONE
        if answer.meaning is Meaning.SIGN_IN:
            await self._renew(cookie)
        else:
            await self._pause(answer.problem, answer.retry_after)
        return None

    async def _read(self, response: httpx.Response) -> Ending:
        decoder = EventDecoder(self._options.max_event_bytes, self._options.max_line_bytes, self._last_event_id)
        loop = asyncio.get_running_loop()
        opened_at = loop.time()
        self._renewed = False
        self._become(ConnectionState.LIVE)
        self._set_alarm(None)
        body = response.stream
        assert isinstance(body, httpx.AsyncByteStream)
        try:
            with Watchdog(self._options.silence_seconds, bite=lambda: self._set_alarm(0)) as watchdog:
                async for data in body:
                    watchdog.heard()
                    if self._take_in(decoder, data):
                        return Ending.COMPLETE
                    self._listener.on_heard()
        finally:
            self._backoff.connected_for(loop.time() - opened_at)
        raise BatchdeskError(Problem(ProblemKind.LOST, {"reason": Reason.CLOSED.value}))

    def _take_in(self, decoder: EventDecoder, data: bytes) -> bool:
        """Hand on what `data` completes. True: the batch has ended."""
        too_large: EventTooLarge | None = None
        frames: Iterable[Frame]
        try:
            frames = decoder.feed(data)
        except EventTooLarge as error:
            frames, too_large = error.frames, error
        self._last_event_id = decoder.last_event_id
        for frame in frames:
            if self._is_end(frame):
                return True
        if too_large is not None:
            raise BatchdeskError(Problem(ProblemKind.TOO_LARGE, {"limit": too_large.limit}))
        return False

    def _is_end(self, frame: Frame) -> bool:
        """Hand on one frame. True: it was `complete`. Raises BatchdeskError(SERVER_MESSAGE) for `error`."""
        if isinstance(frame, RetryHint):
            self._backoff.hint(frame.milliseconds)
        if not isinstance(frame, Event):
            return False
        try:
            message = decode_message(frame)
        except MalformedMessage as malformed:
            return self._refuse(malformed.reason)
        if isinstance(message, StatusEvent | CompleteEvent) and message.batch_id != self._key.batch_id:
            return self._refuse(f"{frame.name}: for another batch")
        if message is not None:
            self._listener.on_event(message)
        if isinstance(message, ErrorEvent):
            # Deleted, or the server's own trouble: only asking again tells (PROTOCOL.md, `error`).
            raise BatchdeskError(Problem(ProblemKind.SERVER_MESSAGE, {"message": message.message}))
        return isinstance(message, CompleteEvent)

    def _refuse(self, reason: str) -> bool:
        _log.info("%s: skipped: %r", self._address, reason)
        self._listener.on_refused(Problem(ProblemKind.MALFORMED, {"reason": reason}))
        return False

    def _why_gone(self, answered: Problem | None) -> Problem | None:
        """The server's own words from the `error` event before, where it gave any."""
        said = self.connection.problem
        if said is not None and said.kind is ProblemKind.SERVER_MESSAGE:
            return Problem(ProblemKind.DELETED, said.detail)
        return answered

    async def _renew(self, refused_cookie: str | None) -> None:
        """After a 401: go on with a renewed session, or let the next round wait for a sign-in."""
        if self._renewed:
            # The server names a user for this session and still refuses it the stream: no reason to ask without pause.
            self._renewed = False
            await self._pause(Problem(ProblemKind.REFUSED, {"code": 401}))
            return
        try:
            self._renewed = await self._session.renew(refused_cookie)
        except BatchdeskError as error:
            await self._pause(error.problem)

    async def _wait_for_sign_in(self) -> None:
        self._become(ConnectionState.SIGNED_OUT, Problem(ProblemKind.SIGNED_OUT))
        await self._session.wait_signed_in()
        self._backoff.reset()

    async def _pause(self, problem: Problem | None, retry_after: float = 0.0) -> None:
        loop = asyncio.get_running_loop()
        delay = self._spread.delay(loop.time(), self._backoff.next_delay(retry_after))
        self._become(ConnectionState.WAITING, problem, datetime.now(UTC) + timedelta(seconds=delay))
        with suppress(TimeoutError):
            async with self._alarm_in(None):
                await asyncio.sleep(delay)
                async with self._spread.queue:
                    await asyncio.sleep(self._spread.turn(loop.time()))
        if self._woken:
            self._backoff.reset()

    @asynccontextmanager
    async def _alarm_in(self, seconds: float | None) -> AsyncGenerator[None]:
        """Raise TimeoutError after `seconds`, where there are any, or as soon as somebody wakes us."""
        try:
            async with asyncio.timeout(0 if self._woken else seconds) as self._alarm:
                yield
        finally:
            self._alarm = None

    def _set_alarm(self, seconds: float | None) -> None:
        """Put the alarm off, or forward; who has woken us meanwhile is not put off."""
        if self._alarm is not None and not self._alarm.expired():
            seconds = 0 if self._woken else seconds
            self._alarm.reschedule(None if seconds is None else asyncio.get_running_loop().time() + seconds)

    def _what_took_too_long(self) -> Problem:
        if self.connection.state is ConnectionState.LIVE:
            return Problem(ProblemKind.SILENT, {"seconds": self._options.silence_seconds})
        return Problem(ProblemKind.UNREACHABLE, {"reason": Reason.TIMED_OUT.value})

    def _become(
        self, state: ConnectionState, problem: Problem | None = None, next_attempt_at: datetime | None = None
    ) -> None:
        all_is_well = state in (ConnectionState.LIVE, ConnectionState.IDLE)
        self.connection = Connection(
            state=state,
            attempt=0 if all_is_well else self._backoff.failures,
            next_attempt_at=next_attempt_at,
            since=datetime.now(UTC),
            problem=problem,
        )
        _log.debug("%s: %s %s", self._address, state.value, problem.kind.value if problem else "")
        self._listener.on_connection(self.connection)
