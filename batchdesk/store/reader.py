"""The cache as everybody reads it: short reads, beside a running writer or with none, also offline and read-only."""

import contextlib
import errno
import os
import sqlite3
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import datetime, tzinfo
from itertools import chain
from pathlib import Path

from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError
from batchdesk.batch.telling import Notice
from batchdesk.batch.times import format_time
from batchdesk.batch.usual import Took
from batchdesk.store import rows
from batchdesk.store.conditions import Matching, Parameter, marks
from batchdesk.store.connections import reading
from batchdesk.store.copies import SELECT_COPIES, copies_record
from batchdesk.store.failures import opening_error
from batchdesk.store.inbox import inbox_page
from batchdesk.store.planning import planned
from batchdesk.store.records import (
    BatchRecord,
    CopiesRecord,
    Facets,
    Followed,
    HistoryEntry,
    HistoryQuery,
    InboxEntry,
    InboxQuery,
    Landmark,
    Outage,
    ServerRecord,
    Statistics,
    VersionRecord,
)
from batchdesk.store.statistics import statistics_of

COUNT_LIMIT = 1_001
"""Counting stops here: 'more than 1,000' is all a person needs, and a full count of a million takes long."""

_PAGE = 500
"""Batches in one read of `iterate`."""

_WALKED = 10_000
"""Batches in one read of `landmarks`: some ten milliseconds."""


_INSTRUCTIONS = 100_000
"""Of SQLite's machine between two looks whether the answer is still wanted: a few milliseconds."""


class ReadInterrupted(Exception):
    """Nobody waits for the answer any more."""


