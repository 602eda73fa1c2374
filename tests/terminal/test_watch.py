import io
import itertools
import json
import sqlite3
import threading
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from batchdesk.batch.identity import Reference
from batchdesk.store.lock import FolderLock
from batchdesk.store.reader import Reader
from batchdesk.store.store import DATABASE_NAME
from batchdesk.terminal.running import run
from batchdesk.terminal.steps import JsonLines
from batchdesk.terminal.watch import WatchOptions, watch
from batchdesk.testserver import Drop, EmbeddedServer, EndSessions, Plan


class Watched:
    """One run of the command: its exit code, its lines, and what was said to the operator."""

    def __init__(self, folder: Path, server: str, *ids: str, give_up: float = 20.0) -> None:
        out, self.said = io.StringIO(), list[str]()
        options = WatchOptions(folder, [Reference(batch_id) for batch_id in ids], server, give_up)
        self.code = run(watch(options, lambda: JsonLines(out), self.said.append))
        self.lines = [json.loads(line) for line in out.getvalue().splitlines()]

    def of_type(self, name: str) -> list[dict[str, Any]]:
        return [line for line in self.lines if line["type"] == name]


def told(folder: Path) -> list[tuple[str, str | None]]:
    with closing(sqlite3.connect(folder / DATABASE_NAME)) as connection:
        return connection.execute("SELECT outcome, shown FROM notifications ORDER BY id").fetchall()


@contextmanager
def started_when_watched(server: EmbeddedServer, batch: str) -> Generator[None]:
    """The worker takes the batch up as soon as somebody looks."""

    def start() -> None:
        server.wait_until(lambda: server.open_streams_of(batch) > 0, 20)
        server.start_batch(batch)

    starter = threading.Thread(target=start)
    starter.start()
    try:
        yield
    finally:
        starter.join()


def test_a_batch_is_watched_to_its_end_and_marked_told(server: EmbeddedServer, tmp_path: Path) -> None:
    batch = server.create_batch(autostart=False)
    with started_when_watched(server, batch):
        watched = Watched(tmp_path, server.url, batch)
    assert watched.code == 0
    versions = [line["statusVersion"] for line in watched.of_type("status")]
    assert all(before < after for before, after in itertools.pairwise(versions))
    assert watched.of_type("status")[-1]["copyCount"] == 5
    assert watched.lines[-1] == {"type": "complete", "batchId": batch, "finalStatus": "SUCCEEDED"}
    assert told(tmp_path) == [("SUCCEEDED", "terminal")]
    assert watched.said == []


def test_one_that_did_not_succeed_makes_it_1(server: EmbeddedServer, tmp_path: Path) -> None:
    good, bad = server.create_batch(), server.create_batch(plan=Plan(final_status="FAILED", error_code="TIMEOUT"))
    watched = Watched(tmp_path, server.url, good, bad)
    assert watched.code == 1
    assert {line["finalStatus"] for line in watched.of_type("complete")} == {"SUCCEEDED", "FAILED"}


def test_a_second_watch_takes_no_version_again(server: EmbeddedServer, tmp_path: Path) -> None:
    batch = server.create_batch()
    assert Watched(tmp_path, server.url, batch).code == 0
    again = Watched(tmp_path, server.url, batch)
    assert again.code == 0
    assert again.of_type("status") == []
    assert len(again.of_type("complete")) == 1


def test_a_dropped_connection_is_made_again(server: EmbeddedServer, tmp_path: Path) -> None:
    batch = server.create_batch(plan=Plan(running_seconds=0.5))
    server.inject(Drop(batch_id=batch, after_events=1))
    watched = Watched(tmp_path, server.url, batch)
    assert watched.code == 0
    assert "waiting" in [line["state"] for line in watched.of_type("connection")]


def test_an_unknown_batch_is_4_and_says_so(server: EmbeddedServer, tmp_path: Path) -> None:
    watched = Watched(tmp_path, server.url, "cmnobody0001")
    assert watched.code == 4
    assert [line["kind"] for line in watched.of_type("error")] == ["not_found"]
    assert "cmnobody0001" in watched.said[0]


def test_without_a_session_it_ends_at_once_with_3(
    server: EmbeddedServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("BATCHDESK_SESSION_TOKEN")
    batch = server.create_batch(plan=Plan(final_status=None))
    watched = Watched(tmp_path, server.url, batch, give_up=0)
    assert watched.code == 3
    assert "Sign in again" in watched.said[0]


def test_a_session_that_ends_on_the_way_is_3(server: EmbeddedServer, tmp_path: Path) -> None:
    batch = server.create_batch(plan=Plan(final_status=None))
    server.end_sessions()
    assert Watched(tmp_path, server.url, batch, give_up=0).code == 3


def test_an_end_counts_also_where_the_session_ends_before_complete(server: EmbeddedServer, tmp_path: Path) -> None:
    batch = server.create_batch(plan=Plan(age_seconds=400))
    server.inject(EndSessions(batch_id=batch, after_events=1))
    watched = Watched(tmp_path, server.url, batch)
    assert watched.of_type("status")[-1]["status"] == "SUCCEEDED"
    assert watched.code == 0


def test_a_known_server_that_is_away_is_given_up(server: EmbeddedServer, tmp_path: Path) -> None:
    batch = server.create_batch(plan=Plan(final_status=None))
    Watched(tmp_path, server.url, "cmnobody0001")
    server.stop()
    watched = Watched(tmp_path, server.url, batch, give_up=0.3)
    assert watched.code == 5
    assert watched.of_type("error")[-1]["kind"] == "unreachable"


def test_beside_a_window_nothing_is_kept(server: EmbeddedServer, tmp_path: Path) -> None:
    lock = FolderLock(tmp_path)
    assert lock.acquire()
    try:
        watched = Watched(tmp_path, server.url, server.create_batch())
    finally:
        lock.release()
    assert watched.code == 0
    assert "nothing of this is kept" in watched.said[0]
    assert not (tmp_path / DATABASE_NAME).exists()


def test_label_and_tags_are_given_on_the_way_in(server: EmbeddedServer, tmp_path: Path) -> None:
    plan = Plan(queued_seconds=0, running_seconds=0)
    batches = [server.create_batch(plan=plan) for _ in range(2)]
    options = WatchOptions(
        tmp_path, [Reference(batch) for batch in batches], server.url, label="春季上新", tags=("spring", "茶")
    )
    run(watch(options, lambda: JsonLines(io.StringIO()), lambda said: None))
    kept = {batch.key.batch_id: batch for batch in Reader(tmp_path / DATABASE_NAME).watched()}
    assert [kept[batch].label for batch in batches] == ["春季上新 (1)", "春季上新 (2)"]
    assert {batch.tags for batch in kept.values()} == {("spring", "茶")}
