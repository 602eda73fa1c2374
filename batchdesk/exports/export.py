"""Writes an order: from the database into a stream or a file, page by page, with flat memory, until it is cancelled.

Works on any thread that may wait for the disk.
"""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TextIO

from batchdesk.exports.csv_table import write_csv
from batchdesk.exports.files import whole_file
from batchdesk.exports.html_report import write_html
from batchdesk.exports.json_lines import write_json_lines
from batchdesk.exports.markdown import write_markdown
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.bulk import BatchRow, BulkReader

TEXTS_AT_ONCE = 100_000
"""Bytes in the file of texts that are in memory together. Some hundred kilobytes as a rule; a server may send megabytes
for a batch, which are as small in the file where they say nothing."""

Progress = Callable[[int, int], None]
"""Batches written, and how many there are in all. Called after each page: it must only signal."""


class ExportCancelled(Exception):
    """Somebody did not want it any more. Nothing is left of it."""


def export_to(
    path: Path, database: Path, order: ExportOrder, progress: Progress, cancelled: Callable[[], bool] = lambda: False
) -> int:
    """Write the file at `path`, whole or not at all, over one that is there. Returns how many batches are in it.

    Raises ExportCancelled, BatchdeskError where the database cannot be read, OSError where the file cannot be written.
    """
    with whole_file(path) as file:
        return export(BulkReader(database), order, file, progress, cancelled)


def export(
    reader: BulkReader,
    order: ExportOrder,
    out: TextIO,
    progress: Progress = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> int:
    """Write to a stream, newest first. Returns how many batches were written; raises as `export_to`."""
    pages = _Pages(reader, order, progress, cancelled)
    match order.form:
        case ExportForm.CSV:
            write_csv(pages, out, excel=order.excel, texts=order.texts)
        case ExportForm.JSON_LINES:
            write_json_lines(pages, out, versions_of=reader.versions if order.versions else None, texts=order.texts)
        case ExportForm.MARKDOWN:
            write_markdown(pages, out)
        case ExportForm.HTML:
            write_html(pages, out, order)
    return pages.done


class _Pages:
    """The batches of an order as they are read; says how far they are."""

    def __init__(
        self, reader: BulkReader, order: ExportOrder, progress: Progress, cancelled: Callable[[], bool]
    ) -> None:
        self._reader = reader
        self._order = order
        self._progress = progress
        self._cancelled = cancelled
        self.done = 0

    def __iter__(self) -> Iterator[Sequence[BatchRow]]:
        order = self._order
        total = len(order.keys) or self._reader.total(order.query)
        for page in self._reader.chosen(order.keys) if order.keys else self._reader.pages(order.query):
            for part in self._with_texts(page) if order.texts else (page,):
                if self._cancelled():
                    raise ExportCancelled
                yield part
                self.done += len(part)
                self._progress(self.done, max(total, self.done))

    def _with_texts(self, page: Sequence[BatchRow]) -> Iterator[Sequence[BatchRow]]:
        sizes, part, size = self._reader.sizes_of_copies(page), list[BatchRow](), 0
        for batch in page:
            part.append(batch)
            size += sizes.get(batch.position, 0)
            if size >= TEXTS_AT_ONCE:
                yield self._reader.with_copies(part)
                part, size = [], 0
        if part:
            yield self._reader.with_copies(part) if size else part
