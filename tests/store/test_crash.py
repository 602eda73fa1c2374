"""kill -9 at any moment: the file is sound, and nothing that was said to be durable is missing.

BATCHDESK_KILLS sets how often (20 by default).
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import threading

import pytest

KILLS = int(os.environ.get("BATCHDESK_KILLS", "20"))

WRITER = """
import json, pathlib, sys
from datetime import UTC, datetime, timedelta
from batchdesk.batch.events import StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState, apply_status
from batchdesk.store.records import Addition, Change, NoticeDraft
from batchdesk.store.store import Store

store = Store.open(pathlib.Path(sys.argv[1]))
run = sys.argv[2]
at = datetime(2026, 11, 24, 8, tzinfo=UTC)

def say(change):
    def durable(future):
        notice = future.result()
        line = [change.after.key.batch_id, change.after.version, notice and notice.outcome]
        sys.stdout.write(json.dumps(line) + "\\n")
        sys.stdout.flush()
    return durable

number = 0
while True:
    key = BatchKey("https://batches.example", f"cm{run}x{number}")
    store.add_batches([Addition(key)])
    state = BatchState(key)
    for version, word in enumerate(("QUEUED", "RUNNING", "SUCCEEDED"), start=1):
        event = StatusEvent(key.batch_id, word, version, raw="{}" + " " * 500)
        applied = apply_status(state, event, at)
        draft = NoticeDraft(word, at, 1.0, False) if word == "SUCCEEDED" else None
        change = Change(state, applied.state, at, event.raw, 0, draft)
        last = store.record(change)
        last.add_done_callback(say(change))
        state = applied.state
    number += 1
    if number % 40 == 0:
        last.result()
"""


@pytest.mark.skipif(os.name == "nt", reason="kill -9 is a Unix thing")
@pytest.mark.timeout(60 + 5 * KILLS)
def test_killed_at_any_moment(path):
    moment = random.Random(20261124)
    acknowledged = []
    for run in range(KILLS):
        acknowledged += _write_until_killed(path, run, moment.randint(1, 400), moment.uniform(0, 0.1))
    assert len(acknowledged) >= KILLS

    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    versions = set(
        connection.execute("SELECT batch_id, versions.status_version FROM versions JOIN batches ON batches.id = batch")
    )
    states = dict(connection.execute("SELECT batch_id, status_version FROM batches"))
    told = set(
        connection.execute(
            """SELECT batch_id, notifications.status_version, outcome
              FROM notifications JOIN batches ON batches.id = batch"""
        )
    )
    # Counts and index are written with what they are about.
    assert set(connection.execute("SELECT hour, server, status, batches FROM hours WHERE batches > 0")) == set(
        connection.execute("SELECT id / 36000, server, status, count(*) FROM batches GROUP BY 1, 2, 3")
    )
    assert (
        connection.execute("SELECT id FROM batches ORDER BY id").fetchall()
        == connection.execute("SELECT rowid FROM search WHERE search MATCH 'cm*' ORDER BY rowid").fetchall()
    )
    connection.close()
    assert {(batch_id, version) for batch_id, version, _ in acknowledged} <= versions
    assert {(batch_id, version, outcome) for batch_id, version, outcome in acknowledged if outcome} <= told
    # One transaction: a state never without its version, an end never without its notice, and the other way round.
    newest = {}
    for batch_id, version in versions:
        newest[batch_id] = max(version, newest.get(batch_id, 0))
    assert newest == {batch_id: version for batch_id, version in states.items() if version}
    assert {(batch_id, version) for batch_id, version, _ in told} == {line for line in versions if line[1] == 3}


def _write_until_killed(path, run, lines, seconds):
    """Kill the writer some time after it has said `lines` things: anywhere in, before or after a transaction."""
    said = []
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path), str(run)], stdout=subprocess.PIPE, text=True
    ) as process:
        killers = [threading.Timer(30, process.kill)]
        killers[0].start()
        for line in process.stdout:
            # The last line may be torn by the kill.
            if line.endswith("\n"):
                said.append(json.loads(line))
            if len(said) == lines:
                killers.append(threading.Timer(seconds, process.kill))
                killers[1].start()
        for killer in killers:
            killer.cancel()
            killer.join()
    return said
