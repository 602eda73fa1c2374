"""What the cells of the table say of a batch. Words only; knows no widget."""

import html
from datetime import datetime

from batchdesk.batch import status
from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.progress import elapsed_seconds, progress_of
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.batches import (
    age,
    as_of,
    connection_words,
    copies,
    duration,
    name_of,
    outcome,
    progress_sentence,
    status_word,
)
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line, paragraph
from batchdesk.words.problems import sentence

LONGEST_TOOLTIP = 1000
"""Characters: a server may send kilobytes, a tooltip has to fit on the screen."""


def is_gone(batch: WatchedBatch) -> bool:
    """Whether it was deleted, or is no longer ours to see, before it ended: nothing more will be heard of it."""
    return batch.connection.state is ConnectionState.GONE and not batch.state.ended


def status_words(batch: WatchedBatch) -> str:
    """The status; what nobody can look at any more is gone, whatever it was last."""
    if is_gone(batch):
        return translate("Table", "gone")
    return status_word(batch.state.status)


def progress_words(batch: WatchedBatch, now: datetime) -> str:
    """How far it is: an estimate while it runs, what is known once it ended."""
    state = batch.state
    if is_gone(batch):
        return ""
    if state.status == status.SUCCEEDED:
        return translate(
            "Table", "{copies} of {target}", copies=f"{state.copy_count:,}", target=f"{state.copy_target:,}"
        )
    if state.status == status.ARCHIVED:
        return copies(state.copy_count, state.copy_target)
    if state.ended:
        return outcome(state)
    if state.status == status.RUNNING:
        if batch.usual is None and batch.connection.state is ConnectionState.IDLE:
            return ""  # read from the cache a moment ago, when what is usual was not known yet
        return progress_sentence(progress_of(state, batch.usual, now))
    if state.status == status.QUEUED:
        return translate("Table", "waiting for its turn")
    return ""


def elapsed_words(batch: WatchedBatch, now: datetime) -> str:
    """`1:52`: how long it has been running, or took."""
    seconds = None if is_gone(batch) else elapsed_seconds(batch.state, now)
    return "" if seconds is None else duration(seconds)


def copies_words(batch: WatchedBatch) -> str:
    """`3/5`; nothing before the first word of the server."""
    state = batch.state
    return f"{state.copy_count:,}/{state.copy_target:,}" if state.version else ""


def left_words(batch: WatchedBatch, now: datetime) -> str:
    """`0:40`, about; `+0:25` where it is over the usual; nothing where nobody can know."""
    progress = progress_of(batch.state, batch.usual, now)
    if progress.over_seconds is not None:
        return f"+{duration(progress.over_seconds)}"
    return "" if progress.left is None else duration(progress.left.median)


def tokens_words(batch: WatchedBatch) -> str:
    """How many tokens it cost, in all."""
    usage = batch.state.token_usage
    return "" if usage is None else f"{usage.total:,}"


def merchant_words(batch: WatchedBatch) -> str:
    """The merchant's id, where it is known."""
    return one_line(batch.merchant)


def connection_cell(batch: WatchedBatch, now: datetime) -> str:
    """`live`, `again in 4 s`, `signed out`; `ended` where there is nothing left to connect for. And `not kept`."""
    ended = batch.connection.state is ConnectionState.IDLE and batch.state.ended
    words = translate("Table", "ended") if ended else connection_words(batch.connection, now)
    parts = (words, "" if batch.kept else translate("Table", "not kept"))
    return translate("Table", " · ").join(part for part in parts if part)


def heard_words(batch: WatchedBatch, now: datetime) -> str:
    """How old the last word of the server is; `as of …` where it was heard in an earlier run."""
    if batch.heard_at is not None:
        return age(batch.heard_at, now)
    return as_of(batch.state.received_at, now) if batch.state.received_at else ""


def spoken(batch: WatchedBatch, now: datetime) -> str:
    """The row in one breath, for a screen reader."""
    parts = (name_of(batch), status_words(batch), progress_words(batch, now), connection_cell(batch, now))
    return translate("Table", ", ").join(part for part in parts if part)


def headline(batch: WatchedBatch, now: datetime) -> str:
    """The status and how far it is, on one line."""
    parts = [status_words(batch)]
    if batch.state.status != status.FAILED:  # the error stands below, whole
        parts.append(progress_words(batch, now))
    return translate("Table", " · ").join(part for part in parts if part)


def name_hint(batch: WatchedBatch) -> str:
    """The whole name, id and server, which the cell shortens."""
    return tooltip("\n".join(part for part in (one_line(batch.label), batch.key.batch_id, batch.key.server) if part))


def status_hint(batch: WatchedBatch) -> str:
    """Why it failed; empty where there is nothing to explain."""
    parts = (one_line(batch.state.error_code or ""), paragraph(batch.state.error_message or ""))
    return tooltip("\n".join(part for part in parts if part))


def connection_hint(batch: WatchedBatch) -> str:
    """Why it is not live, and what to do, and what becomes of what is not kept; empty while all is well."""
    why = sentence(batch.connection.problem) if batch.connection.problem else ""
    return tooltip("\n".join(part for part in (why, unkept_words(batch)) if part))


def unkept_words(batch: WatchedBatch) -> str:
    """What becomes of what is shown, where the database cannot take it."""
    if batch.kept:
        return ""
    return translate(
        "Table", "What came in cannot be written to the database. It is in no history or inbox, and gone at the end."
    )


def heard_hint(batch: WatchedBatch) -> str:
    """The moment of the last word, whole, in local time."""
    heard = batch.heard_at or batch.state.received_at
    return f"{heard.astimezone():%Y-%m-%d %H:%M:%S}" if heard else ""


def tooltip(text: str) -> str:
    """`text` so that Qt shows it literally.

    Qt takes a tooltip that looks like markup for markup. Saying that it is, and escaping, is the only spelling that
    shows every text as it is.
    """
    if not text:
        return ""
    shown = text if len(text) <= LONGEST_TOOLTIP else f"{text[: LONGEST_TOOLTIP - 1]}…"
    return f'<p style="white-space:pre-wrap">{html.escape(shown)}</p>'
