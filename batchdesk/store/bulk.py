"""Many batches at once, for who passes them on: rows of text and numbers as the database holds them, page by page.

A million batches as `BatchRecord`s take twenty seconds to make; as these rows, two.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.store import rows
from batchdesk.store.compression import plain_text
from batchdesk.store.conditions import matching
from batchdesk.store.connections import reading
from batchdesk.store.records import HistoryQuery


class CopiesRow(NamedTuple):
    """The texts of a batch as a server gave them last."""

    status_version: int
    fetched_at: str
    json: str
    """Exactly as it came."""


class BatchRow(NamedTuple):
    """The newest that is known of a batch. Times are ISO 8601 in UTC; None and empty text where nothing is known."""

    position: int
    batch_id: str
    server: str
    label: str
    merchant: str
    status: str
    status_version: int
    copy_count: int
    copy_target: int
    error_code: str | None
    error_message: str | None
    prompt_tokens: int | None
    completion_tokens: int | None
    total_tokens: int | None
    started_at: str | None
    completed_at: str | None
    seconds: float | None
    added_at: str
    received_at: str | None
    gone: int
    pinned: int
    note: str
    tags: str
    """One a line, sorted."""
    server_time: str | None
    completed: int
    copies: CopiesRow | None = None
    """None also where nobody has asked for them: who passes on a million batches has no use for them."""

    @property
    def tag_list(self) -> list[str]:
        """The tags, sorted."""
        return self.tags.split("\n") if self.tags else []


class VersionRow(NamedTuple):
    """One version of a batch in its timeline."""

    position: int
    """The batch's."""
    status_version: int
    status: str
    copy_count: int
    received_at: str
    skipped: int
    json: str | bytes
    """Exactly as it came; as `compression` made it where it is only passed on."""


Batches = Sequence[tuple[BatchRow, Sequence[VersionRow]]]
"""Some batches, each with its timeline."""


def _version(row: tuple[Any, ...]) -> VersionRow:
    return VersionRow(*row[:-1], json=plain_text(row[-1]))


def _copies(row: tuple[Any, ...]) -> tuple[int, CopiesRow]:
    position, version, fetched_at, json = row
    return position, CopiesRow(version, fetched_at, plain_text(json))


_PAGE = 1_000
"""Batches in one read: a few milliseconds, so that nobody who cleans up the -wal waits for it."""

_COLUMNS = f"""batches.id, batches.batch_id, servers.url, batches.label, batches.merchant, batches.status,
  batches.status_version, batches.copy_count, batches.copy_target, batches.error_code, batches.error_message,
  batches.prompt_tokens, batches.completion_tokens, batches.total_tokens, batches.started_at, batches.completed_at,
  batches.duration_ms / 1000.0, batches.added_at, batches.received_at, batches.gone, batches.pinned, batches.note,
  coalesce({rows.TAGS}, ''), batches.server_time, batches.completed, NULL"""
"""The fields of `BatchRow` in their order; texts come by `with_copies` only."""

_VERSIONS = """SELECT batch, status_version, status, copy_count, received_at, skipped, json FROM versions
  WHERE batch IN (SELECT value FROM json_each(?)) ORDER BY batch, status_version"""

_COPIES = """SELECT batch, status_version, fetched_at, json FROM copies
  WHERE batch IN (SELECT value FROM json_each(?))"""

_SIZES = "SELECT batch, length(json) FROM copies WHERE batch IN (SELECT value FROM json_each(?))"

_Row = TypeVar("_Row")


def _by_batch(versions: Iterable[VersionRow]) -> dict[int, list[VersionRow]]:
    timelines: dict[int, list[VersionRow]] = {}
    for version in versions:
        timelines.setdefault(version.position, []).append(version)
    return timelines


