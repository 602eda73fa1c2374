"""What goes into the cache and what comes out of it: frozen values, without SQL."""

from dataclasses import dataclass
from datetime import datetime

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState


@dataclass(frozen=True, slots=True)
class ServerRecord:
    """A server the operator knows."""

    url: str
    email: str
    """Who signs in there; empty when only a cookie was ever given."""
    added_at: datetime


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """One batch as the cache knows it. `added_at` is our clock."""

    key: BatchKey
    label: str
    """The operator's own name for it; empty when none was given."""
    merchant: str
    """The merchant's id; empty while it is not known."""
    state: BatchState
    added_at: datetime
    watched: bool
    """In the live table. Taken out of it, a batch stays in the history."""
    paused: bool
    gone: bool
    """The server answered that it does not exist or may not be seen."""


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One version of a batch in its timeline."""

    version: int
    status: str
    copy_count: int
    received_at: datetime
    """Our clock."""
    skipped: int
    """How many versions right before this one were never seen."""
    raw: str
    """The JSON exactly as it came."""


@dataclass(frozen=True, slots=True)
class NoticeDraft:
    """The end of a batch that is to be told; it becomes a `Notice` when it is durable."""

    outcome: str
    """SUCCEEDED, PARTIAL_SUCCESS or FAILED."""
    ended_at: datetime
    """Our clock, see `batch.telling.moment_of_end`."""
    seconds: float | None
    """How long the generation took; None when the server did not say."""
    away: bool
    """It ended while nobody looked."""


@dataclass(frozen=True, slots=True)
class Change:
    """One event that was taken, with everything that has to become durable together."""

    before: BatchState
    after: BatchState
    received_at: datetime
    """Our clock."""
    raw: str = ""
    """The JSON of a `batch-status` exactly as it came; empty for a `complete`, which is no version."""
    skipped: int = 0
    """How many versions right before this one were never seen."""
    notice: NoticeDraft | None = None

    @property
    def is_version(self) -> bool:
        """Whether this is a line of the timeline. A `complete` without its `batch-status` changes the state only."""
        return self.after.version > self.before.version


@dataclass(frozen=True, slots=True)
class HistoryQuery:
    """Which batches of the history are meant; the filters combine. Newest first."""

    search: str = ""
    """Part of an id, a label, an error code or message. ASCII letters match in either case."""
    statuses: tuple[str, ...] = ()
    """Any of these; empty for all."""
    server: str | None = None
    since: datetime | None = None
    """Added at this time or later (our clock)."""
    limit: int | None = 100
    """At most so many; None for all."""
    before: int | None = None
    """The `position` of the last entry of the page before; None for the first page."""


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One line of the history."""

    batch: BatchRecord
    position: int
    """Its place in the order of the history, for `HistoryQuery.before`."""
