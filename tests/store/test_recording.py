"""What one event leaves behind: the state, the timeline and the end to be told, together or not at all."""

import sqlite3

import pytest
from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import Addition


def test_a_batch_from_first_word_to_told(store, reader, script):
    batch = script()
    store.add_batches([Addition(batch.key, "秋季上新")])
    assert store.record(batch.version(1, "QUEUED")).result() is None
    assert store.record(batch.version(3, "RUNNING")).result() is None
    notice = store.record(batch.version(4, "PARTIAL_SUCCESS", copies=3, error="第 4 条超时\n第 5 条超时")).result()
    store.record(batch.complete("PARTIAL_SUCCESS")).result()

    assert notice.key == batch.key
    assert (notice.label, notice.outcome, notice.copy_count, notice.copy_target) == (
        "秋季上新",
        "PARTIAL_SUCCESS",
        3,
        5,
    )
    assert (notice.seconds, notice.away) == (40.0, False)
    (kept,) = reader.watched()
    assert kept.state == batch.state
    assert kept.state.completed
    assert [(line.version, line.status, line.skipped) for line in reader.timeline(batch.key)] == [
        (1, "QUEUED", 0),
        (3, "RUNNING", 1),
        (4, "PARTIAL_SUCCESS", 0),
    ]
    assert reader.pending_notices() == [notice]

    store.mark_told([notice.id], "notification", notice.ended_at).result()
    assert reader.pending_notices() == []


def test_the_json_is_kept_exactly(store, reader, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    change = replace(batch.version(1, "QUEUED"), raw='{ "statusVersion":1,\t"targetSequence": 1.50, "é":"\\u00e9" }')
    store.record(change).result()
    assert reader.timeline(batch.key)[0].raw == change.raw


def test_a_version_that_is_not_newer_changes_nothing(store, reader, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    running = batch.version(2, "RUNNING")
    ended = batch.version(3, "SUCCEEDED", copies=5)
    assert store.record(running).result() is None
    first = store.record(ended).result()
    before = reader.batch(batch.key), reader.timeline(batch.key)

    assert store.record(ended).result() is None
    assert store.record(running).result() is None
    assert (reader.batch(batch.key), reader.timeline(batch.key)) == before
    assert reader.pending_notices() == [first]


def test_what_an_earlier_run_took_is_not_taken_or_told_again(open_store, reader, script):
    first_run, second_run = script(), script()
    store = open_store()
    store.add_batches([Addition(first_run.key)])
    for number, word in enumerate(("QUEUED", "RUNNING", "SUCCEEDED"), start=1):
        store.record(first_run.version(number, word, copies=5))
    store.close()

    store = open_store()
    replayed = [
        store.record(second_run.version(number, word, copies=5)).result()
        for number, word in enumerate(("QUEUED", "RUNNING", "SUCCEEDED"), start=1)
    ]
    assert replayed == [None, None, None]
    assert len(reader.pending_notices()) == 1
    assert [line.version for line in reader.timeline(first_run.key)] == [1, 2, 3]


def test_complete_without_its_status_is_an_end_but_no_version(store, reader, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    store.record(batch.version(2, "RUNNING"))
    notice = store.record(batch.complete("FAILED")).result()
    assert notice.outcome == "FAILED"
    assert reader.batch(batch.key).state == batch.state
    assert [line.version for line in reader.timeline(batch.key)] == [2]

    # The last batch-status arrives after all, on the next connection: one end is told once.
    assert store.record(batch.version(3, "FAILED", error="x")).result() is None
    assert [line.version for line in reader.timeline(batch.key)] == [2, 3]
    assert reader.pending_notices() == [notice]


def test_a_second_end_of_a_regenerated_batch_is_another_notice(store, reader, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    store.record(batch.version(3, "FAILED", error="x"))
    store.record(batch.version(4, "RUNNING"))
    store.record(batch.version(5, "SUCCEEDED", copies=1)).result()
    assert [(notice.outcome, notice.copy_target) for notice in reader.pending_notices()] == [
        ("FAILED", 5),
        ("SUCCEEDED", 1),
    ]


def test_an_archived_end_is_a_version_and_nothing_to_tell(store, reader, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    store.record(batch.version(1, "FUTURE_STATUS"))
    assert store.record(batch.version(2, "ARCHIVED")).result() is None
    assert [line.status for line in reader.timeline(batch.key)] == ["FUTURE_STATUS", "ARCHIVED"]


def test_what_was_told_first_stays(store, path, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    notice = store.record(batch.version(3, "SUCCEEDED", copies=5)).result()
    store.mark_told([notice.id], "digest", notice.ended_at)
    store.mark_told([notice.id], "in-app", notice.ended_at).result()
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT shown FROM notifications").fetchall() == [("digest",)]
    connection.close()


def test_a_batch_that_was_never_added_fails_alone(store, reader, script):
    known, unknown = script("cmknown"), script("cmunknown")
    store.add_batches([Addition(known.key)])
    before = store.record(known.version(1, "QUEUED"))
    refused = store.record(unknown.version(1, "QUEUED"))
    after = store.record(known.version(2, "RUNNING"))
    with pytest.raises(LookupError, match="cmunknown"):
        refused.result()
    assert before.result() is after.result() is None
    assert [line.version for line in reader.timeline(known.key)] == [1, 2]


def test_a_value_sqlite_cannot_hold_fails_alone_and_leaves_nothing(store, reader, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    good = batch.version(1, "QUEUED")
    bad = replace(batch.version(2, "RUNNING"), raw="\ud800")
    refused, taken = store.record(bad), store.record(good)
    with pytest.raises(UnicodeEncodeError):
        refused.result()
    taken.result()
    assert reader.batch(batch.key).state.version == 1


def test_other_tools_cannot_change_a_stored_version(store, path, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    store.record(batch.version(1, "QUEUED")).result()
    connection = sqlite3.connect(path)
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        connection.execute("UPDATE versions SET json = '{}'")
    connection.close()


def test_the_largest_version_fits(store, reader, script):
    batch = script()
    store.add_batches([Addition(batch.key)])
    store.record(batch.version(2**63 - 1, "RUNNING")).result()
    assert reader.batch(batch.key).state.version == 2**63 - 1
    assert reader.timeline(batch.key)[0].skipped == 2**63 - 2


def test_the_same_id_on_two_servers_is_two_batches(store, reader, script):
    here, there = script(), script(server="https://other.example")
    store.add_batches([Addition(here.key, "here"), Addition(there.key, "there")])
    store.record(there.version(2, "RUNNING")).result()
    assert reader.batch(here.key).state.version == 0
    assert reader.batch(there.key).state.version == 2
    assert reader.batch(BatchKey("https://third.example", here.key.batch_id)) is None


def test_what_nobody_waits_for_is_kept_too_and_its_failure_is_logged(store, reader, script, caplog):
    known, unknown = script("cmknown"), script("cmunknown")
    store.add_batches([Addition(known.key)])
    store.note(known.version(1, "QUEUED"))
    store.note(unknown.version(1, "QUEUED"))
    store.note(known.version(2, "RUNNING"))
    store.flush().result()
    assert [line.version for line in reader.timeline(known.key)] == [1, 2]
    assert [record.levelname for record in caplog.records] == ["ERROR"]
    assert "cmunknown" in caplog.text