class BulkReader:
    """Reads the database at `path` in short reads, on any thread that may wait for the disk.

    A file that does not exist yet reads as empty. Every method raises BatchdeskError where the file cannot be read.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def exists(self) -> bool:
        """Whether there is a database of ours, and not only a file that is one of somebody else's, or none yet."""
        with reading(self._path) as connection:
            return connection is not None

    def total(self, query: HistoryQuery) -> int:
        """How many batches match, up to the query's limit. Counts all of them: 40 ms a million without a filter."""
        found = matching(query)
        limit = -1 if query.limit is None else query.limit
        sql = f"SELECT count(*) FROM (SELECT 1 FROM {found.source} {found.where} LIMIT ?)"
        counted = self._read(sql, (*found.parameters, limit), tuple)
        return counted[0][0] if counted else 0

    def pages(self, query: HistoryQuery) -> Iterator[list[BatchRow]]:
        """The batches that match, newest first.

        A batch that changes meanwhile appears as it is when its page is read, and never twice.
        """
        left = query.limit
        while left is None or left > 0:
            found = matching(query)
            page = self._read(
                f"""SELECT {_COLUMNS} FROM {found.source} JOIN servers ON servers.id = batches.server
                  {found.where} ORDER BY {found.position} DESC LIMIT ?""",
                (*found.parameters, _PAGE if left is None else min(_PAGE, left)),
                BatchRow._make,
            )
            if not page:
                return
            yield page
            query = replace(query, before=page[-1].position)
            left = None if left is None else left - len(page)

    def chosen(self, keys: Sequence[BatchKey]) -> Iterator[list[BatchRow]]:
        """Just these batches, in the order given; one that was never added is left out."""
        for first in range(0, len(keys), _PAGE):
            some = keys[first : first + _PAGE]
            found = self._read(
                f"""SELECT {_COLUMNS} FROM json_each(?) AS wanted JOIN servers ON servers.url = wanted.value ->> 0
                  JOIN batches ON batches.server = servers.id AND batches.batch_id = wanted.value ->> 1
                  ORDER BY wanted.key""",
                (json.dumps([list(key) for key in some]),),
                BatchRow._make,
            )
            if found:
                yield found

    def positions(self, every: int) -> list[int]:
        """The positions of all batches, oldest first, but only the newest of each `every`; see `whole`."""
        sql = """SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id DESC) AS number FROM batches)
          WHERE (number - 1) % ? = 0 ORDER BY id"""
        return [position for (position,) in self._read(sql, (every,), tuple)]

    def versions(self, batches: Sequence[BatchRow]) -> dict[int, list[VersionRow]]:
        """The timelines of these batches by their positions, oldest version first."""
        return _by_batch(self._read_compressed(_VERSIONS, batches, _version))

    def stored_versions(self, batches: Sequence[BatchRow]) -> dict[int, list[VersionRow]]:
        """`versions` for who passes them on to another database: their JSON is as it is stored, and not looked at."""
        return _by_batch(self._read_compressed(_VERSIONS, batches, VersionRow._make))

    def whole(self, position: int, number: int) -> Batches:
        """The batch at a position and those before it, so many in all, with their texts and their `stored_versions`.

        Oldest first: the index of the search takes ids that rise at a third of what others cost.
        """
        for batches in self.pages(HistoryQuery(before=position + 1, limit=number)):
            timelines = self.stored_versions(batches)
            return [(batch, timelines.get(batch.position, ())) for batch in reversed(self.with_copies(batches))]
        return []

    def sizes_of_copies(self, batches: Sequence[BatchRow]) -> dict[int, int]:
        """How much the texts of these batches take in the file, in bytes, by the positions of those that have any."""
        return dict(self._read(_SIZES, (json.dumps([batch.position for batch in batches]),), tuple))

    def with_copies(self, batches: Sequence[BatchRow]) -> list[BatchRow]:
        """These batches with their texts."""
        copies = dict(self._read_compressed(_COPIES, batches, _copies))
        return [batch._replace(copies=copies.get(batch.position)) for batch in batches]

    def _read_compressed(
        self, sql: str, batches: Sequence[BatchRow], make: Callable[[tuple[Any, ...]], _Row]
    ) -> list[_Row]:
        try:
            return self._read(sql, (json.dumps([batch.position for batch in batches]),), make)
        except ValueError as error:  # its compressed JSON is no such thing
            raise BatchdeskError(Problem(ProblemKind.DATABASE_DAMAGED, {"path": str(self._path)})) from error

    def _read(
        self, sql: str, parameters: Sequence[str | int | float], make: Callable[[tuple[Any, ...]], _Row]
    ) -> list[_Row]:
        with reading(self._path) as connection:
            if connection is None:
                return []
            cursor = connection.cursor()
            cursor.row_factory = None
            return list(map(make, cursor.execute(sql, parameters)))
