"""What the store finds at its start: nothing, an older or newer database, a damaged one, a folder it may not write."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
import textwrap
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Migrations

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store import connections, migrations, schema
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, HistoryQuery
from batchdesk.store.store import Store

unix = pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="only root can become a user who may not write")


def pragma(path, name):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()


@pytest.fixture
def with_history(open_store, script):
    """A database with one finished batch, closed."""
    store = open_store()
    batch = script("cmkept")
    store.add_batches([Addition(batch.key, "kept")])
    store.record(batch.version(3, "SUCCEEDED", copies=5))
    store.close()


def test_a_new_database_is_what_its_page_says(store, path):
    assert pragma(path, "user_version") == schema.VERSION
    assert pragma(path, "journal_mode") == "wal"
    assert pragma(path, "auto_vacuum") == 2
    connection = sqlite3.connect(path)
    tables = dict(connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall())
    connection.close()
    assert {"servers", "batches", "versions", "notifications", "_sqlite_migrations"} <= tables.keys()
    assert all("--" in tables[name] for name in ("servers", "batches", "versions", "notifications"))


@unix
def test_nobody_else_can_read_it(tmp_path, script):
    folder = tmp_path / "new" / "folder"
    store = Store.open(folder / "batchdesk.sqlite")
    batch = script()
    store.add_batches([Addition(batch.key)]).result()
    modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in [folder, *folder.iterdir()]}
    store.close()
    assert modes == {
        "folder": 0o700,
        "batchdesk.sqlite": 0o600,
        "batchdesk.sqlite-wal": 0o600,
        "batchdesk.sqlite-shm": 0o600,
    }


@unix
def test_a_database_that_others_could_read_is_closed_to_them(with_history, open_store, path):
    path.chmod(0o644)
    open_store()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_clean_end_leaves_one_file(with_history, path):
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_reading_what_is_not_there_yet(path, script):
    reader = Reader(path)
    assert reader.servers() == reader.watched() == reader.pending_notices() == reader.complaints() == []
    assert reader.history(HistoryQuery()) == list(reader.iterate(HistoryQuery())) == []
    assert reader.timeline(script().key) == reader.durations("https://x.example") == []
    assert reader.batch(script().key) is None
    assert reader.count(HistoryQuery()) == 0
    assert not path.exists()
    path.touch()
    assert reader.watched() == []


def released_steps() -> Migrations:
    """The steps there are, for others to be added."""
    steps = Migrations("batchdesk")
    for step in (migrations.first_tables, migrations.history):
        steps(name=step.__name__)(step)
    return steps


def test_an_update_keeps_a_copy_and_only_the_last_three(with_history, path, open_store, problems, reader, monkeypatch):
    for version in range(3, 8):
        steps = released_steps()
        for number in range(3, version + 1):
            steps(name=f"step_{number}")(lambda db, number=number: db.executescript(f"CREATE TABLE step_{number} (x)"))
        monkeypatch.setattr(migrations, "MIGRATIONS", steps)
        monkeypatch.setattr(schema, "VERSION", version)
        open_store().close()
        assert pragma(path, "user_version") == version
        assert reader.watched()[0].label == "kept"
    copies = sorted(path.parent.glob("batchdesk.sqlite.before-update-*"))
    assert [pragma(copy, "user_version") for copy in copies] == [4, 5, 6]
    assert all(Reader(copy).watched()[0].label == "kept" for copy in copies)
    assert problems == []
    if os.name != "nt":
        assert {stat.S_IMODE(copy.stat().st_mode) for copy in copies} == {0o600}


def test_a_failed_update_leaves_the_database_as_it_was(with_history, path, open_store, reader, monkeypatch):
    steps = released_steps()
    steps(name="good")(lambda db: db.executescript("CREATE TABLE half (x); DELETE FROM versions;"))
    steps(name="bad")(lambda db: db.executescript("CREATE TABLE other (x); INSERT INTO nowhere VALUES (1);"))
    with monkeypatch.context() as patched:
        patched.setattr(migrations, "MIGRATIONS", steps)
        patched.setattr(schema, "VERSION", 4)
        with pytest.raises(BatchdeskError):
            open_store()
    assert pragma(path, "user_version") == schema.VERSION
    open_store()
    assert len(reader.timeline(reader.watched()[0].key)) == 1
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT name FROM sqlite_schema WHERE name IN ('half', 'other')").fetchall() == []
    connection.close()


def test_the_version_number_is_the_number_of_migrations(store, path):
    connection = sqlite3.connect(path)
    (number,) = connection.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()
    connection.close()
    assert number == schema.VERSION


def test_opening_a_current_database_does_not_load_sqlite_utils(with_history, path):
    code = f"""
        import pathlib, sys
        from batchdesk.store.store import Store
        Store.open(pathlib.Path({str(path)!r})).close()
        assert "sqlite_utils" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True, timeout=30)


