"""Rows as the database holds them, and a data folder with a history in it; English on every machine."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from batchdesk.batch.events import StatusEvent, TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState, apply_status
from batchdesk.store.bulk import BatchRow
from batchdesk.store.records import Addition, Change
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.words.catalogue import set_language

SERVER = "https://batches.example"
STARTED = datetime(2026, 11, 24, 8, tzinfo=UTC)
ROW = BatchRow(
    position=17_000_000_001,
    batch_id="cmgl0001",
    server=SERVER,
    label="春季上新 · 小红书文案",
    merchant="cmmer01",
    status="SUCCEEDED",
    status_version=3,
    copy_count=5,
    copy_target=5,
    error_code=None,
    error_message=None,
    prompt_tokens=5400,
    completion_tokens=6100,
    total_tokens=11500,
    started_at="2026-11-24T08:00:00.000Z",
    completed_at="2026-11-24T08:01:52.000Z",
    seconds=112.0,
    added_at="2026-11-24T07:59:00.000Z",
    received_at="2026-11-24T08:01:53.100Z",
    gone=0,
    pinned=1,
    note="",
    tags="spring\n超时",
    server_time="2026-11-24T08:01:53.000Z",
    completed=1,
)
HOSTILE = ROW._replace(
    batch_id="cmgl0002",
    label='=HYPERLINK("http://x")',
    status="FAILED",
    copy_count=0,
    error_code="MODEL_OUTPUT_INVALID",
    error_message="+1|<b>x</b>\n\x1b[31m超时</script><script>alert(1)",
    note="@SUM(A1)\n\u202e<img src=x onerror=alert(1)>",
    tags="-2+3\n<i>",
)
GONE = ROW._replace(
    batch_id="cmgl0003",
    label="",
    status="",
    status_version=0,
    copy_count=0,
    total_tokens=None,
    prompt_tokens=None,
    completion_tokens=None,
    started_at=None,
    completed_at=None,
    seconds=None,
    received_at=None,
    gone=1,
    pinned=0,
    tags="",
    server_time=None,
    completed=0,
)
ROWS = (GONE, HOSTILE, ROW)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.fixture
def filled(tmp_path: Path) -> Callable[[int], Path]:
    """Make a database with so many batches that succeeded, three versions each, and return its path."""

    def fill(batches: int) -> Path:
        path = tmp_path / DATABASE_NAME
        store = Store.open(path)
        try:
            keys = [BatchKey(SERVER, f"cmgl{number:04}") for number in range(batches)]
            store.add_batches([Addition(key, f"label {key.batch_id}") for key in keys]).result()
            for key in keys:
                _live(store, key)
            store.flush().result()
        finally:
            store.close()
        return path

    return fill


def raw_json(batch_id: str, version: int) -> str:
    """A version as a server would send it, with what a JSON writer would not keep: spaces and the order of members."""
    return f'{{ "statusVersion": {version},  "batchId": "{batch_id}", "x": 1.0 }}'


def _live(store: Store, key: BatchKey) -> None:
    state = BatchState(key)
    for version, word in enumerate(("QUEUED", "RUNNING", "SUCCEEDED"), start=1):
        event = StatusEvent(
            batch_id=key.batch_id,
            status=word,
            version=version,
            copy_count=5 if version == 3 else 0,
            token_usage=TokenUsage(1, 2, 3) if version == 3 else None,
            started_at=STARTED,
            completed_at=STARTED + timedelta(seconds=40) if version == 3 else None,
            timestamp=STARTED,
            raw=raw_json(key.batch_id, version),
        )
        after = apply_status(state, event, STARTED).state
        store.note(Change(state, after, STARTED, raw=event.raw))
        state = after
