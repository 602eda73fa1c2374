"""The columns of the table: what each says of a batch, aloud, in a tooltip, and to be sorted by. Knows no widget."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import IntEnum

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.progress import Progress, elapsed_seconds, progress_of
from batchdesk.batch.usual import Usual
from batchdesk.desktop.watching import formats
from batchdesk.desktop.watching.status_icons import Look, look_of
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.batches import as_of, connection_words, duration, name_of, progress_sentence, status_word
from batchdesk.words.catalogue import translate


class Column(IntEnum):
    """The columns, in their first order."""

    STATUS = 0
    NAME = 1
    PROGRESS = 2
    ELAPSED = 3
    LEFT = 4
    COPIES = 5
    TOKENS = 6
    MERCHANT = 7
    CONNECTION = 8
    HEARD = 9


TIME_COLUMNS = (Column.PROGRESS, Column.ELAPSED, Column.LEFT, Column.CONNECTION, Column.HEARD)
"""What they say changes with the clock alone."""

RIGHT_ALIGNED = frozenset({Column.ELAPSED, Column.LEFT, Column.COPIES, Column.TOKENS})

FIRST_HIDDEN = (Column.LEFT, Column.TOKENS, Column.MERCHANT)
"""Shown by those who want them: beside the detail the first window has no room for them."""

SortKey = str | float

_LOOK_ORDER = tuple(Look)
_LONG_AGO = datetime.fromtimestamp(0, UTC)
_NOTHING = -1.0
"""What has no number comes before all numbers."""


def heading(column: Column) -> str:
    """The column's heading."""
    return {
        Column.STATUS: translate("Table", "Status"),
        Column.NAME: translate("Table", "Batch"),
        Column.PROGRESS: translate("Table", "Progress"),
        Column.ELAPSED: translate("Table", "Elapsed"),
        Column.LEFT: translate("Table", "Time left"),
        Column.COPIES: translate("Table", "Copies"),
        Column.TOKENS: translate("Table", "Tokens"),
        Column.MERCHANT: translate("Table", "Merchant"),
        Column.CONNECTION: translate("Table", "Connection"),
        Column.HEARD: translate("Table", "Last word"),
    }[column]


def words_of(batch: WatchedBatch, column: Column, now: datetime) -> str:
    """What the cell says."""
    return _CELLS[column](batch, now)


def hint_of(batch: WatchedBatch, column: Column) -> str:
    """What the cell's tooltip says; empty where there is nothing to add."""
    return _HINTS[column](batch) if column in _HINTS else ""


def spoken(batch: WatchedBatch, column: Column, now: datetime) -> str:
    """What a screen reader says: of the first cell, the whole row."""
    return formats.spoken(batch, now) if column is Column.STATUS else words_of(batch, column, now)


def sort_key(batch: WatchedBatch, column: Column, now: datetime) -> SortKey:
    """What the column is sorted by: within one column always a number or always a text."""
    return _SORT_KEYS[column](batch, now)


_CELLS: dict[Column, Callable[[WatchedBatch, datetime], str]] = {
    Column.STATUS: lambda batch, _now: formats.status_words(batch),
    Column.NAME: lambda batch, _now: name_of(batch),
    Column.PROGRESS: formats.progress_words,
    Column.ELAPSED: formats.elapsed_words,
    Column.LEFT: formats.left_words,
    Column.COPIES: lambda batch, _now: formats.copies_words(batch),
    Column.TOKENS: lambda batch, _now: formats.tokens_words(batch),
    Column.MERCHANT: lambda batch, _now: formats.merchant_words(batch),
    Column.CONNECTION: formats.connection_cell,
    Column.HEARD: formats.heard_words,
}

_HINTS: dict[Column, Callable[[WatchedBatch], str]] = {
    Column.STATUS: formats.status_hint,
    Column.NAME: formats.name_hint,
    Column.PROGRESS: formats.status_hint,
    Column.MERCHANT: lambda batch: formats.tooltip(batch.merchant),
    Column.CONNECTION: formats.connection_hint,
    Column.HEARD: formats.heard_hint,
}


def _left(batch: WatchedBatch, now: datetime) -> float:
    """What is late comes first of what runs, by how much it is late; then the next to end."""
    progress = progress_of(batch.state, batch.usual, now)
    if progress.over_seconds is not None:
        return -progress.over_seconds
    return progress.left.median if progress.left is not None else float("inf")


def _share_done(batch: WatchedBatch) -> float:
    """What has not ended comes before everything that has."""
    return batch.state.copy_count / max(1, batch.state.copy_target) if batch.state.ended else _NOTHING


def _tokens(batch: WatchedBatch) -> float:
    usage = batch.state.token_usage
    return _NOTHING if usage is None else usage.total


def _elapsed(batch: WatchedBatch, now: datetime) -> float:
    seconds = elapsed_seconds(batch.state, now)
    return _NOTHING if seconds is None else seconds


_SORT_KEYS: dict[Column, Callable[[WatchedBatch, datetime], SortKey]] = {
    Column.STATUS: lambda batch, _now: _LOOK_ORDER.index(look_of(batch)),
    Column.NAME: lambda batch, _now: name_of(batch).casefold(),
    Column.PROGRESS: lambda batch, _now: _share_done(batch),
    Column.ELAPSED: _elapsed,
    Column.LEFT: _left,
    Column.COPIES: lambda batch, _now: batch.state.copy_count,
    Column.TOKENS: lambda batch, _now: _tokens(batch),
    Column.MERCHANT: lambda batch, _now: batch.merchant.casefold(),
    Column.CONNECTION: lambda batch, _now: batch.connection.state.value,
    Column.HEARD: lambda batch, _now: (batch.heard_at or batch.state.received_at or _LONG_AGO).timestamp(),
}


def usual_words(column: Column, now: datetime) -> str:
    """Something long that a column often says; empty for the one that takes what space is left."""
    waiting = Connection(ConnectionState.WAITING, next_attempt_at=now + timedelta(seconds=88))
    estimate = Progress(fraction=0.5, left=Usual(59, 59, 599), usual=Usual(59, 59, 599))
    words: dict[Column, str] = {
        Column.STATUS: max((status_word(name) for name in (status.UNKNOWN, *status.FINAL)), key=len),
        Column.NAME: "",
        Column.PROGRESS: progress_sentence(estimate),
        Column.ELAPSED: duration(3600),
        Column.LEFT: f"+{duration(600)}",
        Column.COPIES: "500/500",
        Column.TOKENS: "99,999",
        Column.MERCHANT: "cmgl0001x8k2",
        Column.CONNECTION: connection_words(waiting, now),
        Column.HEARD: as_of(now - timedelta(days=3), now),
    }
    return words[column]