def test_a_newer_database_is_read_and_never_written(with_history, path, open_store, problems, reader, script):
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    connection.close()
    before = path.read_bytes()

    store = open_store()
    assert store.read_only
    assert [problem.kind for problem in problems] == [ProblemKind.DATABASE_NEWER]
    refused = store.add_batches([Addition(script("cmnew").key)])
    with pytest.raises(BatchdeskError) as caught:
        refused.result()
    assert caught.value.problem.kind is ProblemKind.DATABASE_NEWER
    store.flush().result()
    store.close()
    assert [batch.label for batch in reader.watched()] == ["kept"]
    assert path.read_bytes() == before


@pytest.mark.parametrize("damage", ["no database", "torn middle", "cut short"])
def test_a_damaged_database_is_set_aside(damage, path, open_store, problems, reader, script):
    store = open_store()
    store.add_batches([Addition(script(f"cm{number:05}").key, "x" * 100) for number in range(2_000)]).result()
    store.close()
    content = path.read_bytes()
    damaged = {
        "no database": b"This is no database. " * 100,
        "torn middle": content[:40_000] + os.urandom(40_000) + content[80_000:],
        "cut short": content[: len(content) // 2],
    }[damage]
    path.write_bytes(damaged)

    store = open_store()
    (problem,) = problems
    assert problem.kind is ProblemKind.DATABASE_DAMAGED
    assert problem.detail["path"] == str(path)
    aside = Path(str(problem.detail["saved"]))
    assert aside.parent == path.parent
    assert aside.name.startswith("batchdesk.sqlite.damaged-20")
    assert ":" not in aside.name
    assert aside.read_bytes() == damaged
    assert reader.watched() == []
    store.add_batches([Addition(script("cmnew").key)]).result()
    assert [batch.key.batch_id for batch in reader.watched()] == ["cmnew"]


def test_reading_a_damaged_database_says_so(path):
    path.write_bytes(b"This is no database. " * 100)
    with pytest.raises(BatchdeskError) as caught:
        Reader(path).watched()
    assert caught.value.problem == Problem(ProblemKind.DATABASE_DAMAGED, {"path": str(path)})


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(BatchdeskError) as caught:
        Store.open(tmp_path / "file" / "batchdesk.sqlite")
    assert caught.value.problem.kind is ProblemKind.DATA_FOLDER


def test_a_database_that_another_program_keeps_locked(path, monkeypatch):
    monkeypatch.setattr("batchdesk.store.connections.BUSY_SECONDS", 0.05)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BatchdeskError) as caught:
        Store.open(path)
    other.close()
    assert caught.value.problem.kind is ProblemKind.DATABASE_BUSY


def test_several_at_once_make_one_database(path, reader, script):
    with ThreadPoolExecutor(3) as threads:
        stores = list(threads.map(lambda _: Store.open(path), range(3)))
    added = [store.add_batches([Addition(script(f"cm{number}x").key)]) for number, store in enumerate(stores)]
    for store in stores:
        store.close()
    assert [future.exception() for future in added] == [None, None, None]
    assert len(reader.watched()) == 3


def test_who_makes_the_database_at_this_moment_is_waited_for(path, open_store, monkeypatch):
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        other.execute("CREATE TABLE theirs (x)")
        other.execute("BEGIN IMMEDIATE")
        monkeypatch.setattr(connections.time, "sleep", lambda seconds: other.execute("COMMIT"))
        open_store()
    assert pragma(path, "journal_mode") == "wal"


@root
@pytest.mark.parametrize("wal", ["clean end", "left open"])
def test_a_folder_without_the_right_to_write(wal, script):
    """Reading works, writing is refused with the folder's name. As another user, because root may write everywhere."""
    folder = Path(tempfile.mkdtemp())  # pytest's own folders can be entered by root only
    try:
        store = Store.open(folder / "batchdesk.sqlite")
        store.add_batches([Addition(script("cmkept").key)]).result()
        if wal == "clean end":
            store.close()
        folder.chmod(0o755)
        for file in folder.iterdir():
            file.chmod(0o644)
        subprocess.run([sys.executable, "-c", textwrap.dedent(_AS_NOBODY), str(folder)], check=True, timeout=30)
        store.close()
    finally:
        shutil.rmtree(folder)


_AS_NOBODY = """
    import os, pathlib, sys
    from batchdesk.batch.problem import BatchdeskError, ProblemKind
    from batchdesk.store.lock import FolderLock
    from batchdesk.store.reader import Reader
    from batchdesk.store.store import Store
    folder = pathlib.Path(sys.argv[1])
    os.setgid(65534); os.setuid(65534)
    assert [batch.key.batch_id for batch in Reader(folder / "batchdesk.sqlite").watched()] == ["cmkept"]
    for attempt in (lambda: Store.open(folder / "other.sqlite"), FolderLock(folder).acquire):
        try:
            attempt()
        except BatchdeskError as error:
            assert error.problem.kind is ProblemKind.DATA_FOLDER, error
            assert error.problem.detail["path"] == str(folder), error
        else:
            raise AssertionError("the folder could be written")
"""
