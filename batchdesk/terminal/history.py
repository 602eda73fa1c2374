"""`batchdesk history`: what the cache knows, without a network."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import TextIO

from batchdesk.batch.times import parse_time
from batchdesk.exports.cells import copies_made, standing, took
from batchdesk.exports.json_lines import write_json_lines
from batchdesk.store.bulk import BatchRow, BulkReader
from batchdesk.store.records import HistoryQuery
from batchdesk.terminal.lines import columns
from batchdesk.words.batches import moment
from batchdesk.words.plain import one_line


def show_history(reader: BulkReader, query: HistoryQuery, out: TextIO, now: datetime, *, as_json: bool) -> int:
    """Write what matches, newest first: a line each, or a JSON object each. Returns how many there were.

    Page by page: memory stays flat, and a pipe gets its first lines soon.
    """
    pages = _Counted(reader.pages(query))
    if as_json:
        write_json_lines(pages, out)
    else:
        out.writelines(columns(_cells(row, now) for row in page) for page in pages)
    return pages.count


class _Counted:
    """Pages that are counted as they go by."""

    def __init__(self, pages: Iterable[Sequence[BatchRow]]) -> None:
        self._pages = pages
        self.count = 0

    def __iter__(self) -> Iterator[Sequence[BatchRow]]:
        for page in self._pages:
            self.count += len(page)
            yield page


def _cells(row: BatchRow, now: datetime) -> tuple[str, ...]:
    """First the time by which they are in order: when a batch was added."""
    added = parse_time(row.added_at)
    return (
        "" if added is None else moment(added, now),
        standing(row),
        copies_made(row),
        took(row),
        row.batch_id,
        one_line(row.label),
        one_line(row.error_code or ""),
    )
