"""The inbox: ends in the order in which they came, searched by the texts of their batches."""

import json
import sqlite3

from batchdesk.store import rows, search
from batchdesk.store.conditions import Matching, compare
from batchdesk.store.records import InboxQuery

FEW = 5_000
"""Of so many batches that the index of the search gives, all ends are looked at."""

MANY = 100_000
"""Of so many, the ends are walked through, newest first; of more, it takes longer to ask the index than to compare."""

_OF_BATCHES = """notifications.batch IN (SELECT batches.id FROM json_each(?) AS wanted
  CROSS JOIN servers ON servers.url = wanted.value ->> 0
  CROSS JOIN batches ON batches.server = servers.id AND batches.batch_id = wanted.value ->> 1)"""


def inbox_page(connection: sqlite3.Connection, query: InboxQuery) -> list[sqlite3.Row]:
    """The rows of `rows.SELECT_NOTICES` that `query` means, newest first. Raises sqlite3.Error."""
    found = Matching()
    words = search.words_of(query.search)
    asked = search.expression(words)
    number = _up_to(MANY, connection, asked) if asked else MANY
    if number < MANY:
        # The plus keeps SQLite from going by batches, which it then would have to sort.
        walk = "" if number < FEW else "+"
        found.require(f"{walk}notifications.batch IN (SELECT rowid FROM search WHERE search MATCH ?)", asked)
    compare(found, words)
    if query.unread_only:
        found.require("notifications.read_at IS NULL")
    if query.keys:
        found.require(_OF_BATCHES, json.dumps([list(key) for key in query.keys]))
    if query.before is not None:
        found.require("notifications.id < ?", query.before)
    return connection.execute(
        f"{rows.SELECT_NOTICES} {found.where} ORDER BY notifications.id DESC LIMIT ?", (*found.parameters, query.limit)
    ).fetchall()


def _up_to(limit: int, connection: sqlite3.Connection, asked: str) -> int:
    """How many batches the index gives, up to `limit`."""
    return connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (asked, limit)
    ).fetchone()[0]
