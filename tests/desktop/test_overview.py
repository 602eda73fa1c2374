"""What is counted, and what counts as news."""

from datetime import UTC, datetime

from msgspec.structs import replace

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.reach import Standing
from batchdesk.batch.state import BatchState
from batchdesk.desktop.tray.overview import Overview
from batchdesk.engine.watched import Changes, WatchedBatch

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def key(number: int) -> BatchKey:
    return BatchKey("https://one.example", f"cm{number}")


def batch(number: int, name: str, connection: ConnectionState = ConnectionState.LIVE) -> WatchedBatch:
    return WatchedBatch(key(number), "", BatchState(key(number), name, 1), Connection(connection), NOW)


def changes(*batches: WatchedBatch) -> Changes:
    return Changes(batches={each.key: each for each in batches})


def test_counts_what_is_queued_or_running() -> None:
    overview = Overview()
    overview.take(changes(batch(1, status.QUEUED), batch(2, status.RUNNING), batch(3, status.FAILED)))
    overview.take(changes(batch(4, status.RUNNING, ConnectionState.PAUSED)))
    assert overview.working == 2
    overview.take(changes(batch(2, status.SUCCEEDED)))
    overview.take(Changes(removed=frozenset({key(1), key(99)})))
    assert overview.working == 0
    assert {each.key for each in overview.batches} == {key(2), key(3), key(4)}


def test_is_offline_when_nothing_that_should_move_can_be_heard() -> None:
    overview = Overview()
    overview.take(changes(batch(1, status.SUCCEEDED, ConnectionState.IDLE)))
    assert not overview.offline
    overview.take(changes(batch(2, status.RUNNING, ConnectionState.WAITING)))
    assert overview.offline
    overview.take(changes(batch(3, status.RUNNING)))
    assert not overview.offline


def test_an_attempt_after_others_that_failed_is_no_sign_of_life() -> None:
    overview = Overview()
    first = batch(1, status.RUNNING, ConnectionState.CONNECTING)
    overview.take(changes(first))
    assert overview.reach is Standing.HEARD
    overview.take(changes(replace(first, connection=Connection(ConnectionState.CONNECTING, attempt=3))))
    assert (overview.reach, overview.working) == (Standing.UNREACHABLE, 1)


def test_only_where_all_wait_for_a_sign_in_nobody_else_can_help() -> None:
    overview = Overview()
    overview.take(changes(batch(1, status.RUNNING, ConnectionState.SIGNED_OUT)))
    assert (overview.reach, overview.offline, overview.working) == (Standing.SIGNED_OUT, True, 1)
    overview.take(changes(batch(2, status.RUNNING, ConnectionState.WAITING)))
    assert overview.reach is Standing.UNREACHABLE


def test_what_the_inbox_holds_unread_is_news() -> None:
    overview = Overview()
    overview.take_unread({status.FAILED: 2, status.PARTIAL_SUCCESS: 1, status.SUCCEEDED: 4})
    assert (overview.unseen_failed, overview.unseen_partial, overview.unread) == (2, 1, 7)
    overview.take_unread({})
    assert (overview.unseen_failed, overview.unseen_partial, overview.unread) == (0, 0, 0)


def test_the_share_is_of_those_that_were_worked_on_since_all_rested() -> None:
    overview = Overview()
    overview.take(changes(batch(1, status.SUCCEEDED)))
    assert overview.share_ended is None
    overview.take(changes(*(batch(number, status.RUNNING) for number in (2, 3, 4, 5))))
    assert overview.share_ended == 0
    overview.take(changes(batch(2, status.SUCCEEDED)))
    overview.take(changes(batch(2, status.ARCHIVED)))
    assert overview.share_ended == 0.25
    overview.take(changes(*(batch(number, status.FAILED) for number in (3, 4, 5))))
    assert overview.share_ended is None
    overview.take(changes(batch(6, status.RUNNING)))
    assert overview.share_ended == 0
