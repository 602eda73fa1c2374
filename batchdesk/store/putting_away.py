"""What the operator has put away: in the live table and out of sight, and after a while in the history only.

Functions of the writing connection, as in `writes`.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.times import format_time
from batchdesk.store.conditions import marks


def set_put_away(connection: sqlite3.Connection, keys: Sequence[BatchKey], put_away: bool) -> None:
    """Keep that the operator wants batches out of sight, or back in it. What comes back is in the live table, also
    where `let_go` has taken it out of it."""
    connection.executemany(
        """UPDATE batches SET put_away = ?1, watched = iif(?1, watched, 1)
          WHERE server = (SELECT id FROM servers WHERE url = ?2) AND batch_id = ?3""",
        [(put_away, *key) for key in keys],
    )


def let_go(connection: sqlite3.Connection, before: datetime) -> None:
    """Take out of the live table what is put away and had ended before that moment (our clock): nobody waits for it, a
    start need not load it, and it is cleaned with the rest of the history."""
    ends = sorted(status.FINAL)
    connection.execute(
        f"""UPDATE batches SET watched = 0
          WHERE watched = 1 AND put_away = 1 AND received_at < ? AND status IN ({marks(ends)})""",
        (format_time(before), *ends),
    )
