"""What becomes of ends: told, held back, read. Functions of the writing connection, as in `writes`."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from batchdesk.batch.times import format_time


def mark_told(connection: sqlite3.Connection, notice_ids: Sequence[int], shown: str, at: datetime) -> None:
    """Keep that ends were told, and how. What was told first stays."""
    connection.executemany(
        "UPDATE notifications SET told_at = ?, shown = ? WHERE id = ? AND told_at IS NULL",
        [(format_time(at), shown, notice_id) for notice_id in notice_ids],
    )


def withhold(connection: sqlite3.Connection, notice_ids: Sequence[int], why: str, at: datetime) -> None:
    """Keep that nothing was shown of these ends, and why: they are dealt with, and wait unread in the inbox."""
    connection.executemany(
        "UPDATE notifications SET told_at = ?, withheld = ? WHERE id = ? AND told_at IS NULL",
        [(format_time(at), why, notice_id) for notice_id in notice_ids],
    )


def hold(connection: sqlite3.Connection, notice_ids: Sequence[int], why: str) -> None:
    """Keep why nothing is shown of these ends yet. They stay to be told."""
    connection.executemany(
        "UPDATE notifications SET withheld = ? WHERE id = ? AND told_at IS NULL",
        [(why, notice_id) for notice_id in notice_ids],
    )


def name_message(connection: sqlite3.Connection, notice_ids: Sequence[int], name: str) -> None:
    """Keep under which name the desktop is about to be told of these ends."""
    connection.executemany(
        "UPDATE notifications SET name = ? WHERE id = ?", [(name, notice_id) for notice_id in notice_ids]
    )


def mark_read(connection: sqlite3.Connection, notice_ids: Sequence[int], at: datetime) -> None:
    """Keep that the operator saw these ends in the inbox."""
    connection.executemany(
        "UPDATE notifications SET read_at = ? WHERE id = ? AND read_at IS NULL",
        [(format_time(at), notice_id) for notice_id in notice_ids],
    )


def mark_all_read(connection: sqlite3.Connection, at: datetime) -> None:
    """Keep that the operator saw all there is in the inbox."""
    connection.execute("UPDATE notifications SET read_at = ? WHERE read_at IS NULL", (format_time(at),))
