"""What the tables for people say of a batch: plain text, which each of them still has to escape."""

from batchdesk.batch import status
from batchdesk.store.bulk import BatchRow
from batchdesk.words.batches import copies, duration, status_word
from batchdesk.words.catalogue import translate

LONGEST_ERROR = 200
"""Characters: a server may send kilobytes, and CSV and JSON keep them all."""


def standing(row: BatchRow) -> str:
    """The status in words; what nobody can look at any more and had not ended is gone."""
    if row.gone and row.status not in status.FINAL:
        return translate("Export", "gone")
    return status_word(row.status)


def copies_made(row: BatchRow) -> str:
    """`3 of 5 copies`; empty before the end."""
    return copies(row.copy_count, row.copy_target) if row.status in status.FINAL else ""


def took(row: BatchRow) -> str:
    """How long the generation took; empty where that is not known."""
    return "" if row.seconds is None else duration(row.seconds)


def error_text(row: BatchRow) -> str:
    """Code and message, shortened."""
    text = ": ".join(filter(None, (row.error_code, row.error_message)))
    return text if len(text) <= LONGEST_ERROR else f"{text[: LONGEST_ERROR - 1]}…"
