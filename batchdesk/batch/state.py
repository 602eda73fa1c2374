"""A batch's state, and the one rule by which it changes: a version that is not newer is dropped, for ever."""

from datetime import datetime
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from batchdesk.batch import status
from batchdesk.batch.events import COPY_TARGET, CompleteEvent, StatusEvent, TokenUsage
from batchdesk.batch.identity import BatchKey


class BatchState(Struct, frozen=True):
    """The newest that is known of a batch. Times named `…_at` without a note are the server's clock."""

    key: BatchKey
    status: str = status.UNKNOWN
    version: int = 0
    """The last statusVersion taken; 0 before the first."""
    copy_count: int = 0
    copy_target: int = COPY_TARGET
    error_code: str | None = None
    error_message: str | None = None
    token_usage: TokenUsage | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    timestamp: datetime | None = None
    received_at: datetime | None = None
    """Our clock, when the version arrived."""
    completed: bool = False
    """The server has said `complete`: there is nothing more to come on this stream."""

    @property
    def ended(self) -> bool:
        """Whether the generation is over (SUCCEEDED, PARTIAL_SUCCESS, FAILED, or archived after that)."""
        return self.status in status.FINAL

    @property
    def running_seconds(self) -> float | None:
        """How long the generation took, by the server's clock; None before the end and where a time is absurd."""
        if self.started_at is None or self.completed_at is None:
            return None
        seconds = (self.completed_at - self.started_at).total_seconds()
        return seconds if seconds >= 0 else None


class Verdict(Enum):
    """What `apply` did with an event."""

    TAKEN = "taken"
    NOT_NEWER = "not newer"
    OTHER_BATCH = "other batch"


class Applied(Struct, frozen=True):
    """The state after an event, and what became of the event."""

    state: BatchState
    verdict: Verdict
    skipped: range = range(0)
    """Versions between the last taken and this one that were never seen: the gap in the timeline."""


def apply_status(state: BatchState, event: StatusEvent, received_at: datetime) -> Applied:
    """Take `event` if it is newer than `state`. Never raises; a dropped event leaves the state as it was."""
    if event.batch_id != state.key.batch_id:
        return Applied(state, Verdict.OTHER_BATCH)
    if event.version <= state.version:
        return Applied(state, Verdict.NOT_NEWER)
    taken = BatchState(
        key=state.key,
        status=event.status,
        version=event.version,
        copy_count=event.copy_count,
        copy_target=_target(event),
        error_code=event.error_code,
        error_message=event.error_message,
        token_usage=event.token_usage,
        started_at=event.started_at,
        completed_at=event.completed_at,
        timestamp=event.timestamp,
        received_at=received_at,
    )
    return Applied(taken, Verdict.TAKEN, range(state.version + 1, event.version))


def apply_complete(state: BatchState, event: CompleteEvent, received_at: datetime) -> Applied:
    """Take the end. Where the last `batch-status` never came, `finalStatus` is all that is known, and it counts."""
    if event.batch_id != state.key.batch_id:
        return Applied(state, Verdict.OTHER_BATCH)
    if state.completed and state.status == event.final_status:
        return Applied(state, Verdict.NOT_NEWER)
    if state.status == event.final_status:
        return Applied(replace(state, completed=True), Verdict.TAKEN)
    return Applied(replace(state, status=event.final_status, received_at=received_at, completed=True), Verdict.TAKEN)


def _target(event: StatusEvent) -> int:
    """A batch that succeeded made all it was asked for: 1 for a regeneration of a single copy."""
    if event.status == status.SUCCEEDED and event.copy_count > 0:
        return event.copy_count
    return max(COPY_TARGET, event.copy_count)
