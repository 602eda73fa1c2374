"""Rows as the engine makes them, at a moment that stands still; and what the test platform cannot do."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.batch.usual import Usual
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.testserver import EmbeddedServer, ServerOptions

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
SERVER = "https://studio.example"
USUAL = Usual(low=35, median=40, high=60)

MakeRow = Callable[..., WatchedBatch]


def make_row(
    number: int = 1,
    status: str = "RUNNING",
    *,
    version: int = 2,
    label: str = "",
    copies: int = 0,
    target: int = 5,
    running_for: float | None = 20,
    took: float | None = None,
    connection: Connection | None = None,
    usual: Usual | None = USUAL,
    heard_seconds_ago: float | None = 3,
    error_code: str | None = None,
    error_message: str | None = None,
) -> WatchedBatch:
    """A row of a batch that started `running_for` seconds ago and, where it has ended, took `took` of them."""
    started = None if running_for is None else NOW - timedelta(seconds=running_for)
    state = BatchState(
        key=BatchKey(SERVER, f"cmgl{number:04}x8k2p0001qz7f"),
        status=status,
        version=version,
        copy_count=copies,
        copy_target=target,
        error_code=error_code,
        error_message=error_message,
        started_at=started,
        completed_at=None if started is None or took is None else started + timedelta(seconds=took),
        timestamp=NOW,
        received_at=NOW,
    )
    heard_at = None if heard_seconds_ago is None else NOW - timedelta(seconds=heard_seconds_ago)
    return WatchedBatch(
        key=state.key,
        label=label,
        state=state,
        connection=connection or Connection(ConnectionState.LIVE),
        added_at=NOW - timedelta(minutes=number),
        heard_at=heard_at,
        usual=usual,
    )


@pytest.fixture
def row() -> MakeRow:
    return make_row


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def changes() -> Callable[..., Changes]:
    """What the engine sends for these rows."""
    return lambda *rows: Changes(batches={each.key: each for each in rows}, loaded=True)


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    with EmbeddedServer(ServerOptions(look_seconds=0.02)) as server:
        yield server
