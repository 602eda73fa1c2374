"""One server: its session, how long its batches take, and the subscriptions to it."""

import asyncio
from collections.abc import Callable, Iterable
from datetime import datetime

from msgspec import Struct

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.batch.state import BatchState
from batchdesk.batch.usual import Durations, Took, Usual
from batchdesk.engine.hearing import Hearing
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.watched import ServerStatus, SessionState
from batchdesk.store.records import ServerRecord
from batchdesk.stream.api import ServerApi
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import Listener, StreamOptions, Subscription
from batchdesk.stream.vault import Vault

FIRST_CHECK_SECONDS = 2.0
LAST_CHECK_SECONDS = 60.0
"""Until the server has once said who we are, it is asked again after this long, doubling from the first."""

USUAL_SECONDS = 1.0
"""New durations reach the rows of running batches after this long: once, however many batches ended meanwhile."""


class Network(Struct, frozen=True):
    """How servers are reached: what all of them share."""

    vault: Vault
    pool: ClientPool
    policy: ReconnectPolicy
    streams: StreamOptions


class Server:
    """Lives on the engine's loop."""

    def __init__(
        self,
        record: ServerRecord,
        network: Network,
        outlet: Outlet,
        durations: Iterable[Took],
        on_usual: Callable[["Server"], None],
    ) -> None:
        """`durations`: of finished batches, oldest first. `on_usual` is called when that has changed."""
        self.url = record.url
        self.session = ServerSession(record.url, network.vault, network.pool, self._session_changed)
        self.api = ServerApi(self.session, network.pool)
        self._network = network
        self._outlet = outlet
        self._email = record.email
        self._unanswered: Problem | None = None
        self._durations = Durations(durations)
        self._on_usual = on_usual
        self._usual_timer: asyncio.TimerHandle | None = None
        self._keeper: asyncio.Task[None] | None = None
        self._left = False
        self.hearing = Hearing(self._not_heard)

    @property
    def status(self) -> ServerStatus:
        """What a front end sees of this server now."""
        session = self.session
        return ServerStatus(
            url=self.url,
            session=SessionState(session.state.value),
            email=session.email or self._email,
            problem=self._unanswered or session.problem,
        )

    def post(self) -> None:
        """Put the status into the mailbox."""
        self._outlet.mailbox.post(servers=(self.status,))

    def start(self) -> None:
        """Ask whether the session is good, and keep it fresh from then on."""
        self._keeper = asyncio.create_task(self._keep_session(), name=f"session {self.url}")

    async def stop(self) -> None:
        """End what `start` began."""
        if self._usual_timer is not None:
            self._usual_timer.cancel()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])

    async def leave(self) -> None:
        """End the session without a word to the front ends, who do not know this server any more."""
        self._left = True
        await self.session.sign_out()

    def subscribe(self, key: BatchKey, listener: Listener) -> Subscription:
        """A subscription to one batch of this server, not yet running."""
        network = self._network
        return Subscription(key, self.session, network.pool, listener, network.policy, network.streams)

    def batch_ended(self, state: BatchState, merchant: str) -> None:
        """Learn from a batch how long they take. A failure's duration says nothing of that."""
        seconds = state.running_seconds
        if seconds is None or state.status not in (status.SUCCEEDED, status.PARTIAL_SUCCESS):
            return
        self._durations.add(Took(seconds, merchant))
        if self._usual_timer is None:
            self._usual_timer = asyncio.get_running_loop().call_later(USUAL_SECONDS, self._renew_usual)

    def usual(self, merchant: str) -> Usual | None:
        """How long a batch of this merchant takes; None while too few have finished."""
        return self._durations.usual(merchant)

    def _not_heard(self, from_at: datetime, until_at: datetime) -> None:
        self._outlet.store.note_outage(self.url, from_at, until_at)

    async def _keep_session(self) -> None:
        pause = FIRST_CHECK_SECONDS
        while self.session.state.value == SessionState.UNKNOWN.value:
            try:
                await self.session.check()
                self._unanswered = None
            except BatchdeskError as error:
                self._unanswered = error.problem
                self.post()
                await asyncio.sleep(pause)
                pause = min(LAST_CHECK_SECONDS, pause * 2)
        self.post()
        await self.session.keep_fresh()

    def _session_changed(self, session: ServerSession) -> None:
        if self._left:
            return
        if session.email and session.email != self._email:
            self._email = session.email
            self._outlet.store.add_server(self.url, session.email)
        self._unanswered = None
        self.post()

    def _renew_usual(self) -> None:
        self._usual_timer = None
        self._on_usual(self)
