"""An engine with ends of batches in its database, without a network."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from batchdesk.batch import status
from batchdesk.batch.events import StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState, apply_status
from batchdesk.store.records import Addition, Change, NoticeDraft
from batchdesk.store.store import DATABASE_NAME, Store

SERVER = "https://studio.example"
NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
OUTCOMES = (status.SUCCEEDED, status.FAILED, status.PARTIAL_SUCCESS)


def key(number: int) -> BatchKey:
    return BatchKey(SERVER, f"cmgl{number:04}x8k2p0001qz7f")


def fill(folder: Path, ends: int, label: str = "Sale {number}") -> list[int]:
    """Write so many ends, one a minute, the newest last; the outcomes take turns. Returns their ids."""
    store = Store.open(folder / DATABASE_NAME)
    try:
        store.add_batches([Addition(key(number), label.format(number=number)) for number in range(ends)]).result()
        notices = [store.record(_end(number, ends)) for number in range(ends)]
        store.flush().result()
        return [notice.id for future in notices if (notice := future.result()) is not None]
    finally:
        store.close()


def _end(number: int, ends: int) -> Change:
    at = NOW - timedelta(minutes=ends - number)
    outcome = OUTCOMES[number % 3]
    event = StatusEvent(
        batch_id=key(number).batch_id,
        status=outcome,
        version=1,
        copy_count={status.SUCCEEDED: 5, status.PARTIAL_SUCCESS: 3}.get(outcome, 0),
        started_at=at - timedelta(seconds=112),
        completed_at=at,
        timestamp=at,
        raw="{}",
    )
    before = BatchState(key(number))
    after = apply_status(before, event, at).state
    return Change(before, after, at, raw="{}", notice=NoticeDraft(outcome, at, 112.0, away=False))
