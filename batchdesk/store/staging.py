"""Where an import is put together before any of it reaches the history: a database of the same shape, made quickly.

It can be read as every other, and holds neither what the search knows nor what charts count: `merging` adds that.
"""

import os
import sqlite3
from itertools import count
from pathlib import Path

from batchdesk.store.bulk import Batches
from batchdesk.store.connections import connect_for_staging
from batchdesk.store.failures import opening_error
from batchdesk.store.merging import take

_FIRST = 2**62
"""The id of the first batch; the next has the next lower one."""


class Staging:
    """A new database at `path`, written on one thread. Every method raises BatchdeskError(DATA_FOLDER) where that
    cannot be done."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Newest first, as exports are, so that what was added in one moment keeps its order.
        self._ids = count(_FIRST, -1)
        try:
            self._connection = connect_for_staging(path)
        except (sqlite3.Error, OSError) as error:
            raise opening_error(error, path) from error

    def add(self, batches: Batches) -> None:
        """Add what is missing of these batches, by the rules of `merging.merge`; all or none of them.

        Raises ValueError for what the tables do not allow.
        """
        try:
            self._connection.execute("BEGIN")
            try:
                for batch, versions in batches:
                    take(self._connection, batch, versions, self._ids.__next__)
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            raise opening_error(error, self._path) from error

    def close(self) -> None:
        """Have it safe on the disk: it may be handed over to another program."""
        self._connection.close()
        try:
            with self._path.open("r+b") as file:
                os.fsync(file.fileno())
        except OSError as error:
            raise opening_error(error, self._path) from error
