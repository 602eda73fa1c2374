"""What a front end sees of the engine: frozen values, safe to hand from thread to thread."""

from datetime import datetime
from enum import Enum

from msgspec import Struct, field

from batchdesk.batch.connection import Connection
from batchdesk.batch.connection_log import ConnectionLog
from batchdesk.batch.events import BatchEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.batch.state import BatchState
from batchdesk.batch.telling import Notice, Telling
from batchdesk.batch.usual import Usual


class WatchedBatch(Struct, frozen=True):
    """One row: what is known of a batch, and how its subscription stands. Times are our clock."""

    key: BatchKey
    label: str
    """The operator's own name for it; empty when none was given."""
    state: BatchState
    connection: Connection
    added_at: datetime
    heard_at: datetime | None = None
    """The last word of the server about this batch, heartbeats included. None before the first in this run:
    then `state.received_at` says how old the cached state is."""
    usual: Usual | None = None
    """How long this server's batches take; None without enough history."""
    merchant: str = ""
    """The merchant's id; empty while it is not known."""
    note: str = ""
    """The operator's own words about it."""
    tags: tuple[str, ...] = ()
    """The operator's own words for what belongs together, sorted."""
    pinned: bool = False
    """Kept, whatever the history is cleaned of."""
    telling: Telling = Telling.AS_RULES
    """Whether its end is told."""
    put_away: bool = False
    """Out of sight: the operator has done with it."""
    connection_log: ConnectionLog = ()
    """What happened with its subscription in this run."""
    kept: bool = True
    """Whether what came in is in the database, or will be. Not so where a newer version has written that."""


class SessionState(Enum):
    """Whether the server knows us."""

    UNKNOWN = "unknown"
    """Not asked yet in this run."""
    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    """The server does not accept what we have, or we have nothing: somebody must sign in."""


class ServerStatus(Struct, frozen=True):
    """One server the operator watches batches of."""

    url: str
    session: SessionState
    email: str = ""
    problem: Problem | None = None
    """Why the session is as it is, or NO_KEYRING when it lasts for this run only."""


class FollowedMerchant(Struct, frozen=True):
    """A merchant whose new batches are added by themselves. Times are our clock."""

    server: str
    merchant: str
    looked_at: datetime | None = None
    """When its list was last read; None before the first time in this run."""
    next_at: datetime | None = None
    """When it will be read next; None while nobody is signed in or there is no network."""
    problem: Problem | None = None
    """Why nothing comes now: NO_LIST, NO_MERCHANT, TABLE_FULL, SIGNED_OUT, or what stands in the way for a while."""
    more: bool = False
    """There may be more new ones than are added at a time: they come with the next looks."""


class Changes(Struct, frozen=True):
    """What is new since the mailbox was last emptied: the newest state only, however many events there were."""

    batches: dict[BatchKey, WatchedBatch] = field(default_factory=dict[BatchKey, WatchedBatch])
    removed: frozenset[BatchKey] = frozenset()
    servers: dict[str, ServerStatus] = field(default_factory=dict[str, ServerStatus])
    forgotten: frozenset[str] = frozenset()
    """Addresses of servers that are not known any more."""
    notices: tuple[Notice, ...] = ()
    """Ends to be told, already durable. Whoever shows them calls `engine.inbox.mark_told`."""
    problems: tuple[Problem, ...] = ()
    """Troubles of the program as a whole (database, disk), newest last."""
    followed: tuple[FollowedMerchant, ...] | None = None
    """All merchants that are followed; None: as before."""
    inbox: bool = False
    """Something in the inbox has changed."""
    history: bool = False
    """Batches came into the history from elsewhere."""
    loaded: bool = False
    """The cache has been read: from now on an empty table means that nothing is watched."""


class Happening(Struct, frozen=True):
    """One thing that happened to a batch, none left out: what a journal of every step is made of."""

    key: BatchKey
    what: BatchEvent | Connection | Problem
    """An event that was taken, a change of the connection, or an event that was refused."""
    at: datetime
