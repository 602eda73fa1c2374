"""The power is cut at any moment: the file is sound, and nothing that was said to be durable is missing.

BATCHDESK_POWER_CUTS sets how often (40 by default).
"""

import os
import random
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from batchdesk.batch.problem import Problem
from batchdesk.batch.telling import Notice
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store
from tests.recorded_disk import Recording, Said, recorded_disk

CUTS = int(os.environ.get("BATCHDESK_POWER_CUTS", "40"))
BATCHES = 60
NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def work(path: Path, recording: Recording, script: Callable[..., object]) -> None:
    """Two starts of the store, and batches that are watched to their ends and told; what was written is emptied into
    the database in between, and much is written over."""
    for start in range(2):
        with closing(Store.open(path)) as store:
            for number in range(BATCHES):
                _play(store, recording, script(f"cm{start}x{number:03}"))


def _play(store: Store, recording: Recording, batch: object) -> None:
    store.add_batches([Addition(batch.key, "春季上新")])

    def versions(number: int) -> Callable[[Future[object]], None]:
        return lambda future: recording.add(Said(("version", batch.key.batch_id, number)))

    store.record(batch.version(1, "RUNNING")).add_done_callback(versions(1))
    ended: Future[Notice | None] = store.record(batch.version(2, "SUCCEEDED", copies=5, error="x" * 4_000))
    ended.add_done_callback(versions(2))
    notice = ended.result()
    assert notice is not None
    recording.add(Said(("end", batch.key.batch_id)))
    store.mark_told([notice.id], "notification", NOW).result()
    recording.add(Said(("told", batch.key.batch_id)))


def kept_in(path: Path) -> set[object]:
    """All that the database would say of it at the next start."""
    problems: list[Problem] = []
    with closing(Store.open(path, on_problem=problems.append)), closing(sqlite3.connect(path)) as connection:
        assert problems == [], "nothing had to be saved from a damaged file"
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        versions = connection.execute("SELECT batch_id, v.status_version FROM versions v JOIN batches ON id = v.batch")
        ends = connection.execute("SELECT batch_id, told_at FROM notifications n JOIN batches ON batches.id = n.batch")
        kept: set[object] = {("version", *row) for row in versions}
        for batch_id, told_at in ends:
            kept.add(("end", batch_id))
            if told_at is not None:
                kept.add(("told", batch_id))
        counted = connection.execute("SELECT sum(batches) FROM hours").fetchone()
        assert counted[0] in (None, *connection.execute("SELECT count(*) FROM batches").fetchone())
        return kept


@pytest.mark.timeout(60 + 3 * CUTS)
def test_after_a_power_cut_nothing_is_missing_that_was_told(tmp_path: Path, script: Callable[..., object]) -> None:
    chance = random.Random(20261124)
    (tmp_path / "before").mkdir()
    try:
        with recorded_disk() as recording:
            work(tmp_path / "before" / DATABASE_NAME, recording, script)
    except AttributeError:
        pytest.skip("SQLite is inside Python here, and cannot be looked at")
    assert len(recording.said(len(recording.steps))) == 2 * BATCHES * 4
    for number in range(CUTS):
        at = chance.randrange(len(recording.steps) + 1)
        after = tmp_path / f"after{number}"
        after.mkdir()
        recording.leave(at, after, chance)
        missing = set(recording.said(at)) - kept_in(after / DATABASE_NAME)
        assert not missing, f"cut before step {at}"
