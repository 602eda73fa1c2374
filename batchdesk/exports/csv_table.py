"""The history for spreadsheets: RFC 4180, and no cell is a formula."""

import csv
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, TextIO

from batchdesk.batch.copies import Copy, copies_in
from batchdesk.exports.entries import FIELDS
from batchdesk.store.bulk import BatchRow
from batchdesk.words.plain import FORMULA_STARTS, csv_cell

BYTE_ORDER_MARK = "\ufeff"


COPY_FIELDS = ("copySequence", "copyState", "copyErrorCode", "copyErrorMessage", "copyText")
"""What is after FIELDS in a table with texts."""


def write_csv(pages: Iterable[Sequence[BatchRow]], out: TextIO, *, excel: bool = False, texts: bool = False) -> None:
    """A header line, then one line a batch, with line feeds for pipes.

    `excel` begins with a byte order mark: Excel reads UTF-8 only after one, and other programs may stumble over it.
    With `texts` it is one line a copy that the rows have the text of; a batch without any still has its line.
    """
    if excel:
        out.write(BYTE_ORDER_MARK)
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow((*FIELDS, *COPY_FIELDS) if texts else FIELDS)
    for page in pages:
        writer.writerows(chain.from_iterable(map(_lines_with_texts, page)) if texts else map(_cells, page))


def _lines_with_texts(row: BatchRow) -> Iterable[tuple[object, ...]]:
    batch, copies = _cells(row), copies_in(row.copies.json) if row.copies is not None else ()
    return ((*batch, *cells) for cells in map(_copy_cells, copies or (None,)))


def _copy_cells(copy: Copy | None) -> tuple[object, ...]:
    if copy is None:
        return ("",) * len(COPY_FIELDS)
    words = (copy.state, copy.error_code, copy.error_message, copy.text)
    return (copy.sequence, *map(csv_cell, words))


def _cells(row: BatchRow) -> tuple[object, ...]:
    """The values of FIELDS, of the tokens their total; what may hold text of other people is neutralised."""
    if not _is_harmless(row):
        row = BatchRow._make(csv_cell(value) if isinstance(value, str) else value for value in row)
    return (
        *_up_to_received_at(row),
        _YES_OR_NO[row.gone],
        _YES_OR_NO[row.pinned],
        row.note,
        row.tags.replace("\n", ", "),
        row.server_time,
        _YES_OR_NO[row.completed],
    )


def _is_harmless(row: BatchRow) -> bool:
    """Whether `csv_cell` would change nothing: nearly always, and found out four times as fast for a whole row."""
    texts = [text for text in _texts(row) if text]
    return "".join(texts).isprintable() and _SUSPECT.isdisjoint([text[0] for text in texts])


def _columns(*names: str) -> Callable[[BatchRow], tuple[Any, ...]]:
    """Some columns of a row, in this order."""
    return itemgetter(*map(BatchRow._fields.index, names))


_YES_OR_NO = ("false", "true")
_SUSPECT = frozenset(FORMULA_STARTS) | {" "}

_texts = _columns(
    *("batch_id", "server", "label", "merchant", "status", "error_code", "error_message", "started_at"),
    *("completed_at", "added_at", "received_at", "note", "tags", "server_time"),
)
_up_to_received_at = _columns(
    *("batch_id", "server", "label", "merchant", "status", "status_version", "copy_count", "copy_target"),
    *("error_code", "error_message", "total_tokens", "started_at", "completed_at", "seconds", "added_at"),
    "received_at",
)
