"""A file system without shared memory, as a network drive is: no WAL there, and everything works none the less."""

import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, HistoryQuery
from batchdesk.store.store import Store

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows' SQLite has no such file system layer")

_connect = sqlite3.connect


@pytest.fixture(autouse=True)
def drive(monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite's own layer that locks by files beside the database, and has no shared memory."""

    def connect(database: str | Path, **options: Any) -> sqlite3.Connection:
        if str(database) == ":memory:":
            return _connect(database, **options)
        address = str(database) if options.pop("uri", False) else Path(database).absolute().as_uri()
        joint = "&" if "?" in address else "?"
        return _connect(f"{address}{joint}vfs=unix-dotfile", uri=True, **options)

    monkeypatch.setattr(sqlite3, "connect", connect)


def test_it_is_written_read_and_there_again(
    open_store: Callable[[], Store], reader: Reader, path: Path, script: Callable[..., object]
) -> None:
    store = open_store()
    for number in range(20):
        batch = script(f"cm{number}")
        store.add_batches([Addition(batch.key, f"春季 {number}")])
        store.record(batch.version(1, "RUNNING"))
        notice = store.record(batch.version(2, "SUCCEEDED", copies=5)).result()
        assert notice is not None
        assert len(reader.history(HistoryQuery(search="春季"))) == number + 1
    assert not path.with_name(f"{path.name}-wal").exists()
    store.close()
    open_store()
    assert len(reader.pending_notices()) == 20
