"""How one batch's subscription stands: everything a person may ask about it."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from batchdesk.batch.problem import Problem


class ConnectionState(StrEnum):
    """The value is what `watch --json` prints."""

    IDLE = "idle"
    """Not started, or the batch has ended: nothing to connect for."""
    CONNECTING = "connecting"
    LIVE = "live"
    WAITING = "waiting"
    """Broken; the next attempt is at `next_attempt_at`."""
    SIGNED_OUT = "signed_out"
    """The server's session has ended; goes on by itself after a sign-in."""
    PAUSED = "paused"
    """By the operator."""
    GONE = "gone"
    """Not found or no access: stopped until the operator asks again."""


class Connection(Struct, frozen=True):
    """A subscription's state. Times are our clock."""

    state: ConnectionState = ConnectionState.IDLE
    attempt: int = 0
    """Attempts since the last healthy connection; 0 while all is well."""
    next_attempt_at: datetime | None = None
    since: datetime | None = None
    """When it came into this state."""
    problem: Problem | None = None
    """Why it is not live; kept until the next healthy connection."""
