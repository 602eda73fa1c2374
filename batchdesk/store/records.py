"""What goes into the cache and what comes out of it: frozen values, without SQL."""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct, field

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.batch.telling import Notice, Telling


class ServerRecord(Struct, frozen=True):
    """A server the operator knows."""

    url: str
    email: str
    """Who signs in there; empty when only a cookie was ever given."""
    added_at: datetime


class BatchRecord(Struct, frozen=True):
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
    note: str = ""
    """The operator's own words about it, several lines."""
    tags: tuple[str, ...] = ()
    """The operator's own words for what belongs together, sorted."""
    pinned: bool = False
    """Kept, whatever the history is cleaned of."""
    telling: Telling = Telling.AS_RULES
    """Whether its end is told."""
    put_away: bool = False
    """In the live table, but out of sight: the operator has done with it."""


class CopiesRecord(Struct, frozen=True):
    """The texts of a batch as the server gave them last."""

    version: int
    """The batch's statusVersion that the answer was about."""
    fetched_at: datetime
    """Our clock."""
    raw: str
    """The whole answer exactly as it came: JSON. Not in any log."""

    def __repr__(self) -> str:
        return f"CopiesRecord(version={self.version}, fetched_at={self.fetched_at}, raw=…)"


class Addition(Struct, frozen=True):
    """A batch that is to be watched, with what is known of it on the way in. Empty: nothing."""

    key: BatchKey
    label: str = ""
    merchant: str = ""
    tags: tuple[str, ...] = ()


class VersionRecord(Struct, frozen=True):
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


class NoticeDraft(Struct, frozen=True):
    """The end of a batch that is to be told; it becomes a `Notice` when it is durable."""

    outcome: str
    """SUCCEEDED, PARTIAL_SUCCESS or FAILED."""
    ended_at: datetime
    """Our clock, see `batch.telling.moment_of_end`."""
    seconds: float | None
    """How long the generation took; None when the server did not say."""
    away: bool
    """It ended while nobody looked."""


class Change(Struct, frozen=True):
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


class HistoryQuery(Struct, frozen=True):
    """Which batches of the history are meant; the filters combine. Newest first."""

    search: str = ""
    """Words, each of which is part of an id, a label, an error code or message, a note or a tag. ASCII letters match
    in either case."""
    statuses: tuple[str, ...] = ()
    """Any of these; empty for all. So with `servers`, `merchants` and `tags`."""
    servers: tuple[str, ...] = ()
    merchants: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    since: datetime | None = None
    """Added at this time or later (our clock)."""
    until: datetime | None = None
    """Added before this time (our clock)."""
    longer_than: float | None = None
    """The generation took more than so many seconds."""
    with_error: bool = False
    """Only those with an error code or message."""
    limit: int | None = 100
    """At most so many; None for all."""
    before: int | None = None
    """The `position` of the last entry of the page before; None for the first page."""


class HistoryEntry(Struct, frozen=True):
    """One line of the history."""

    batch: BatchRecord
    position: int
    """Its place in the order of the history, for `HistoryQuery.before`."""


class Landmark(Struct, frozen=True):
    """A place in the history: the row with this number, counted from the newest as 1, is at this position."""

    rows: int
    position: int


class Facets(Struct, frozen=True):
    """What the history can be filtered by, each with how many batches it has, the most frequent first."""

    statuses: Mapping[str, int] = field(default_factory=dict[str, int])
    servers: Mapping[str, int] = field(default_factory=dict[str, int])
    merchants: Mapping[str, int] = field(default_factory=dict[str, int])
    tags: Mapping[str, int] = field(default_factory=dict[str, int])


class DayNumbers(Struct, frozen=True):
    """The batches that were added on one local day. Durations are seconds, None where no batch made copies."""

    day: date
    outcomes: Mapping[str, int]
    """How many stand at each status."""
    tokens: int
    median: float | None
    p90: float | None
    p99: float | None


class Statistics(Struct, frozen=True):
    """The numbers behind the charts, by the local time of adding."""

    days: tuple[DayNumbers, ...] = ()
    """Days that have batches, oldest first."""
    hours: tuple[tuple[int, ...], ...] = ()
    """Batches by weekday (Monday first) and hour of the day: 7 × 24."""
    distribution: tuple[tuple[float, float, int], ...] = ()
    """From, to (seconds) and how many batches took so long; in ascending steps of one ratio, without empty ones."""
    median: float | None = None
    p90: float | None = None
    p99: float | None = None


class InboxQuery(Struct, frozen=True):
    """Which ends of the inbox are meant. Newest first."""

    search: str = ""
    """As in `HistoryQuery`."""
    unread_only: bool = False
    keys: tuple[BatchKey, ...] = ()
    """Of these batches only; empty for all."""
    limit: int = 100
    before: int | None = None
    """The `position` of the last entry of the page before."""


class InboxEntry(Struct, frozen=True):
    """One end of a batch as the operator finds it in the inbox. Times are our clock."""

    notice: Notice
    told_at: datetime | None
    """None: still to be told."""
    shown: str
    """How it was told; empty where nothing was shown."""
    withheld: str
    """Why nothing was shown; empty where something was."""
    read_at: datetime | None
    position: int


class Followed(Struct, frozen=True):
    """A merchant whose new batches are added by themselves."""

    server: str
    merchant: str
    since: datetime
    """Our clock: what was there before is not added."""
    seen_until: datetime | None = None
    """The server's clock: when the newest of its batches was made that was looked at. None before the first look."""


class Outage(Struct, frozen=True):
    """A time in which nothing could be heard (our clock). `server` is None where the program was not running."""

    server: str | None
    from_at: datetime
    until_at: datetime
