"""One batch under watch: what is known of it, its subscription, and its row in the mailbox."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from functools import partial

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.connection_log import ConnectionLog, Remark, Turn, with_entry
from batchdesk.batch.events import BatchEvent, CompleteEvent, ErrorEvent, StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.state import Applied, Verdict, apply_complete, apply_status
from batchdesk.batch.telling import Notice, deserves_notice, moment_of_end
from batchdesk.engine.cached import cached_connection
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.server import Server
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import BatchRecord, Change, NoticeDraft
from batchdesk.stream.subscription import Ending, Subscription

HEARD_INTERVAL = timedelta(seconds=1)
"""A row's 'last word' is made new at most this often by bytes that brought no event."""

_log = logging.getLogger("batchdesk.engine")


class Watch:
    """Listens to one batch. Lives on the engine's loop; every method is called there."""

    def __init__(
        self, record: BatchRecord, server: Server, outlet: Outlet, awaited_since: datetime | None = None
    ) -> None:
        """`awaited_since`: what ended before is not told; None for the time of adding. Our clock."""
        self.key: BatchKey = record.key
        self.state = record.state
        self._record = record
        self._awaited_since = awaited_since or record.added_at
        self._server = server
        self._outlet = outlet
        self._heard_at: datetime | None = None
        self._posted_at = datetime.min.replace(tzinfo=UTC)
        self._subscription: Subscription | None = None
        self._task: asyncio.Task[None] | None = None
        self._connection = cached_connection(record)
        self._kept = True
        self._log: ConnectionLog = ()

    @property
    def wants_news(self) -> bool:
        """Whether a subscription makes sense without being asked for: the batch has not ended and nobody stopped it."""
        return not self.state.ended and self._connection.state not in (ConnectionState.PAUSED, ConnectionState.GONE)

    @property
    def can_pause(self) -> bool:
        """Whether there is something to stop: it listens, or is going to."""
        return self._subscription is not None or self.wants_news

    @property
    def is_paused(self) -> bool:
        """Whether the operator stopped it."""
        return self._connection.state is ConnectionState.PAUSED

    @property
    def merchant(self) -> str:
        """Whose it is; empty while that is not known."""
        return self._record.merchant

    @property
    def row(self) -> WatchedBatch:
        """What a front end sees of this batch now."""
        return WatchedBatch(
            key=self.key,
            label=self._record.label,
            state=self.state,
            connection=self._connection,
            added_at=self._record.added_at,
            heard_at=self._heard_at,
            usual=self._server.usual(self._record.merchant),
            merchant=self._record.merchant,
            note=self._record.note,
            tags=self._record.tags,
            pinned=self._record.pinned,
            telling=self._record.telling,
            put_away=self._record.put_away,
            connection_log=self._log,
            kept=self._kept,
        )

    def post(self) -> None:
        """Put the row into the mailbox."""
        self._posted_at = self._outlet.now()
        self._outlet.mailbox.post(batches=(self.row,))

    def edit(self, change: Callable[[BatchRecord], BatchRecord]) -> None:
        """Show what the operator changed of it: their own words, never the server's."""
        self._record = change(self._record)
        self.post()

    def start(self) -> None:
        """Subscribe, unless that is being done already."""
        if self._task is None:
            self._subscription = self._server.subscribe(self.key, self)
            self._task = asyncio.create_task(self._follow(self._subscription), name=f"watch {self.key.batch_id}")

    async def stop(self, state: ConnectionState = ConnectionState.IDLE) -> None:
        """End the subscription and wait until its connection is closed."""
        task, self._task, self._subscription = self._task, None, None
        if task is not None:
            task.cancel()
            await asyncio.wait([task])
        self.on_connection(Connection(state, since=self._outlet.now()))

    def wake(self, why: Turn) -> None:
        """Try again now, whatever the backoff says."""
        if self._subscription is not None:
            self._remark(why)
            self._subscription.wake()

    # What the subscription tells. Called on the loop, between two reads: must not block.

    def on_event(self, event: BatchEvent) -> None:
        """Take an event of the stream, if it is news."""
        now = self._heard_at = self._outlet.now()
        if isinstance(event, CompleteEvent):
            self._remark(Turn.COMPLETE)
        if isinstance(event, ErrorEvent):
            self._outlet.happened(self.key, event, now)
            return
        applied = self._apply(event, now)
        if applied.verdict is Verdict.OTHER_BATCH:
            self.on_refused(Problem(ProblemKind.MALFORMED, {"reason": f"event for batch {event.batch_id!r}"}))
        elif applied.verdict is Verdict.TAKEN:
            self._take(event, applied, now)
        elif isinstance(event, CompleteEvent):
            self._outlet.happened(self.key, event, now)

    def on_heard(self) -> None:
        """The server gave a sign of life."""
        first = self._heard_at is None
        self._heard_at = self._outlet.now()
        if first or self._heard_at - self._posted_at > HEARD_INTERVAL:
            self.post()

    def on_connection(self, connection: Connection) -> None:
        """The subscription's state changed."""
        now = self._outlet.now()
        self._server.hearing.changed(self._connection.state, connection.state, self._heard_at, now)
        self._connection = connection
        self._log = with_entry(self._log, connection)
        self._outlet.happened(self.key, connection, now)
        self.post()

    def on_refused(self, problem: Problem) -> None:
        """An event could not be understood; the stream goes on."""
        _log.warning("batch %s: event refused: %s", self.key.batch_id, dict(problem.detail))
        self._remark(problem)
        self._outlet.happened(self.key, problem, self._outlet.now())

    def _remark(self, what: Turn | Problem) -> None:
        self._log = with_entry(self._log, Remark(self._outlet.now(), what))

    def _apply(self, event: StatusEvent | CompleteEvent, now: datetime) -> Applied:
        if isinstance(event, StatusEvent):
            return apply_status(self.state, event, now)
        return apply_complete(self.state, event, now)

    def _take(self, event: StatusEvent | CompleteEvent, applied: Applied, now: datetime) -> None:
        before, self.state = self.state, applied.state
        change = Change(
            before=before,
            after=applied.state,
            received_at=now,
            raw=event.raw if isinstance(event, StatusEvent) else "",
            skipped=len(applied.skipped),
            notice=self._notice(now) if deserves_notice(before, applied.state, self._awaited_since) else None,
        )
        self._kept = self._kept and not self._outlet.store.read_only
        if change.notice is None:
            self._outlet.store.note(change)
        else:
            recorded = partial(self._recorded, change.notice)
            self._outlet.store.record(change).add_done_callback(self._outlet.on_loop(recorded))
        if applied.state.ended and not before.ended:
            self._server.batch_ended(applied.state, self._record.merchant)
        self._outlet.happened(self.key, event, now)
        self.post()

    def _notice(self, now: datetime) -> NoticeDraft:
        ended_at = moment_of_end(self.state) or now
        return NoticeDraft(
            outcome=self.state.status,
            ended_at=ended_at,
            seconds=self.state.running_seconds,
            away=ended_at < self._outlet.looking_since,
        )

    def _recorded(self, draft: NoticeDraft, recorded: Future[Notice | None]) -> None:
        """The change is durable: only now may its end be told. One that cannot be made so is told all the same: nobody
        else will."""
        error = None if recorded.cancelled() else recorded.exception()
        if error is not None:
            if not isinstance(error, BatchdeskError):  # a mistake of ours, or somebody has been at the database
                _log.error("batch %s: its end could not be written: %r", self.key.batch_id, error)
            self._kept = False
            self.post()
            self._outlet.mailbox.post(notices=(self._unkept(draft),))
        elif not recorded.cancelled():
            notice = recorded.result()
            if notice is not None:
                self._outlet.mailbox.post(notices=(notice,), inbox=True)

    def _unkept(self, draft: NoticeDraft) -> Notice:
        record = self._record
        return Notice(
            id=next(self._outlet.unkept_ids),
            key=self.key,
            label=record.label,
            outcome=draft.outcome,
            copy_count=self.state.copy_count,
            copy_target=self.state.copy_target,
            seconds=draft.seconds,
            ended_at=draft.ended_at,
            away=draft.away,
            merchant=record.merchant,
            tags=record.tags,
            telling=record.telling,
        )

    async def _follow(self, subscription: Subscription) -> None:
        try:
            ending = await subscription.run()
        except Exception:
            # What the network does is handled below us: this is a mistake of ours. The row says that nobody listens.
            _log.exception("batch %s: the subscription failed", self.key.batch_id)
            return
        finally:
            if self._subscription is subscription:
                self._task = self._subscription = None
        if ending is Ending.GONE:
            self._outlet.store.set_gone(self.key, True)
