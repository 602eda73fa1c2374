"""Groups, order, and what happens while the database cannot be written."""

import contextlib
import os
import sqlite3
import subprocess
import threading
from concurrent.futures import wait

import pytest

from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.store import writer as writer_module
from batchdesk.store.ballast import BALLAST_BYTES, Ballast
from batchdesk.store.connections import connect_for_writing
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, HistoryQuery
from batchdesk.store.store import Store
from batchdesk.store.writer import Writer


class Watched:
    """A writer whose transactions are counted, on a real file."""

    def __init__(self, path, busy_milliseconds=None):
        self.statements = []
        self.problems = []
        self.first_problem = threading.Event()
        self._path = path
        self._busy_milliseconds = busy_milliseconds
        self.writer = Writer(self._connect, self._on_problem, retry_seconds=0.02)
        self.writer.start()
        self.statements.clear()

    def _connect(self):
        connection = connect_for_writing(self._path, self._on_problem)
        if self._busy_milliseconds is not None:
            connection.execute(f"PRAGMA busy_timeout = {self._busy_milliseconds}")
        connection.set_trace_callback(self.statements.append)
        return connection

    def _on_problem(self, problem):
        self.problems.append(problem)
        self.first_problem.set()

    def add(self, number):
        return self.writer.submit(
            lambda connection: (
                connection.execute("INSERT INTO servers (url, added_at) VALUES (?, '')", (str(number),)) and number
            )
        )

    def commits(self):
        return self.statements.count("COMMIT")


@pytest.fixture
def watch(path):
    opened = []

    def start(**options):
        opened.append(Watched(path, **options))
        return opened[-1]

    yield start
    for watched in opened:
        watched.writer.close()


def urls(path):
    connection = sqlite3.connect(path)
    try:
        return [url for (url,) in connection.execute("SELECT url FROM servers ORDER BY id")]
    finally:
        connection.close()


def test_a_burst_is_one_transaction_in_order(watch, path):
    watched = watch()
    futures = [watched.add(number) for number in range(500)]
    assert [future.result() for future in futures] == list(range(500))
    assert watched.commits() == 1
    assert "BEGIN IMMEDIATE" in watched.statements
    assert urls(path) == [str(number) for number in range(500)]


def test_a_future_resolves_only_when_another_connection_can_see_it(watch, path):
    watched = watch()
    seen = []
    future = watched.add(1)
    future.add_done_callback(lambda _: seen.extend(urls(path)))
    watched.writer.close()
    assert seen == ["1"]


def test_what_fails_by_itself_is_taken_out_of_its_group(watch, path):
    watched = watch()
    futures = [watched.add(number) for number in (1, 2, 2, 3, 1, 4)]
    wait(futures)
    failed = [future.exception() for future in futures]
    assert [type(error).__name__ for error in failed] == [
        "NoneType",
        "NoneType",
        "IntegrityError",
        "NoneType",
        "IntegrityError",
        "NoneType",
    ]
    assert urls(path) == ["1", "2", "3", "4"]
    assert watched.problems == []


def test_flush_does_not_wait_for_more(store, path, script, monkeypatch):
    monkeypatch.setattr(writer_module, "GROUP_SECONDS", 3_600)
    added = store.add_batches([Addition(script().key)])
    store.flush().result()
    assert added.done()


def test_an_accepted_write_cannot_be_cancelled(watch, path):
    watched = watch()
    future = watched.add(1)
    assert not future.cancel()
    watched.writer.close()
    assert future.result() == 1


