"""The history as a Markdown table for people: the columns they ask for, in their language."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from batchdesk.exports.cells import copies_made, error_text, standing, took
from batchdesk.store.bulk import BatchRow
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import markdown


def write_markdown(pages: Iterable[Sequence[BatchRow]], out: TextIO) -> None:
    """A table of GitHub's kind, one line a batch."""
    headings = (
        translate("Export", "Label"),
        translate("Export", "Batch"),
        translate("Export", "Status"),
        translate("Export", "Copies"),
        translate("Export", "Took"),
        translate("Export", "Error"),
    )
    out.write(f"| {' | '.join(headings)} |\n|{' --- |' * len(headings)}\n")
    for page in pages:
        out.writelines(map(_line, page))


def _line(row: BatchRow) -> str:
    cells = (
        markdown(row.label),
        f"`{row.batch_id}`",
        markdown(standing(row)),
        copies_made(row),
        took(row),
        markdown(error_text(row)),
    )
    return f"| {' | '.join(cells)} |\n"
