"""The cache as everybody reads it: short reads, beside a running writer or with none, also offline and read-only."""

import dataclasses
import sqlite3
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.telling import Notice
from batchdesk.store import rows
from batchdesk.store.connections import reading
from batchdesk.store.records import BatchRecord, HistoryEntry, HistoryQuery, ServerRecord, VersionRecord

COUNT_LIMIT = 1_001
"""Counting stops here: 'more than 1,000' is all a person needs, and a full count of a million takes long."""

_PAGE = 500
"""Batches in one read of `iterate`."""

_Parameter = str | int


class Reader:
    """Reads the database at `path`. Any thread, but never one that must not wait for the disk.

    A file that does not exist yet reads as empty. Every method raises BatchdeskError where the file cannot be
    read: DATABASE_DAMAGED, DATABASE_BUSY or DATA_FOLDER.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def servers(self) -> list[ServerRecord]:
        """The servers the operator knows, in the order in which they were added."""
        return [rows.server_record(row) for row in self._rows("SELECT * FROM servers WHERE known = 1 ORDER BY id")]

    def watched(self) -> list[BatchRecord]:
        """The live table, newest first."""
        found = self._rows(f"{rows.SELECT_BATCHES} WHERE batches.watched = 1 ORDER BY batches.id DESC")
        return [rows.batch_record(row) for row in found]

    def batch(self, key: BatchKey) -> BatchRecord | None:
        """One batch, watched or not; None when it was never added."""
        found = self._rows(f"{rows.SELECT_BATCHES} WHERE servers.url = ? AND batches.batch_id = ?", *key)
        return rows.batch_record(found[0]) if found else None

    def timeline(self, key: BatchKey) -> list[VersionRecord]:
        """The versions of a batch that arrived, oldest first."""
        found = self._rows(
            """SELECT versions.* FROM versions JOIN batches ON batches.id = versions.batch
              JOIN servers ON servers.id = batches.server
              WHERE servers.url = ? AND batches.batch_id = ? ORDER BY status_version""",
            *key,
        )
        return [rows.version_record(row) for row in found]

    def history(self, query: HistoryQuery) -> list[HistoryEntry]:
        """The batches that match, newest first; the next page begins `before` the last entry's position."""
        where, parameters = _conditions(query)
        limit = -1 if query.limit is None else query.limit
        found = self._rows(f"{rows.SELECT_BATCHES} {where} ORDER BY batches.id DESC LIMIT ?", *parameters, limit)
        return [rows.history_entry(row) for row in found]

    def iterate(self, query: HistoryQuery) -> Iterator[HistoryEntry]:
        """The same entries as `history`, one after another with flat memory, page by page: no read stays open.

        A batch that changes meanwhile appears as it is when its page is read, and never twice.
        """
        left = query.limit
        while left is None or left > 0:
            page = self.history(dataclasses.replace(query, limit=_PAGE if left is None else min(_PAGE, left)))
            if not page:
                return
            yield from page
            query = dataclasses.replace(query, before=page[-1].position)
            left = None if left is None else left - len(page)

    def count(self, query: HistoryQuery) -> int:
        """How many batches match, whatever the page; never more than COUNT_LIMIT."""
        where, parameters = _conditions(dataclasses.replace(query, before=None))
        found = self._rows(
            f"""SELECT count(*) AS number FROM (SELECT 1 FROM batches JOIN servers ON servers.id = batches.server
              {where} LIMIT ?)""",
            *parameters,
            COUNT_LIMIT,
        )
        return found[0]["number"] if found else 0

    def pending_notices(self) -> list[Notice]:
        """Ends that were never told, oldest first: the program stopped between the end and the telling."""
        found = self._rows(f"{rows.SELECT_NOTICES} WHERE told_at IS NULL ORDER BY notifications.id")
        return [rows.notice(row) for row in found]

    def durations(self, server: str, limit: int = 200) -> list[float]:
        """How long the last `limit` batches of a server took, in seconds of its own clock, oldest first.

        A failure's duration says nothing of how long a batch takes.
        """
        found = self._rows(
            """SELECT started_at, completed_at FROM batches
              WHERE server = (SELECT id FROM servers WHERE url = ?) AND status IN (?, ?)
              AND completed_at >= started_at ORDER BY id DESC LIMIT ?""",
            server,
            status.SUCCEEDED,
            status.PARTIAL_SUCCESS,
            limit,
        )
        return [_seconds(row) for row in reversed(found)]

    def complaints(self) -> list[str]:
        """What SQLite finds wrong with the file, in its own words; empty when it is sound. Reads all of it."""
        found = self._rows("PRAGMA quick_check(10)")
        return [text for text in chain.from_iterable(found) if text != "ok"]

    def _rows(self, sql: str, *parameters: _Parameter) -> list[sqlite3.Row]:
        with reading(self._path) as connection:
            return [] if connection is None else connection.execute(sql, parameters).fetchall()


def _conditions(query: HistoryQuery) -> tuple[str, list[_Parameter]]:
    conditions: list[str] = []
    parameters: list[_Parameter] = []
    if query.before is not None:
        conditions.append("batches.id < ?")
        parameters.append(query.before)
    if query.since is not None:
        # An id is the time of adding in tenths of a second: a date is a range of ids.
        conditions.append("batches.id >= ?")
        parameters.append(int(query.since.timestamp() * 10))
    if query.server is not None:
        conditions.append("batches.server = (SELECT id FROM servers WHERE url = ?)")
        parameters.append(query.server)
    if query.statuses:
        conditions.append(f"batches.status IN ({_marks(len(query.statuses))})")
        parameters.extend(query.statuses)
    if query.search:
        columns = ("batch_id", "label", "error_code", "error_message")
        conditions.append("(" + " OR ".join(rf"batches.{column} LIKE ? ESCAPE '\'" for column in columns) + ")")
        parameters.extend([_containing(query.search)] * len(columns))
    return ("WHERE " + " AND ".join(conditions) if conditions else ""), parameters


def _containing(text: str) -> str:
    """A LIKE pattern for what contains `text`, whose own % and _ mean themselves."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _seconds(row: sqlite3.Row) -> float:
    return (rows.time(row["completed_at"]) - rows.time(row["started_at"])).total_seconds()
