"""What the cells of the history say. Words only; knows no widget."""

import re
from datetime import datetime
from enum import IntEnum

from batchdesk.store.records import BatchRecord
from batchdesk.words.batches import copies, duration, name_of, status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.times import moment

BEFORE_MATCH = 12
"""Characters of a long text that are shown before what was found in it."""

SHORT = 36
"""What is found in so many first characters is seen without that."""

LONGEST_REMARK = 500
"""Characters that a cell is given: the detail has more, and a megabyte would hold up every painting of the row."""


class Column(IntEnum):
    """The columns, in their order."""

    STATUS = 0
    NAME = 1
    COPIES = 2
    DURATION = 3
    TOKENS = 4
    ADDED = 5
    MERCHANT = 6
    TAGS = 7
    REMARK = 8


RIGHT_ALIGNED = frozenset({Column.DURATION, Column.TOKENS})


def header(column: Column) -> str:
    """The heading of a column."""
    return {
        Column.STATUS: translate("Table", "Status"),
        Column.NAME: translate("Table", "Batch"),
        Column.COPIES: translate("Table", "Copies"),
        Column.DURATION: translate("History", "Duration"),
        Column.TOKENS: translate("Table", "Tokens"),
        Column.ADDED: translate("History", "Added"),
        Column.MERCHANT: translate("Table", "Merchant"),
        Column.TAGS: translate("History", "Tags"),
        Column.REMARK: translate("History", "Error or note"),
    }[column]


def words_of(batch: BatchRecord, column: Column, now: datetime, looked_for: tuple[str, ...] = ()) -> str:
    """What a cell says; `looked_for` are the words of the search, near which a long text is shown."""
    state = batch.state
    match column:
        case Column.STATUS:
            gone = batch.gone and not state.ended
            return translate("Table", "gone") if gone else status_word(state.status)
        case Column.NAME:
            return name_of(batch)
        case Column.COPIES:
            return copies(state.copy_count, state.copy_target) if state.ended else ""
        case Column.DURATION:
            return "" if state.running_seconds is None else duration(state.running_seconds)
        case Column.TOKENS:
            total = None if state.token_usage is None else state.token_usage.total
            return "" if total is None else f"{total:,}"
        case Column.ADDED:
            return moment(batch.added_at, now)
        case Column.MERCHANT:
            return one_line(batch.merchant)
        case Column.TAGS:
            return translate("Table", ", ").join(one_line(tag) for tag in batch.tags)
        case Column.REMARK:
            return _remark(batch, looked_for)


def spoken(batch: BatchRecord, now: datetime) -> str:
    """The row in one breath, for a screen reader."""
    parts = (words_of(batch, column, now) for column in Column)
    return translate("Table", ", ").join(part for part in parts if part)


def matches(text: str, looked_for: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where the words of the search are in `text`: from, to. ASCII letters match in either case."""
    found = [
        match.span() for word in looked_for for match in re.finditer(re.escape(word), text, re.ASCII | re.IGNORECASE)
    ]
    return sorted(found)


def _remark(batch: BatchRecord, looked_for: tuple[str, ...]) -> str:
    """The error, or the note; of both the one in which something was found."""
    state, most = batch.state, None if looked_for else LONGEST_REMARK
    error = one_line(" ".join(part for part in (state.error_code, state.error_message) if part)[:most])
    note = one_line(batch.note)
    if note and (not error or (matches(note, looked_for) and not matches(error, looked_for))):
        error = translate("History", "Note: {note}", note=note)
    return _around_match(error, looked_for)[:LONGEST_REMARK]


def _around_match(text: str, looked_for: tuple[str, ...]) -> str:
    found = matches(text, looked_for)
    if not found or found[0][0] <= SHORT:
        return text
    return f"…{text[found[0][0] - BEFORE_MATCH :]}"
