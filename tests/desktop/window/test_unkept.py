"""What the database could not take is marked in its row, and what becomes of it is said."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.desktop.watching.formats import connection_cell, connection_hint, unkept_words
from batchdesk.engine.watched import WatchedBatch

MakeRow = Callable[..., WatchedBatch]


def test_a_row_that_is_not_kept_says_so(row: MakeRow, now: datetime) -> None:
    kept = row(1)
    unkept = replace(kept, kept=False)
    assert connection_cell(kept, now) == "live"
    assert connection_cell(unkept, now) == "live · not kept"
    assert connection_cell(replace(unkept, connection=Connection(ConnectionState.IDLE)), now).endswith("not kept")
    assert unkept_words(kept) == connection_hint(kept) == ""
    assert unkept_words(unkept) in connection_hint(unkept)
