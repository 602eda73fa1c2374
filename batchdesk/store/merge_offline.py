"""Merging where no program has the database open: without the store's thread, and with trouble raised at once, for a
command has nobody to watch meanwhile."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterable
from pathlib import Path

from batchdesk.batch.problem import Problem
from batchdesk.store.bulk import Batches
from batchdesk.store.connections import connect_for_writing
from batchdesk.store.failures import opening_error
from batchdesk.store.merging import Merged, merge


def merge_offline(database: Path, pages: Iterable[Batches], on_problem: Callable[[Problem], None]) -> Merged:
    """Add what is missing of these batches, each page in a transaction of its own. For who holds the folder's lock.

    `on_problem` hears DATABASE_DAMAGED. Raises BatchdeskError: DATABASE_NEWER, DATABASE_BUSY or DATA_FOLDER; what was
    merged before that stays.
    """
    merged = Merged()
    with contextlib.closing(connect_for_writing(database, on_problem)) as connection:
        for batches in pages:
            try:
                merged += _merge(connection, batches)
            except sqlite3.Error as error:
                raise opening_error(error, database) from error
    return merged


def _merge(connection: sqlite3.Connection, batches: Batches) -> Merged:
    connection.execute("BEGIN IMMEDIATE")
    try:
        merged = merge(connection, batches)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    return merged
