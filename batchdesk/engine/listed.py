"""What a server's list of batches says, beside what is known here: frozen values that may go from thread to thread."""

from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from msgspec import Struct

from batchdesk.batch.identity import BatchKey
from batchdesk.store.reader import Reader


class Standing(Enum):
    """What is known here of a batch that somebody may want to add."""

    NEW = "new"
    """Never seen here."""
    IN_TABLE = "in the table"
    IN_HISTORY = "in the history"
    """It was taken out of the table or put away; added again, it is back with its history."""


class ListedBatch(Struct, frozen=True):
    """One line of a server's list."""

    key: BatchKey
    status: str
    copy_count: int | None
    created_at: datetime | None
    """The server's clock."""
    standing: Standing


class ListedPage(Struct, frozen=True):
    """One page of a merchant's batches, newest first. Pages are counted from 1."""

    batches: tuple[ListedBatch, ...]
    page: int
    pages: int
    total: int
    """Batches on all pages."""


def standings(reader: Reader, keys: Sequence[BatchKey]) -> dict[BatchKey, Standing]:
    """What is known of each of these batches."""
    found = dict.fromkeys(keys, Standing.NEW)
    for server in {key.server for key in keys}:
        in_table = reader.in_table(server, [key.batch_id for key in keys if key.server == server])
        for batch_id, is_there in in_table.items():
            found[BatchKey(server, batch_id)] = Standing.IN_TABLE if is_there else Standing.IN_HISTORY
    return found
