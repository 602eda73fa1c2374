"""A real embedded server, a real data folder; sentences in English whatever machine this runs on."""

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backends import fail

from batchdesk.batch.events import StatusEvent, TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState, apply_status
from batchdesk.batch.times import parse_time
from batchdesk.store.records import Addition, Change
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.testserver import EmbeddedServer, ServerOptions
from batchdesk.words.catalogue import set_language

SERVER = "https://batches.example"
QUICK = ServerOptions(look_seconds=0.01, queued_seconds=0.05, running_seconds=0.1, heartbeat_seconds=0.1)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedServer]:
    """A server whose worker is quick, and a session for it, as a script would have one."""
    with EmbeddedServer(QUICK) as running:
        monkeypatch.setenv("BATCHDESK_SESSION_TOKEN", running.session_cookie())
        yield running


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """A data folder with three batches in it: succeeded, failed with hostile text, and one never heard of."""
    store = Store.open(tmp_path / DATABASE_NAME)
    try:
        keys = [BatchKey(SERVER, name) for name in ("cmgl0001", "cmgl0002", "cmgl0003")]
        labels = ["春季上新 · 小红书文案", '=HYPERLINK("http://x")', ""]
        store.add_batches([Addition(key, label) for key, label in zip(keys, labels, strict=True)]).result()
        _record(store, keys[0], _event(keys[0], "SUCCEEDED", copies=5))
        _record(
            store, keys[1], _event(keys[1], "FAILED", code="MODEL_OUTPUT_INVALID", message="+1|<b>x</b>\n\x1b[31m超时")
        )
    finally:
        store.close()
    return tmp_path


def _event(
    key: BatchKey, status: str, *, copies: int = 0, code: str | None = None, message: str | None = None
) -> StatusEvent:
    return StatusEvent(
        batch_id=key.batch_id,
        status=status,
        version=3,
        copy_count=copies,
        error_code=code,
        error_message=message,
        token_usage=TokenUsage(5400, 6100, 11500) if copies else None,
        started_at=parse_time("2026-11-24T08:00:00.000Z"),
        completed_at=parse_time("2026-11-24T08:01:52.000Z"),
        timestamp=parse_time("2026-11-24T08:01:53.000Z"),
        raw="{}",
    )


def _record(store: Store, key: BatchKey, event: StatusEvent) -> None:
    received_at = parse_time("2026-11-24T08:01:53.100Z")
    assert received_at is not None
    before = BatchState(key)
    applied = apply_status(before, event, received_at)
    store.record(Change(before, applied.state, received_at, raw=event.raw, skipped=len(applied.skipped))).result()


@pytest.fixture(autouse=True)
def no_keyring() -> Iterator[None]:
    """The keyring of whoever runs the tests is not ours to touch."""
    kept = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    yield
    keyring.set_keyring(kept)
