"""A copy of the database, made beside a writer."""

import errno
import os
import sqlite3
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.store import backup
from batchdesk.store.backup import BackupCancelled, back_up, keep_copy
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, HistoryQuery
from batchdesk.store.store import Store


def test_the_copy_is_whole_private_and_of_one_moment(
    store: Store, path: Path, script: Callable[..., object], tmp_path: Path
) -> None:
    batch = script("cm1")
    store.add_batches([Addition(batch.key, "春季上新")])
    store.record(batch.version(1, "RUNNING")).result()
    copy = tmp_path / "copy.sqlite"
    back_up(path, copy)
    store.record(batch.version(2, "SUCCEEDED")).result()
    reader = Reader(copy)
    assert [version.version for version in reader.timeline(batch.key)] == [1]
    assert len(reader.history(HistoryQuery(search="春季"))) == 1
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()
    assert sorted(file.name for file in tmp_path.iterdir() if file.name.startswith((".", "copy"))) == ["copy.sqlite"]
    if os.name != "nt":
        assert stat.S_IMODE(copy.stat().st_mode) == 0o600


def test_nothing_is_overwritten_and_nothing_half_made_stays(store: Store, path: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("mine")
    with pytest.raises(FileExistsError):
        back_up(path, there)
    assert there.read_text() == "mine"
    with pytest.raises(OSError, match="No such file"):
        back_up(path, tmp_path / "nowhere" / "copy")


def test_a_disk_without_links_and_owners_takes_a_copy_and_keeps_what_is_there(
    store: Store, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target, taken = tmp_path / "copy.sqlite", tmp_path / "taken"

    def refuse(*_arguments: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    def take_the_place(*_arguments: object) -> None:
        taken.write_text("of somebody else")
        refuse()

    monkeypatch.setattr(Path, "chmod", refuse)
    monkeypatch.setattr(os, "link", refuse)
    back_up(path, target)
    assert Reader(target).servers() == []
    monkeypatch.setattr(os, "link", take_the_place)
    with pytest.raises(FileExistsError):
        back_up(path, taken)
    assert taken.read_text() == "of somebody else"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(BatchdeskError) as missing:
        back_up(tmp_path / "none.sqlite", tmp_path / "copy")
    assert missing.value.problem.kind is ProblemKind.DATA_FOLDER
    (tmp_path / "torn.sqlite").write_bytes(b"This is no database. " * 1000)
    with pytest.raises(BatchdeskError) as torn:
        back_up(tmp_path / "torn.sqlite", tmp_path / "copy")
    assert torn.value.problem.kind is ProblemKind.DATABASE_DAMAGED
    assert not (tmp_path / "copy").exists()


def test_it_says_how_far_it_is_and_leaves_nothing_when_cancelled(
    store: Store, path: Path, tmp_path: Path, script: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup, "_INSTRUCTIONS", 100)
    keys = [script(f"cm{number}").key for number in range(500)]
    store.add_batches([Addition(key) for key in keys])
    for key in keys:  # more than SQLite keeps in memory
        store.set_note(key, "春" * 10_000)
    store.flush().result()
    shares: list[float] = []
    back_up(path, tmp_path / "copy", shares.append)
    assert shares == sorted(shares)
    assert 0 <= shares[0] < shares[-1] <= 1
    with pytest.raises(BackupCancelled):
        back_up(path, tmp_path / "unwanted", cancelled=lambda: True)
    assert not (tmp_path / "unwanted").exists()
    assert not list(tmp_path.glob(".unwanted*"))


def test_of_the_copies_beside_the_database_the_last_are_kept(store: Store, path: Path) -> None:
    copies = [keep_copy(path) for _ in range(5)]
    assert sorted(path.parent.glob(f"{path.name}.before-import-*")) == copies[2:]
