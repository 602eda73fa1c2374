"""What is counted, and what counts as news."""

from datetime import UTC, datetime

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.batch.telling import Notice
from batchdesk.desktop.tray.overview import Overview
from batchdesk.engine.watched import Changes, WatchedBatch

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def key(number: int) -> BatchKey:
    return BatchKey("https://one.example", f"cm{number}")


def batch(number: int, name: str, connection: ConnectionState = ConnectionState.LIVE) -> WatchedBatch:
    return WatchedBatch(key(number), "", BatchState(key(number), name, 1), Connection(connection), NOW)


def changes(*batches: WatchedBatch) -> Changes:
    return Changes(batches={each.key: each for each in batches})


def news(*results: str) -> Changes:
    notices = [
        Notice(number, key(number), "", result, 0, 5, None, NOW, away=False) for number, result in enumerate(results)
    ]
    return Changes(notices=tuple(notices))


def test_counts_what_is_queued_or_running() -> None:
    overview = Overview()
    overview.take(changes(batch(1, status.QUEUED), batch(2, status.RUNNING), batch(3, status.FAILED)), looked_at=True)
    overview.take(changes(batch(4, status.RUNNING, ConnectionState.PAUSED)), looked_at=True)
    assert overview.working == 2
    overview.take(changes(batch(2, status.SUCCEEDED)), looked_at=True)
    overview.take(Changes(removed=frozenset({key(1), key(99)})), looked_at=True)
    assert overview.working == 0


def test_is_offline_when_nothing_that_should_move_can_be_heard() -> None:
    overview = Overview()
    overview.take(changes(batch(1, status.SUCCEEDED, ConnectionState.IDLE)), looked_at=True)
    assert not overview.offline
    overview.take(changes(batch(2, status.RUNNING, ConnectionState.WAITING)), looked_at=True)
    assert overview.offline
    overview.take(changes(batch(3, status.RUNNING)), looked_at=True)
    assert not overview.offline


def test_an_end_is_news_until_somebody_looks() -> None:
    overview = Overview()
    overview.take(news(status.FAILED, status.PARTIAL_SUCCESS, status.FAILED), looked_at=False)
    assert (overview.unseen_failed, overview.unseen_partial) == (2, 1)
    overview.seen()
    assert (overview.unseen_failed, overview.unseen_partial) == (0, 0)


def test_an_end_before_somebodys_eyes_is_no_news() -> None:
    overview = Overview()
    overview.take(news(status.FAILED), looked_at=True)
    assert overview.unseen_failed == 0
