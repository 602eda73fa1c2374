"""The inbox: ends in the order in which they came, searched by the texts of their batches."""

import json
import sqlite3

from batchdesk.store import rows, search
from batchdesk.store.conditions import Matching, compare
from batchdesk.store.records import InboxQuery

FEW = 5_000
"""Of so many batches that a search may find, all ends are looked at; of more, the newest ends of all batches are."""

_OF_BATCHES = """notifications.batch IN (SELECT batches.id FROM json_each(?) AS wanted
  CROSS JOIN servers ON servers.url = wanted.value ->> 0
  CROSS JOIN batches ON batches.server = servers.id AND batches.batch_id = wanted.value ->> 1)"""


def inbox_page(connection: sqlite3.Connection, query: InboxQuery) -> list[sqlite3.Row]:
    """The rows of `rows.SELECT_NOTICES` that `query` means, newest first. Raises sqlite3.Error."""
    found = Matching()
    words = search.words_of(query.search)
    asked = search.expression(words)
    if asked and _is_rare(connection, asked):
        found.require("notifications.batch IN (SELECT rowid FROM search WHERE search MATCH ?)", asked)
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


def _is_rare(connection: sqlite3.Connection, asked: str) -> bool:
    (number,) = connection.execute(
        "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)", (asked, FEW)
    ).fetchone()
    return number < FEW
