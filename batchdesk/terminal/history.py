"""`batchdesk history`: what the cache knows, without a network."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TextIO

from batchdesk.store.reader import Reader
from batchdesk.store.records import BatchRecord, HistoryQuery
from batchdesk.terminal.entries import entry
from batchdesk.terminal.lines import columns, json_line
from batchdesk.words.batches import copies, duration, moment, status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

_LINES_AT_ONCE = 200
"""Columns are lined up among so many lines: memory stays flat, and a pipe gets its first lines soon."""


def show_history(reader: Reader, query: HistoryQuery, out: TextIO, now: datetime, *, as_json: bool) -> int:
    """Write what matches, newest first: a line each, or a JSON object each. Returns how many there were."""
    count = 0
    for records in _pages(reader, query):
        if as_json:
            out.writelines(json_line(entry(record)) for record in records)
        else:
            out.write(columns(_cells(record, now) for record in records))
        count += len(records)
    return count


def _pages(reader: Reader, query: HistoryQuery) -> Iterator[Sequence[BatchRecord]]:
    page: list[BatchRecord] = []
    for found in reader.iterate(query):
        page.append(found.batch)
        if len(page) == _LINES_AT_ONCE:
            yield page
            page = []
    if page:
        yield page


def _cells(record: BatchRecord, now: datetime) -> tuple[str, ...]:
    state = record.state
    seconds = state.running_seconds
    word = translate("Terminal", "gone") if record.gone and not state.ended else status_word(state.status)
    return (
        moment(state.completed_at or record.added_at, now),
        word,
        copies(state.copy_count, state.copy_target) if state.ended else "",
        "" if seconds is None else duration(seconds),
        record.key.batch_id,
        one_line(record.label),
        one_line(state.error_code or ""),
    )