def test_many_threads_may_write(store, reader, script):
    def add(first):
        for number in range(first, first + 50):
            store.add_batches([Addition(script(f"cm{number:03}").key)])

    threads = [threading.Thread(target=add, args=(first,)) for first in range(0, 200, 50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    store.flush().result()
    assert reader.count(HistoryQuery()) == 200


def test_a_lock_delays_and_is_reported_once(watch, path):
    watched = watch(busy_milliseconds=1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    futures = [watched.add(number) for number in range(3)]
    assert watched.first_problem.wait(30)
    futures.append(watched.add(3))
    assert not any(future.done() for future in futures)
    other.execute("ROLLBACK")
    other.close()
    assert [future.result() for future in futures] == [0, 1, 2, 3]
    assert [problem.kind for problem in watched.problems] == [ProblemKind.DATABASE_WRITE]
    assert watched.problems[0].detail["cause"] == "locked"
    assert urls(path) == ["0", "1", "2", "3"]


def test_closing_while_locked_gives_up_and_says_so(watch, path):
    watched = watch(busy_milliseconds=1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    futures = [watched.add(number) for number in range(3)]
    assert watched.first_problem.wait(30)
    watched.writer.close()
    other.close()
    for future in futures:
        error = future.exception()
        assert isinstance(error, BatchdeskError)
        assert error.problem.kind is ProblemKind.DATABASE_WRITE
    assert urls(path) == []


def test_what_waits_is_bounded(watch, path, monkeypatch):
    monkeypatch.setattr(writer_module, "WAITING_LIMIT", 5)
    watched = watch(busy_milliseconds=1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    first = watched.add(0)
    assert watched.first_problem.wait(30)
    futures = [watched.add(number) for number in range(1, 20)]
    assert sum(future.done() for future in futures) >= 14
    other.close()
    assert first.result() == 0
    assert all(isinstance(future.exception(), BatchdeskError) for future in futures if future.exception())


@pytest.mark.skipif(os.name == "nt", reason="Unix only")
def test_a_full_disk_delays_and_loses_nothing(tmp_path, script):
    """A real one: a file system of two megabytes."""
    with _small_disk(tmp_path, "2m") as disk:
        _fill_and_free(disk, script)


@contextlib.contextmanager
def _small_disk(tmp_path, size):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(disk)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system needs root")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.mark.skipif(os.name == "nt", reason="Unix only")
def test_on_a_full_disk_room_is_given_up_for_what_is_on_its_way(tmp_path, script, monkeypatch):
    laid, lay = threading.Event(), Ballast.lay

    def noted(ballast):
        lay(ballast)
        laid.set()

    monkeypatch.setattr(Ballast, "lay", noted)
    monkeypatch.setattr(writer_module, "QUIET_SECONDS", 0.01)
    with _small_disk(tmp_path, "80m") as disk:
        problems = []
        store = Store.open(disk / "batchdesk.sqlite", on_problem=problems.append)
        batch = script()
        store.add_batches([Addition(batch.key)]).result()
        assert laid.wait(30)
        (ballast,) = disk.glob("*-ballast")
        assert ballast.stat().st_size == BALLAST_BYTES
        with (disk / "others").open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(4096))
        futures = [store.record(batch.version(number, "RUNNING", error="x" * 3_000)) for number in range(1, 200)]
        assert [future.result(30) for future in futures] == [None] * len(futures)
        assert [problem.kind for problem in problems] == [ProblemKind.DATABASE_WRITE], "the person makes room meanwhile"
        assert not ballast.exists()
        store.close()


def _fill_and_free(disk, script):
    path = disk / "batchdesk.sqlite"
    problems, full = [], threading.Event()

    def on_problem(problem):
        problems.append(problem)
        full.set()

    store = Store.open(path, on_problem=on_problem)
    batch = script()
    store.add_batches([Addition(batch.key)]).result()
    ballast = disk / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(bytes(4096))
    futures = [store.record(batch.version(number, "RUNNING", error="x" * 3_000)) for number in range(1, 200)]
    assert full.wait(30)
    assert [problem.kind for problem in problems] == [ProblemKind.DATABASE_WRITE]
    assert problems[0].detail["cause"] == "full"
    assert not futures[-1].done()
    assert Reader(path).batch(batch.key) is not None, "reading goes on"

    ballast.unlink()
    wait(futures)
    assert [future.exception() for future in futures if future.exception()] == []
    assert [line.version for line in Reader(path).timeline(batch.key)] == list(range(1, 200))
    store.close()


def test_the_wal_is_emptied_when_it_is_quiet(path, script, monkeypatch):
    emptied = threading.Event()
    original = writer_module._empty_wal

    def empty(connection):
        original(connection)
        emptied.set()

    monkeypatch.setattr(writer_module, "QUIET_SECONDS", 0.01)
    monkeypatch.setattr(writer_module, "_empty_wal", empty)
    store = Store.open(path)
    store.add_batches([Addition(script().key)]).result()
    assert emptied.wait(30)
    assert path.with_name(path.name + "-wal").stat().st_size == 0
    store.close()


def test_after_closing_nothing_is_accepted(store, script):
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        store.add_batches([Addition(script().key)])


def test_a_bug_in_the_one_who_is_told_leaves_no_future_hanging(path, monkeypatch):
    """The thread dies of it, visibly, and everybody who waits is told."""

    class Broken(Watched):
        def _on_problem(self, problem):
            raise ZeroDivisionError

    died_of = []
    monkeypatch.setattr(threading, "excepthook", lambda arguments: died_of.append(arguments.exc_type))
    watched = Broken(path, busy_milliseconds=1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    future = watched.add(1)
    assert isinstance(future.exception(), BatchdeskError)
    other.close()
    watched.writer.close()
    assert died_of == [ZeroDivisionError]


def test_another_program_reads_and_writes_beside_it(store, reader, path, script):
    """Datasette and sqlite-utils open the file while the program writes."""
    batch = script()
    store.add_batches([Addition(batch.key)]).result()
    other = sqlite3.connect(path)
    for number in range(1, 20):
        store.record(batch.version(number, "RUNNING")).result()
        assert other.execute("SELECT max(status_version) FROM versions").fetchone() == (number,)
    with other:
        other.execute("UPDATE batches SET label = 'from outside'")
    other.close()
    store.record(batch.version(20, "RUNNING")).result()
    assert (reader.batch(batch.key).label, reader.batch(batch.key).state.version) == ("from outside", 20)
