"""One server: its session, how long its batches take, and the subscriptions to it."""

import asyncio
from collections.abc import Callable, Iterable

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.progress import Durations, Usual
from batchdesk.batch.state import BatchState
from batchdesk.engine.mailbox import Mailbox
from batchdesk.engine.watched import ServerStatus, SessionState
from batchdesk.stream.clients import ClientPool
from batchdesk.stream.session import ServerSession
from batchdesk.stream.subscription import Listener, Subscription, SubscriptionOptions
from batchdesk.stream.vault import Vault

USUAL_SECONDS = 1.0
"""New durations reach the rows of running batches after this long: once, however many batches ended meanwhile."""


class Server:
    """Lives on the engine's loop."""

    def __init__(
        self,
        url: str,
        vault: Vault,
        pool: ClientPool,
        mailbox: Mailbox,
        options: SubscriptionOptions,
        durations: Iterable[float],
        on_usual: Callable[["Server"], None],
    ) -> None:
        """`durations`: seconds that finished batches took, oldest first. `on_usual` is called when that has changed."""
        self.url = url
        self.session = ServerSession(url, vault, pool, on_change=self.post)
        self.usual: Usual | None = None
        self._pool = pool
        self._mailbox = mailbox
        self._options = options
        self._durations = Durations(durations)
        self._on_usual = on_usual
        self._usual_timer: asyncio.TimerHandle | None = None
        self._keeper: asyncio.Task[None] | None = None
        self.usual = self._durations.usual()

    @property
    def status(self) -> ServerStatus:
        """What a front end sees of this server now."""
        session = self.session
        return ServerStatus(self.url, SessionState(session.state), session.email, session.problem)

    def post(self) -> None:
        """Put the status into the mailbox."""
        self._mailbox.post(servers=(self.status,))

    def start(self) -> None:
        """Ask whether the session is good, and keep it fresh from then on."""
        if self._keeper is None:
            self._keeper = asyncio.create_task(self.session.keep_fresh(), name=f"session {self.url}")

    async def stop(self) -> None:
        """End what `start` began."""
        if self._usual_timer is not None:
            self._usual_timer.cancel()
        if self._keeper is not None:
            self._keeper.cancel()
            await asyncio.wait([self._keeper])

    def subscribe(self, key: BatchKey, listener: Listener) -> Subscription:
        """A subscription to one batch of this server, not yet running."""
        return Subscription(key, self.session, self._pool, listener, self._options)

    def batch_ended(self, state: BatchState) -> None:
        """Learn from a batch how long they take. A failure's duration says nothing of that."""
        seconds = state.running_seconds
        if seconds is None or state.status not in (status.SUCCEEDED, status.PARTIAL_SUCCESS):
            return
        self._durations.add(seconds)
        if self._usual_timer is None:
            self._usual_timer = asyncio.get_running_loop().call_later(USUAL_SECONDS, self._renew_usual)

    def _renew_usual(self) -> None:
        self._usual_timer = None
        self.usual = self._durations.usual()
        self._on_usual(self)