class Reader:
    """Reads the database at `path`. One thread at a time, and never one that must not wait for the disk.

    A file that does not exist yet reads as empty, unless it `must_exist`. Every method raises BatchdeskError where the
    file cannot be read: DATABASE_DAMAGED, DATABASE_BUSY or DATA_FOLDER.
    """

    def __init__(self, path: Path, *, must_exist: bool = False) -> None:
        self._path = path
        self._must_exist = must_exist
        self._interrupted = False

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

    def in_table(self, server: str, batch_ids: Sequence[str]) -> dict[str, bool]:
        """Those of a server's batches that were ever added, each with whether it is in sight in the live table."""
        found = self._rows(
            f"""SELECT batch_id, watched AND NOT put_away AS in_sight FROM batches
              WHERE server = (SELECT id FROM servers WHERE url = ?) AND batch_id IN ({marks(batch_ids)})""",
            server,
            *batch_ids,
        )
        return {row["batch_id"]: bool(row["in_sight"]) for row in found}

    def timeline(self, key: BatchKey) -> list[VersionRecord]:
        """The versions of a batch that arrived, oldest first."""
        found = self._rows(
            """SELECT versions.* FROM versions JOIN batches ON batches.id = versions.batch
              JOIN servers ON servers.id = batches.server
              WHERE servers.url = ? AND batches.batch_id = ? ORDER BY status_version""",
            *key,
        )
        return [rows.version_record(row) for row in found]

    def copies(self, key: BatchKey) -> CopiesRecord | None:
        """The texts of a batch as they were last fetched; None when they never were."""
        found = self._rows(SELECT_COPIES, *key)
        return copies_record(found[0]) if found else None

    def history(self, query: HistoryQuery) -> list[HistoryEntry]:
        """The batches that match, newest first; the next page begins `before` the last entry's position."""
        limit = -1 if query.limit is None else query.limit
        page = self._matching_rows(
            query,
            lambda found: (
                f"""SELECT {rows.BATCH_COLUMNS} FROM {found.source}
              CROSS JOIN servers ON servers.id = batches.server {found.where} ORDER BY {found.position} DESC LIMIT ?"""
            ),
            limit,
        )
        return [rows.history_entry(row) for row in page]

    def iterate(self, query: HistoryQuery) -> Iterator[HistoryEntry]:
        """The same entries as `history`, one after another with flat memory, page by page: no read stays open.

        A batch that changes meanwhile appears as it is when its page is read, and never twice.
        """
        left = query.limit
        while left is None or left > 0:
            page = self.history(replace(query, limit=_PAGE if left is None else min(_PAGE, left)))
            if not page:
                return
            yield from page
            query = replace(query, before=page[-1].position)
            left = None if left is None else left - len(page)

    def count(self, query: HistoryQuery) -> int:
        """How many batches match, whatever the page; never more than COUNT_LIMIT."""
        counted = self._matching_rows(
            replace(query, before=None),
            lambda found: f"SELECT count(*) AS number FROM (SELECT 1 FROM {found.source} {found.where} LIMIT ?)",
            COUNT_LIMIT,
        )
        return counted[0]["number"] if counted else 0

    def landmarks(self, query: HistoryQuery, every: int = 500) -> Iterator[Landmark]:
        """Walk through the batches that match, newest first, and give the position of each `every`-th; the last one
        given is the last batch, so its number is the total. Nothing where nothing matches. Short reads."""
        number = 0
        while True:
            positions = self._matching_rows(
                query,
                lambda found: (
                    f"""SELECT {found.position} AS position FROM {found.source} {found.where}
                  ORDER BY {found.position} DESC LIMIT ?"""
                ),
                _WALKED,
            )
            for row in positions:
                number += 1
                if number % every == 0:
                    yield Landmark(number, row["position"])
            if positions:
                query = replace(query, before=positions[-1]["position"])
            if len(positions) < _WALKED:
                break
        if number % every and query.before is not None:
            yield Landmark(number, query.before)

    def facets(self) -> Facets:
        """By what the history can be filtered."""
        return Facets(
            statuses=self._numbers("SELECT status, sum(batches) FROM hours WHERE status <> '' GROUP BY 1"),
            servers=self._numbers(
                "SELECT url, sum(batches) FROM hours JOIN servers ON servers.id = hours.server GROUP BY 1"
            ),
            merchants=self._numbers("SELECT merchant, count(*) FROM batches WHERE merchant <> '' GROUP BY 1"),
            tags=self._numbers(
                "SELECT name, count(*) FROM batch_tags JOIN tags ON tags.id = batch_tags.tag GROUP BY 1"
            ),
        )

    def statistics(self, query: HistoryQuery, zone: tzinfo) -> Statistics:
        """The numbers behind the charts of what matches, by local time in `zone`."""
        with self._reading() as connection:
            return Statistics() if connection is None else statistics_of(connection, query, zone)

    def inbox(self, query: InboxQuery) -> list[InboxEntry]:
        """The ends that match, newest first; the next page begins `before` the last entry's position."""
        with self._reading() as connection:
            page = [] if connection is None else inbox_page(connection, query)
        return [rows.inbox_entry(row) for row in page]

    def unread(self) -> int:
        """How many ends the operator has not seen."""
        found = self._rows("SELECT count(*) AS number FROM notifications WHERE read_at IS NULL")
        return found[0]["number"] if found else 0

    def unread_outcomes(self) -> dict[str, int]:
        """How many of them there are of each outcome."""
        return self._numbers("SELECT outcome, count(*) FROM notifications WHERE read_at IS NULL GROUP BY 1")

    def unread_keys(self, outcomes: Sequence[str], limit: int = 10_000) -> frozenset[BatchKey]:
        """The batches with an unread end of one of these outcomes; of very many, those that ended last."""
        found = self._rows(
            f"""SELECT url, batch_id FROM notifications JOIN batches ON batches.id = notifications.batch
              JOIN servers ON servers.id = batches.server
              WHERE read_at IS NULL AND outcome IN ({marks(outcomes)}) ORDER BY notifications.id DESC LIMIT ?""",
            *outcomes,
            limit,
        )
        return frozenset(BatchKey(row["url"], row["batch_id"]) for row in found)

    def followed(self) -> list[Followed]:
        """The merchants whose new batches are added by themselves, in the order of following."""
        found = self._rows(
            "SELECT * FROM followed JOIN servers ON servers.id = followed.server WHERE known = 1 ORDER BY since"
        )
        return [rows.followed(row) for row in found]

    def outages(self, server: str, from_at: datetime, until_at: datetime) -> list[Outage]:
        """The times in which nothing could be heard of `server`, the program's own absence included, that touch the
        time from `from_at` to `until_at`. Oldest first."""
        found = self._rows(
            """SELECT url, from_at, until_at FROM outages LEFT JOIN servers ON servers.id = outages.server
              WHERE (url IS NULL OR url = ?) AND until_at > ? AND from_at < ? ORDER BY from_at""",
            server,
            format_time(from_at) or "",
            format_time(until_at) or "",
        )
        return [Outage(row["url"], rows.time(row["from_at"]), rows.time(row["until_at"])) for row in found]

    def last_present(self) -> datetime | None:
        """The last moment at which the program is known to have been running; None before the first."""
        found = self._rows("SELECT last_at FROM presence")
        return rows.time(found[0]["last_at"]) if found else None

    def pending_notices(self) -> list[Notice]:
        """Ends that were never told, oldest first: the program stopped between the end and the telling."""
        found = self._rows(f"{rows.SELECT_NOTICES} WHERE told_at IS NULL ORDER BY notifications.id")
        return [rows.notice(row) for row in found]

    def durations(self, server: str, limit: int = 2000) -> list[Took]:
        """How long the last `limit` batches of a server took, by its own clock, oldest first.

        A failure's duration says nothing of how long a batch takes.
        """
        found = self._rows(
            """SELECT duration_ms, merchant FROM batches WHERE server = (SELECT id FROM servers WHERE url = ?)
              AND duration_ms IS NOT NULL AND copy_count > 0 ORDER BY id DESC LIMIT ?""",
            server,
            limit,
        )
        return [Took(row["duration_ms"] / 1000, row["merchant"]) for row in reversed(found)]

    def complaints(self) -> list[str]:
        """What SQLite finds wrong with the file, in its own words; empty when it is sound. Reads all of it."""
        found = self._rows("PRAGMA quick_check(10)")
        return [text for text in chain.from_iterable(found) if text != "ok"]

    def interrupt(self) -> None:
        """End what is being read, and what would be read later: it raises `ReadInterrupted`. Any thread."""
        self._interrupted = True

    def _numbers(self, sql: str) -> dict[str, int]:
        """A grouped count as a dictionary, the most frequent first."""
        return {name: number for name, number in self._rows(f"{sql} ORDER BY 2 DESC, 1") if number}

    def _matching_rows(self, query: HistoryQuery, sql: Callable[[Matching], str], limit: int) -> list[sqlite3.Row]:
        """The rows of what `query` means; `limit` is the last parameter of the statement."""
        with self._reading() as connection:
            if connection is None:
                return []
            found = planned(connection, query)
            return connection.execute(sql(found), (*found.parameters, limit)).fetchall()

    def _rows(self, sql: str, *parameters: Parameter) -> list[sqlite3.Row]:
        with self._reading() as connection:
            return [] if connection is None else connection.execute(sql, parameters).fetchall()

    @contextlib.contextmanager
    def _reading(self) -> Generator[sqlite3.Connection | None]:
        try:
            with reading(self._path) as connection:
                if self._interrupted:
                    raise ReadInterrupted
                if connection is None and self._must_exist:
                    raise opening_error(FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT)), self._path)
                if connection is not None:
                    # Not `Connection.interrupt`, which a statement that is about to start does not hear.
                    connection.set_progress_handler(lambda: self._interrupted, _INSTRUCTIONS)
                yield connection
        except BatchdeskError:
            if self._interrupted:
                raise ReadInterrupted from None
            raise
