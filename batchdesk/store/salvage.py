"""What can still be read of a damaged database, row by row, into a new one. Never a row that was not there.

SQLite refuses a table at the first torn page; asked for ever smaller ranges of it, it gives everything around.
"""

import contextlib
import logging
import shutil
import sqlite3
import tempfile
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from batchdesk.store import rollups, search

_log = logging.getLogger("batchdesk.store")

# In this order, since later ones refer to earlier ones. Index and counts are not read but made anew.
_TABLES = (
    "servers", "batches", "versions", "copies", "notifications", "tags", "batch_tags", "followed", "outages",
)  # fmt: skip

_MAGIC = b"SQLite format 3\0"
_HEADER = 100
"""Bytes at the beginning of the file that say how it is to be read."""

_HIGHEST = 2**62

MOST_QUESTIONS = 50_000
"""Ranges that are asked for in a table: a torn page high up in it hides as many as there are numbers."""


class Salvaged(Struct, frozen=True):
    """How much was saved."""

    batches: int
    versions: int


def salvage(damaged: Path, connection: sqlite3.Connection) -> Salvaged:
    """Copy what can be read of `damaged`, with its -wal, into the new database of `connection`. Nothing in `damaged` is
    changed. Never raises for damage: what cannot be read is left out."""
    with tempfile.TemporaryDirectory(prefix="salvage-", dir=damaged.parent) as folder:
        copy = _copy_with_wal(damaged, Path(folder))
        _mend_header(copy, connection)
        with contextlib.closing(sqlite3.connect(copy, isolation_level=None)) as old:
            connection.execute("BEGIN IMMEDIATE")
            for table in _TABLES:
                _copy_table(old, connection, table)
            _make_anew(connection)
            connection.execute("COMMIT")
    (batches,) = connection.execute("SELECT count(*) FROM batches").fetchone()
    (versions,) = connection.execute("SELECT count(*) FROM versions").fetchone()
    return Salvaged(batches, versions)


def _copy_with_wal(damaged: Path, folder: Path) -> Path:
    """SQLite writes to what it opens: it gets a copy. Commits that were still in the -wal are part of it."""
    copy = folder / "damaged.sqlite"
    for suffix in ("", "-wal"):
        file = damaged.with_name(damaged.name + suffix)
        if file.exists():
            shutil.copyfile(file, copy.with_name(copy.name + suffix))
    return copy


def _mend_header(copy: Path, connection: sqlite3.Connection) -> None:
    """A file whose first bytes are gone is read by those of a new one: the pages behind them are the same."""
    with copy.open("r+b") as file:
        if file.read(len(_MAGIC)) == _MAGIC:
            return
        header = connection.serialize()[:_HEADER]
        pages = copy.stat().st_size // int.from_bytes(header[16:18])
        file.seek(0)
        file.write(header[:28] + pages.to_bytes(4) + header[32:])


def _copy_table(old: sqlite3.Connection, new: sqlite3.Connection, table: str) -> None:
    there = _columns(old, table)
    columns = {name: default for name, default in _columns(new, table).items() if name in there}
    if not columns:
        return
    # An older version left empty what now has to be something.
    values = ", ".join(f"coalesce({name}, {default})" if default else name for name, default in columns.items())
    insert = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
    for row in _rows(old, table, values):
        # A row that breaks a rule of the tables is torn, or belongs to one that was lost.
        with contextlib.suppress(sqlite3.Error):
            new.execute(insert, row)


def _columns(connection: sqlite3.Connection, table: str) -> dict[str, str | None]:
    """The columns of a table, each with what it is where nothing is said; empty where the table cannot be read."""
    try:
        found = connection.execute(f"PRAGMA table_info({table})").fetchall()
    except sqlite3.DatabaseError:
        return {}
    return {name: default if needed else None for _, name, _, needed, default, _ in map(tuple, found)}


def _rows(old: sqlite3.Connection, table: str, values: str) -> Iterator[tuple[object, ...]]:
    """Every row that can be read: the whole table in one go, and where that ends, what is behind by ever smaller
    ranges, the largest first."""
    sql = f"SELECT rowid, {values} FROM {table} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
    if not _has_rowid(old, table):
        with contextlib.suppress(sqlite3.DatabaseError):
            yield from old.execute(f"SELECT {values} FROM {table}")
        return
    ranges = deque([(0, _HIGHEST)])
    for _question in range(MOST_QUESTIONS):
        if not ranges:
            return
        low, high = ranges.popleft()
        try:
            for row in old.execute(sql, (low, high)):
                low = row[0] + 1
                yield row[1:]
        except sqlite3.DatabaseError:
            if low < high:
                middle = (low + high) // 2
                ranges += [(low, middle), (middle + 1, high)]


def _has_rowid(old: sqlite3.Connection, table: str) -> bool:
    try:
        old.execute(f"SELECT rowid FROM {table} LIMIT 0")
    except sqlite3.DatabaseError:
        return False
    return True


def _make_anew(connection: sqlite3.Connection) -> None:
    """The index of the search and the counts of the charts, from what was saved."""
    from batchdesk.store.migrations import COUNT_BATCHES  # loads sqlite-utils: only where something is damaged
    from batchdesk.store.rows import TAGS

    connection.create_function("step_of", 1, rollups.step_of, deterministic=True)
    connection.execute(
        """UPDATE batches SET duration_ms = round((julianday(completed_at) - julianday(started_at)) * 86400000)
          WHERE duration_ms IS NULL AND completed_at >= started_at"""
    )
    for statement in COUNT_BATCHES.split(";"):
        connection.execute(statement)
    columns = f"id, batch_id, label, error_code, error_message, note, {TAGS}"
    for row in connection.execute(f"SELECT {columns} FROM batches ORDER BY id"):
        connection.execute("INSERT INTO search (rowid, pieces) VALUES (?, ?)", (row[0], search.pieces(tuple(row)[1:])))
