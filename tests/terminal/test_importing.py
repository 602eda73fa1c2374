"""`batchdesk import` and `restore`, alone and beside a program that has the history open."""

import asyncio
import io
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

import pytest

from batchdesk.batch.problem import BatchdeskError, ProblemKind
from batchdesk.engine import deliveries
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.store import connections
from batchdesk.store.backup import back_up
from batchdesk.store.reader import Reader
from batchdesk.store.records import HistoryQuery
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.terminal.importing import import_files, restore


def ids(folder: Path) -> list[str]:
    return sorted(entry.batch.key.batch_id for entry in Reader(folder / DATABASE_NAME).history(HistoryQuery()))


ALL = ["cmgl0001", "cmgl0002", "cmgl0003"]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """Another data folder, whose history is empty."""
    folder = tmp_path / "mine"
    folder.mkdir()
    Store.open(folder / DATABASE_NAME).close()
    return folder


def test_import_says_how_many_were_new(history: Path, mine: Path) -> None:
    said: list[str] = []
    for _time in range(2):
        assert import_files(mine, [history / DATABASE_NAME], said.append) == 0
    assert said == [
        "New batches: 3. Added to: 0. Known already: 0.",
        "New batches: 0. Added to: 0. Known already: 3.",
    ]
    assert ids(mine) == ALL
    assert Reader(mine / DATABASE_NAME).pending_notices() == []


def test_one_file_that_cannot_be_used_changes_nothing(history: Path, mine: Path) -> None:
    (mine / "bad.jsonl").write_text("[]\n")
    with pytest.raises(BatchdeskError) as refused:
        import_files(mine, [history / DATABASE_NAME, mine / "bad.jsonl"], pytest.fail)
    assert refused.value.problem.kind is ProblemKind.IMPORT
    assert ids(mine) == []


def test_a_copy_becomes_the_history_where_there_is_none(history: Path, tmp_path: Path) -> None:
    back_up(history / DATABASE_NAME, tmp_path / "copy")
    assert restore(tmp_path / "new", tmp_path / "copy", lambda said: None) == 0
    assert ids(tmp_path / "new") == ALL
    watched = Reader(tmp_path / "new" / DATABASE_NAME).watched()
    assert len(watched) == len(ALL), "all is as it was"


def test_a_copy_is_merged_into_what_there_is(history: Path, mine: Path, tmp_path: Path) -> None:
    back_up(history / DATABASE_NAME, tmp_path / "copy")
    said: list[str] = []
    assert restore(mine, tmp_path / "copy", said.append) == 0
    (before,) = mine.glob(f"{DATABASE_NAME}.before-import-*")
    assert said == [
        f"A copy of the history as it was is in {before}.",
        "New batches: 3. Added to: 0. Known already: 0.",
    ]
    assert Reader(before).history(HistoryQuery()) == []
    with pytest.raises(BatchdeskError):
        restore(mine, Path(__file__), said.append)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_how_far_it_is(history: Path, mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setattr("batchdesk.terminal.progress_line._BEAT_SECONDS", -1.0)
    assert import_files(mine, [history / DATABASE_NAME], lambda said: None) == 0
    assert "\r\x1b[KRead: 80%" in terminal.getvalue()
    assert "\r\x1b[KRead: 100%" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[KAdded to the history: 100%\r\x1b[K")


def test_a_history_that_is_damaged_is_set_aside_and_that_is_said(history: Path, mine: Path) -> None:
    with closing(sqlite3.connect(mine / DATABASE_NAME)) as connection:
        ((page,),) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'batches_with_error'")
        ((size,),) = connection.execute("PRAGMA page_size")
    with (mine / DATABASE_NAME).open("r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"no index" * 100)
    said: list[str] = []
    assert import_files(mine, [history / DATABASE_NAME], said.append) == 0
    assert "damaged" in said[0]
    assert said[1:] == ["New batches: 3. Added to: 0. Known already: 0."]
    assert len(list(mine.glob(f"{DATABASE_NAME}.damaged-*"))) == 1


def test_a_history_that_others_keep_locked_ends_the_import_with_a_sentence(
    history: Path, mine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "BUSY_SECONDS", 0.0)
    with closing(sqlite3.connect(mine / DATABASE_NAME)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BatchdeskError) as refused:
            import_files(mine, [history / DATABASE_NAME], pytest.fail)
    assert refused.value.problem.kind is ProblemKind.DATABASE_BUSY
    assert ids(mine) == []
    assert not list((mine / "incoming").iterdir()), "who asked for it has been told"


Bring = Callable[[Path, Path, Callable[[str], None]], int]


@pytest.mark.parametrize("bring", [lambda mine, copy, say: import_files(mine, [copy], say), restore])
def test_a_program_that_runs_takes_in_what_is_brought(
    history: Path,
    mine: Path,
    monkeypatch: pytest.MonkeyPatch,
    bring: Callable[[Path, Path, Callable[[str], None]], int],
) -> None:
    monkeypatch.setattr(deliveries, "LOOK_SECONDS", 0.01)
    shutil.copyfile(history / DATABASE_NAME, mine / "copy")
    said: list[str] = []

    async def scenario() -> None:
        engine = Engine(mine, lambda: None, EngineOptions(keyring=False, connect=False))
        engine.start()
        try:
            await engine.ready()
            engine.mailbox.drain()
            # On a thread, where no signals are: the command itself has a process of its own.
            monkeypatch.setattr("batchdesk.terminal.importing.ended_by_signals", nullcontext)
            await asyncio.to_thread(bring, mine, mine / "copy", said.append)
            assert engine.mailbox.drain().history, "whoever looks at the history is told"
        finally:
            await asyncio.to_thread(engine.stop)

    asyncio.run(scenario())
    assert said[-1] == "New batches: 3. Added to: 0. Known already: 0."
    assert ids(mine) == ALL
    assert list((mine / "incoming").iterdir()) == []
