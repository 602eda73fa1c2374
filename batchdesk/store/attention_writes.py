"""Whom the program listens to, and when it could not. Functions of the writing connection, as in `writes`."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from batchdesk.batch.times import format_time
from batchdesk.store import writes
from batchdesk.store.records import Addition, BatchRecord


def follow(connection: sqlite3.Connection, server: str, merchant: str, at: datetime) -> None:
    """Keep that a merchant's new batches are to be added by themselves. The server must be known."""
    connection.execute(
        "INSERT OR IGNORE INTO followed (server, merchant, since) SELECT id, ?, ? FROM servers WHERE url = ?",
        (merchant, format_time(at), server),
    )


def unfollow(connection: sqlite3.Connection, server: str, merchant: str) -> None:
    """No longer so."""
    connection.execute(
        "DELETE FROM followed WHERE merchant = ? AND server = (SELECT id FROM servers WHERE url = ?)",
        (merchant, server),
    )


def see_until(connection: sqlite3.Connection, server: str, merchant: str, until: datetime) -> None:
    """Keep up to where a merchant's batches were looked at, in the server's own time."""
    connection.execute(
        "UPDATE followed SET seen_until = ? WHERE merchant = ? AND server = (SELECT id FROM servers WHERE url = ?)",
        (format_time(until), merchant, server),
    )


def add_unknown(
    connection: sqlite3.Connection, additions: Sequence[Addition], at_most: int, at: datetime
) -> list[BatchRecord]:
    """Put those into the live table that were never added, newest first given and returned oldest first; of many, the
    newest `at_most`. One that the operator took out of the table stays out."""
    unknown = [addition for addition in additions if not _is_known(connection, addition)]
    return writes.add_batches(connection, unknown[:at_most][::-1], at)


def note_outage(connection: sqlite3.Connection, server: str | None, from_at: datetime, until_at: datetime) -> None:
    """Keep a time in which nothing could be heard of a server; None: the program was not running."""
    times = format_time(from_at), format_time(until_at)
    if server is None:
        connection.execute("INSERT INTO outages (from_at, until_at) VALUES (?, ?)", times)
    else:
        connection.execute(
            "INSERT INTO outages (server, from_at, until_at) SELECT id, ?, ? FROM servers WHERE url = ?",
            (*times, server),
        )


def note_presence(connection: sqlite3.Connection, at: datetime) -> None:
    """Keep that the program is running at this moment."""
    connection.execute(
        "INSERT INTO presence VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET last_at = excluded.last_at",
        (format_time(at),),
    )


def _is_known(connection: sqlite3.Connection, addition: Addition) -> bool:
    found = connection.execute(
        "SELECT 1 FROM batches WHERE server = (SELECT id FROM servers WHERE url = ?) AND batch_id = ?", addition.key
    )
    return found.fetchone() is not None
