"""The mailbox holds the newest of each batch and wakes once."""

import threading
from datetime import UTC, datetime

from batchdesk.batch.connection import Connection
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.batch.state import BatchState
from batchdesk.engine.mailbox import Mailbox
from batchdesk.engine.watched import Changes, ServerStatus, SessionState, WatchedBatch

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
SERVER = "https://desk.example.com"


def row(number: int, version: int = 1) -> WatchedBatch:
    key = BatchKey(SERVER, f"cmgl{number}")
    return WatchedBatch(key, "", BatchState(key, "RUNNING", version), Connection(), NOW)


def test_only_the_newest_of_a_batch_is_kept_and_it_wakes_once() -> None:
    woken: list[None] = []
    box = Mailbox(lambda: woken.append(None))
    for version in range(1, 1001):
        box.post(batches=[row(1, version), row(2, version)])
    changes = box.drain()
    assert [batch.state.version for batch in changes.batches.values()] == [1000, 1000]
    assert len(woken) == 1
    box.post(loaded=True)
    assert len(woken) == 2


def test_drained_means_empty() -> None:
    box = Mailbox(lambda: None)
    box.post(
        batches=[row(1)],
        servers=[ServerStatus(SERVER, SessionState.SIGNED_IN)],
        problems=[Problem(ProblemKind.DATABASE_WRITE)],
        loaded=True,
    )
    first = box.drain()
    assert first.loaded
    assert first.servers[SERVER].session is SessionState.SIGNED_IN
    assert len(first.problems) == 1
    assert box.drain() == Changes()


def test_the_last_of_adding_and_removing_counts() -> None:
    box = Mailbox(lambda: None)
    box.post(batches=[row(1), row(2)])
    box.post(removed=[row(1).key])
    box.post(removed=[row(2).key])
    box.post(batches=[row(2)])
    changes = box.drain()
    assert set(changes.batches) == {row(2).key}
    assert changes.removed == {row(1).key}


def test_nothing_is_lost_between_two_threads() -> None:
    ready = threading.Semaphore(0)
    box = Mailbox(ready.release)
    thread = threading.Thread(target=lambda: [box.post(batches=[row(number)]) for number in range(2000)])
    thread.start()
    seen = set[BatchKey]()
    while len(seen) < 2000:
        assert ready.acquire(timeout=10)
        seen |= set(box.drain().batches)
    thread.join()


def test_many_are_taken_in_parts_the_longest_waiting_first_and_the_rest_wakes_again() -> None:
    woken: list[None] = []
    box = Mailbox(lambda: woken.append(None))
    box.post(batches=[row(number) for number in range(5)], loaded=True)
    first = box.drain(at_most=2)
    assert first.loaded
    box.post(batches=[row(5), row(3, version=2)])
    parts = [first, box.drain(at_most=2), box.drain(at_most=2)]
    assert [[key.batch_id for key in part.batches] for part in parts] == [
        ["cmgl0", "cmgl1"],
        ["cmgl2", "cmgl3"],
        ["cmgl4", "cmgl5"],
    ]
    assert parts[1].batches[row(3).key].state.version == 2
    assert len(woken) == 3
    box.post(batches=[row(6)])
    assert len(woken) == 4


def test_a_front_end_is_late_when_it_has_not_come_for_longer_than_a_frame() -> None:
    times = [100.0, 100.016, 100.03, 100.2, 100.3, 100.3]
    box = Mailbox(lambda: None, clock=lambda: times.pop(0))
    assert not box.is_late  # nothing is waiting
    box.post(loaded=True)
    assert [box.is_late for _ in range(4)] == [False, True, True, False]
    box.drain()
    assert not box.is_late
    assert times == []


def test_what_is_left_by_one_who_comes_does_not_make_it_late() -> None:
    now = 100.0
    box = Mailbox(lambda: None, clock=lambda: now)
    box.post(batches=[row(1), row(2)])
    now = 100.03
    assert box.is_late
    box.drain(at_most=1)
    now = 100.04
    assert not box.is_late
