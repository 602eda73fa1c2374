"""The history as a Markdown table for people: the columns they ask for, in their language."""

import html
import re
from collections.abc import Iterable, Sequence
from typing import TextIO

from batchdesk.exports.cells import copies_made, error_text, standing, took
from batchdesk.store.bulk import BatchRow
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

_MARKUP = re.compile(r"([\\`*_\[\]|~])")


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
        _cell(row.label),
        f"`{row.batch_id}`",
        _cell(standing(row)),
        copies_made(row),
        took(row),
        _cell(error_text(row)),
    )
    return f"| {' | '.join(cells)} |\n"


def _cell(text: str) -> str:
    """Server text as itself: neither markup of Markdown nor of HTML, and on one line."""
    return html.escape(_MARKUP.sub(r"\\\1", one_line(text)), quote=False)
