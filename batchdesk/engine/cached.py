"""Rows from the cache, before any subscription has been opened."""

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import BatchRecord


def cached_connection(record: BatchRecord) -> Connection:
    """How a batch's subscription stood when the program was last closed."""
    if record.gone:
        return Connection(ConnectionState.GONE, problem=Problem(ProblemKind.NOT_FOUND))
    return Connection(ConnectionState.PAUSED if record.paused else ConnectionState.IDLE)


def cached_row(record: BatchRecord) -> WatchedBatch:
    """A row without news of this run: `state.received_at` says how old it is."""
    return WatchedBatch(
        key=record.key,
        label=record.label,
        state=record.state,
        connection=cached_connection(record),
        added_at=record.added_at,
        merchant=record.merchant,
        note=record.note,
        tags=record.tags,
        pinned=record.pinned,
        telling=record.telling,
        put_away=record.put_away,
    )
