"""Real files and real threads; what a test opens is closed here."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from batchdesk.batch import status
from batchdesk.batch.events import CompleteEvent, StatusEvent, TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.batch.state import BatchState, apply_complete, apply_status
from batchdesk.batch.telling import moment_of_end
from batchdesk.store.reader import Reader
from batchdesk.store.records import Change, NoticeDraft
from batchdesk.store.store import DATABASE_NAME, Store

SERVER = "https://batches.example"
STARTED = datetime(2026, 11, 24, 8, 0, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / DATABASE_NAME


@pytest.fixture
def problems() -> list[Problem]:
    """What the store of this test reported."""
    return []


@pytest.fixture
def open_store(path: Path, problems: list[Problem]) -> Iterator[Callable[[], Store]]:
    """Open the store at `path`, again and again if wanted; all are closed at the end."""
    opened: list[Store] = []

    def open_one() -> Store:
        opened.append(Store.open(path, on_problem=problems.append))
        return opened[-1]

    yield open_one
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[[], Store]) -> Store:
    return open_store()


@pytest.fixture
def reader(path: Path) -> Reader:
    return Reader(path)


class Script:
    """Plays a batch's events through the domain's own rules, as the engine does, and gives the changes to record."""

    def __init__(self, batch_id: str = "cmscript", server: str = SERVER) -> None:
        self.key = BatchKey(server, batch_id)
        self.state = BatchState(self.key)

    def version(
        self,
        number: int,
        word: str,
        *,
        copies: int = 0,
        seconds: float = 40.0,
        error: str | None = None,
        away: bool = False,
    ) -> Change:
        """The `batch-status` of one version."""
        ended = word in status.FINAL
        event = StatusEvent(
            self.key.batch_id,
            word,
            number,
            copy_count=copies,
            error_code="MODEL_TIMEOUT" if error else None,
            error_message=error,
            token_usage=TokenUsage(5400, 6100, 11500) if ended else None,
            started_at=STARTED if number > 1 else None,
            completed_at=STARTED + timedelta(seconds=seconds) if ended else None,
            timestamp=STARTED + timedelta(seconds=seconds + 1),
            raw=f'{{"batchId":"{self.key.batch_id}","status":"{word}","statusVersion":{number},"还有":"别的"}}',
        )
        received_at = STARTED + timedelta(seconds=min(number, 60))
        applied = apply_status(self.state, event, received_at)
        change = Change(
            self.state,
            applied.state,
            received_at,
            event.raw,
            len(applied.skipped),
            _draft(applied.state, away) if word in status.ENDS and self.state.status != word else None,
        )
        self.state = applied.state
        return change

    def complete(self, word: str) -> Change:
        """`complete`, with the end it names."""
        received_at = STARTED + timedelta(seconds=90)
        applied = apply_complete(self.state, CompleteEvent(self.key.batch_id, word), received_at)
        change = Change(
            self.state,
            applied.state,
            received_at,
            notice=_draft(applied.state, away=False) if self.state.status != word else None,
        )
        self.state = applied.state
        return change


def _draft(state: BatchState, away: bool) -> NoticeDraft:
    ended_at = moment_of_end(state)
    assert ended_at is not None
    return NoticeDraft(state.status, ended_at, state.running_seconds, away)


@pytest.fixture
def script() -> type[Script]:
    return Script
