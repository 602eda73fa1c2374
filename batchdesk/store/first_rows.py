"""The top of the live table, read before anything else of the program is there. Loads next to nothing."""

from pathlib import Path

from batchdesk.batch.problem import BatchdeskError
from batchdesk.store import rows
from batchdesk.store.connections import reading_as_it_is
from batchdesk.store.records import BatchRecord

_SELECT = f"""{rows.SELECT_BATCHES} WHERE batches.watched = 1 AND batches.put_away = 0
  ORDER BY batches.id DESC LIMIT ?"""


def first_rows(database: Path, at_most: int | None) -> list[BatchRecord]:
    """The newest batches in sight, newest first; None: all of them.

    Never raises. There are none where they cannot be read at once: whoever opens the database in earnest brings it up
    to date, mends it, or says what is the matter.
    """
    try:
        with reading_as_it_is(database) as connection:
            if connection is None:
                return []
            found = connection.execute(_SELECT, (-1 if at_most is None else at_most,)).fetchall()
    except BatchdeskError:
        return []
    return [rows.batch_record(row) for row in found]
