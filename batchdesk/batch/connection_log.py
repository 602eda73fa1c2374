"""What happened with one batch's stream: few entries, however long it goes on. Pure.

A log is a tuple: ten thousand batches have one, most of them with two entries, and it is handed from thread to thread
with the batch's row.
"""

from datetime import datetime
from enum import Enum
from typing import TypeGuard

from msgspec import Struct

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.problem import Problem

MOST_ENTRIES = 40

FIRST_ATTEMPTS = 3
"""So many attempts after a break are kept one by one. Of those that fail in the same way later, only the last is: a
server that is down for a night must not push out when and how it went."""


class Turn(Enum):
    """What happened to a stream that was no state of its connection."""

    SLEPT = "slept"
    """The machine has slept, so that what was open is not to be trusted."""
    NETWORK = "network"
    """The network came back or changed."""
    ROUTE = "route"
    """The operator set another way to the server."""
    ASKED = "asked"
    """The operator asked for an attempt at once."""
    COMPLETE = "complete"
    """The server said that the batch has ended."""


class Remark(Struct, frozen=True):
    """One of these, or an event that made no sense."""

    since: datetime
    """When it happened (our clock). Named as in `Connection`."""
    what: Turn | Problem


LogEntry = Connection | Remark
ConnectionLog = tuple[LogEntry, ...]
"""Oldest first."""


def with_entry(log: ConnectionLog, entry: LogEntry) -> ConnectionLog:
    """`log` and what has just happened; the oldest entry makes room."""
    if _repeats_itself(log, entry):
        log = log[:-2]
    return (*log[-(MOST_ENTRIES - 1) :], entry)


def _repeats_itself(log: ConnectionLog, entry: LogEntry) -> bool:
    """Whether one more attempt has failed as the one before did."""
    if len(log) < 2 or not _waits(entry):
        return False
    before, attempt = log[-2:]
    tried = isinstance(attempt, Connection) and attempt.state is ConnectionState.CONNECTING
    return tried and _waits(before) and before.attempt > FIRST_ATTEMPTS and before.problem == entry.problem


def _waits(entry: LogEntry) -> TypeGuard[Connection]:
    return isinstance(entry, Connection) and entry.state is ConnectionState.WAITING
