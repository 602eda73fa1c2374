"""Takes the oldest batches out of the history, a few at a time, on the thread that writes.

Pinned batches and those in the live table always stay. The counts that charts are made of stay too: a year's chart is
still true when its batches are gone. Where the file is too large, texts of batches go first, for a server gives them
again; they are the largest part of a batch, and have no age of their own: only what somebody has read is here.
"""

import sqlite3
from datetime import datetime

from msgspec import Struct

from batchdesk.store import search
from batchdesk.store.conditions import TENTHS_A_SECOND
from batchdesk.store.rows import TAGS

BATCHES_A_STEP = 100
"""Seven milliseconds: what waits to be written does not notice."""

PAGES_A_STEP = 200
"""Given back to the disk at once."""


class Keep(Struct, frozen=True):
    """How much of the history is kept; None: all of it."""

    since: datetime | None = None
    """Batches added at this time or later (our clock)."""
    bytes: int | None = None
    """The size of the file."""


def take_step(connection: sqlite3.Connection, keep: Keep) -> bool:
    """Delete a few of the oldest texts or batches that need not be kept, or give back the space of some; whether there
    may be more to do. Runs inside a transaction of the writer."""
    is_too_large = _is_too_large(connection, keep)
    if is_too_large and _delete_texts(connection):
        return True
    oldest = _oldest(connection, keep, is_too_large=is_too_large)
    if oldest:
        _delete(connection, oldest)
        return True
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    for _page in range(min(free, PAGES_A_STEP)):
        # Asked for many, SQLite gives back one page a step, and Python takes one step of what has no columns.
        connection.execute("PRAGMA incremental_vacuum(1)")
    return free > PAGES_A_STEP


def _delete_texts(connection: sqlite3.Connection) -> bool:
    """Delete the texts of a few of the oldest batches that have any; whether there were some."""
    deleted = connection.execute(
        """DELETE FROM copies WHERE batch IN (SELECT batch FROM copies JOIN batches ON batches.id = batch
          WHERE watched = 0 AND pinned = 0 ORDER BY batch LIMIT ?)""",
        (BATCHES_A_STEP,),
    )
    return deleted.rowcount > 0


def _oldest(connection: sqlite3.Connection, keep: Keep, *, is_too_large: bool) -> list[sqlite3.Row]:
    conditions, parameters = ["watched = 0", "pinned = 0"], list[int]()
    if not is_too_large:
        if keep.since is None:
            return []
        conditions.append("id < ?")
        parameters.append(int(keep.since.timestamp() * TENTHS_A_SECOND))
    return connection.execute(
        f"""SELECT id, batch_id, label, error_code, error_message, note, {TAGS} AS tags FROM batches
          WHERE {" AND ".join(conditions)} ORDER BY id LIMIT ?""",
        (*parameters, BATCHES_A_STEP),
    ).fetchall()


def _is_too_large(connection: sqlite3.Connection, keep: Keep) -> bool:
    """By what is in use: pages that are free already are about to be given back."""
    if keep.bytes is None:
        return False
    pages, free, size = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "freelist_count", "page_size")
    )
    return (pages - free) * size > keep.bytes


def _delete(connection: sqlite3.Connection, batches: list[sqlite3.Row]) -> None:
    for batch in batches:
        texts = tuple(batch)[1:]
        connection.execute(
            "INSERT INTO search (search, rowid, pieces) VALUES ('delete', ?, ?)", (batch["id"], search.pieces(texts))
        )
    connection.executemany("DELETE FROM batches WHERE id = ?", [(batch["id"],) for batch in batches])
    connection.execute("DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM batch_tags WHERE tag = tags.id)")
