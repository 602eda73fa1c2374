"""Whom the program listens to, and when it could not. Functions of the writing connection, as in `writes`."""

import sqlite3
from datetime import datetime

from batchdesk.batch.times import format_time


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
