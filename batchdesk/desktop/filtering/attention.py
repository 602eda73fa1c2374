"""Which batches somebody should look at. Pure."""

from collections.abc import Collection
from datetime import datetime

from batchdesk.batch import status
from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.progress import progress_of
from batchdesk.engine.watched import WatchedBatch

CUT_OFF = frozenset({ConnectionState.SIGNED_OUT, ConnectionState.GONE})
"""No other state of a connection makes a batch need attention, or be gone."""
_BAD_ENDS = frozenset({status.FAILED, status.PARTIAL_SUCCESS})


def needs_attention(batch: WatchedBatch, unseen: Collection[BatchKey], now: datetime) -> bool:
    """A bad end that nobody has seen yet (`unseen` holds those), no way to hear the rest, or later than usual."""
    if batch.state.ended:
        return batch.state.status in _BAD_ENDS and batch.key in unseen
    return batch.connection.state in CUT_OFF or progress_of(batch.state, batch.usual, now).over_seconds is not None
