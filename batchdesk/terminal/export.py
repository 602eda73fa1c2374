"""`batchdesk export`: the cache as CSV, JSON lines or Markdown, with the server's text made harmless in each."""

import csv
import html
import os
import re
import tempfile
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from batchdesk.store.reader import Reader
from batchdesk.store.records import BatchRecord, HistoryQuery
from batchdesk.terminal.entries import FIELDS, entry
from batchdesk.terminal.lines import json_line
from batchdesk.words.batches import copies, duration, status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import csv_cell, one_line

Records = Iterator[BatchRecord]

_LONGEST_ERROR = 200
"""Characters of an error in a Markdown table: a server may send kilobytes, and CSV and JSON keep them all."""

_MARKDOWN = re.compile(r"([\\`*_\[\]|~])")


def export(reader: Reader, query: HistoryQuery, form: str, out: TextIO) -> None:
    """Write what matches, newest first, with flat memory. `form` is one of FORMS."""
    FORMS[form]((found.batch for found in reader.iterate(query)), out)


@contextmanager
def whole_file(path: Path) -> Generator[TextIO]:
    """A text file that appears under its name only when all of it is on the disk; after an error nothing is left.

    Only its owner may read it, as the database.

    Raises OSError where the folder cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_csv(records: Records, out: TextIO) -> None:
    """RFC 4180 with a header line, and line feeds for pipes. No cell is a formula for a spreadsheet."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(FIELDS)
    for record in records:
        values = entry(record)
        usage = record.state.token_usage
        values["tokenUsage"] = usage.total if usage else None
        writer.writerow([csv_cell(value) if isinstance(value, str) else value for value in map(values.get, FIELDS)])


def write_json(records: Records, out: TextIO) -> None:
    """One JSON object a line."""
    out.writelines(json_line(entry(record)) for record in records)


def write_markdown(records: Records, out: TextIO) -> None:
    """A table for people: the columns they ask for, in their language."""
    headings = (
        translate("Terminal", "Label"),
        translate("Terminal", "Batch"),
        translate("Terminal", "Status"),
        translate("Terminal", "Copies"),
        translate("Terminal", "Took"),
        translate("Terminal", "Error"),
    )
    out.write(f"| {' | '.join(headings)} |\n|{' --- |' * len(headings)}\n")
    for record in records:
        state = record.state
        cells = (
            _markdown_cell(record.label),
            f"`{record.key.batch_id}`",
            _markdown_cell(status_word(state.status)),
            copies(state.copy_count, state.copy_target) if state.ended else "",
            "" if state.running_seconds is None else duration(state.running_seconds),
            _markdown_cell(_shortened(": ".join(filter(None, (state.error_code, state.error_message))))),
        )
        out.write(f"| {' | '.join(cells)} |\n")


FORMS: Mapping[str, Callable[[Records, TextIO], None]] = {
    "csv": write_csv,
    "json": write_json,
    "md": write_markdown,
}


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_ERROR else f"{text[: _LONGEST_ERROR - 1]}…"


def _markdown_cell(text: str) -> str:
    """Server text as itself: neither markup of Markdown nor of HTML, and on one line."""
    return html.escape(_MARKDOWN.sub(r"\\\1", one_line(text)), quote=False)
