"""Every database that was ever released opens, with everything in it. They are made by old_databases/make.py."""

import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from batchdesk.batch.events import TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.telling import Telling
from batchdesk.store.records import Addition, HistoryQuery

RELEASED = sorted((Path(__file__).parents[1] / "old_databases").glob("*.sqlite"))
START = datetime(2026, 11, 24, 8, tzinfo=UTC)
HERE, THERE = "https://batches.example", "https://other.example/base"


def test_there_are_some():
    assert {"0.1.0", "0.2.0"} <= {file.stem for file in RELEASED}


@pytest.mark.parametrize("released", RELEASED, ids=lambda file: file.stem)
def test_a_released_database_opens(released, path, open_store, reader, problems, script):
    shutil.copyfile(released, path)
    store = open_store()
    assert problems == []
    assert not store.read_only
    assert [(server.url, server.email) for server in reader.servers()] == [(HERE, "ops@example.com"), (THERE, "")]
    running, partial, failed = [entry.batch for entry in reader.history(HistoryQuery())]
    assert reader.watched() == [running, partial]
    assert (running.key, running.label, running.paused) == (BatchKey(THERE, "cmrunning1"), "still going", True)
    assert (running.state.status, running.state.version) == ("RUNNING", 2)
    assert (partial.state.status, partial.state.copy_count, partial.state.copy_target) == ("PARTIAL_SUCCESS", 3, 5)
    assert failed.label == "昨夜失败的"
    assert failed.state.error_message == '模型超时\n=HYPERLINK("x") <b>raw</b>'
    assert failed.state.token_usage == TokenUsage(5400, 6100, 11500)
    assert failed.state.running_seconds == 41.5
    assert failed.state.completed
    assert [(line.version, line.status, line.skipped) for line in reader.timeline(partial.key)] == [
        (1, "QUEUED", 0),
        (3, "PARTIAL_SUCCESS", 1),
    ]
    assert reader.timeline(failed.key)[2].raw == '{"batchId": "cmfailed1", "statusVersion": 3, "targetSequence": null}'
    assert [(notice.key, notice.outcome) for notice in reader.pending_notices()] == [(partial.key, "PARTIAL_SUCCESS")]

    if released.stem != "0.1.0":
        assert (failed.note, failed.merchant, failed.pinned) == ("打电话给商家\ntomorrow", "cmmerchant1", True)
        assert (failed.tags, running.tags) == (("urgent", "复查"), ("复查",))
        assert (running.telling, failed.telling) == (Telling.NEVER, Telling.AS_RULES)
        assert reader.unread_outcomes() == {"PARTIAL_SUCCESS": 1}
        assert [(one.server, one.merchant) for one in reader.followed()] == [(HERE, "cmmerchant1")]
        assert [outage.server for outage in reader.outages(HERE, START, START + timedelta(days=1))] == [HERE, None]
        assert (partial.put_away, failed.put_away) == (True, False)
        copies = reader.copies(partial.key)
        assert (copies.version, copies.fetched_at) == (3, START)
        assert copies.raw == '{"success": true, "data": {"id": "cmpartial1", "copies": []}}'
        assert reader.last_present() == START + timedelta(hours=3)
        assert [entry.batch.key for entry in reader.history(HistoryQuery("商家 urg"))] == [failed.key]

    # What was there is found, counted and small like what comes.
    assert [entry.batch.key for entry in reader.history(HistoryQuery(search="昨夜 超时"))] == [failed.key]
    assert [entry.batch.key for entry in reader.history(HistoryQuery(longer_than=41))] == [partial.key, failed.key]
    assert reader.facets().statuses == {"FAILED": 1, "PARTIAL_SUCCESS": 1, "RUNNING": 1}
    numbers = reader.statistics(HistoryQuery(), UTC)
    assert sum(sum(day.outcomes.values()) for day in numbers.days) == 3
    assert numbers.median == pytest.approx(41.5, rel=0.025)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT DISTINCT typeof(json) FROM versions").fetchall() == [("blob",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

    batch = script("cmnew")
    store.add_batches([Addition(batch.key)])
    assert store.record(batch.version(1, "QUEUED")).result() is None
    assert reader.watched()[0].state == batch.state
