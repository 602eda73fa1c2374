"""The one rule: what is not newer is dropped, for ever."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from batchdesk.batch.events import CompleteEvent, StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState, Verdict, apply_complete, apply_status

KEY = BatchKey("https://desk.example.com", "cmgl1")
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)
NEW = BatchState(KEY)


def status_event(version: int, status: str = "RUNNING", copies: int = 0) -> StatusEvent:
    return StatusEvent(batch_id="cmgl1", status=status, version=version, copy_count=copies)


def test_a_newer_version_is_taken_and_the_gap_is_kept() -> None:
    first = apply_status(NEW, status_event(1, "QUEUED"), NOW)
    assert (first.verdict, first.state.version, list(first.skipped)) == (Verdict.TAKEN, 1, [])
    third = apply_status(first.state, status_event(4, "SUCCEEDED", 5), NOW)
    assert third.state.status == "SUCCEEDED"
    assert list(third.skipped) == [2, 3]


@given(st.lists(st.integers(1, 30), min_size=1))
def test_versions_taken_only_ever_grow(versions: list[int]) -> None:
    state, taken = NEW, list[int]()
    for version in versions:
        applied = apply_status(state, status_event(version), NOW)
        if applied.verdict is Verdict.TAKEN:
            taken.append(version)
        else:
            assert applied.state is state
        state = applied.state
    assert taken == sorted(set(taken))
    assert state.version == max(versions)


def test_an_event_for_another_batch_changes_nothing() -> None:
    stray = StatusEvent(batch_id="cmgl2", status="FAILED", version=9)
    assert apply_status(NEW, stray, NOW).verdict is Verdict.OTHER_BATCH
    assert apply_complete(NEW, CompleteEvent("cmgl2", "FAILED"), NOW).verdict is Verdict.OTHER_BATCH


def test_complete_is_the_end_also_without_the_last_status() -> None:
    running = apply_status(NEW, status_event(2), NOW).state
    ended = apply_complete(running, CompleteEvent("cmgl1", "PARTIAL_SUCCESS"), NOW)
    assert ended.verdict is Verdict.TAKEN
    assert (ended.state.status, ended.state.version, ended.state.completed) == ("PARTIAL_SUCCESS", 2, True)
    assert apply_complete(ended.state, CompleteEvent("cmgl1", "PARTIAL_SUCCESS"), NOW).verdict is Verdict.NOT_NEWER


def test_a_single_copy_regeneration_is_whole_with_one() -> None:
    single = apply_status(NEW, status_event(3, "SUCCEEDED", 1), NOW).state
    partial = apply_status(NEW, status_event(3, "PARTIAL_SUCCESS", 3), NOW).state
    assert (single.copy_target, partial.copy_target) == (1, 5)


def test_an_unknown_status_is_kept_and_is_no_end() -> None:
    future = apply_status(NEW, status_event(1, "REVIEWING"), NOW).state
    assert future.status == "REVIEWING"
    assert not future.ended


def test_running_seconds_are_the_servers_own() -> None:
    event = StatusEvent("cmgl1", "FAILED", 3, started_at=NOW, completed_at=NOW + timedelta(seconds=112))
    assert apply_status(NEW, event, NOW).state.running_seconds == 112
    absurd = StatusEvent("cmgl1", "FAILED", 3, started_at=NOW, completed_at=NOW - timedelta(seconds=1))
    assert apply_status(NEW, absurd, NOW).state.running_seconds is None
