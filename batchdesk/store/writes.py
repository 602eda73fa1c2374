"""What is written of servers and batches, as functions of the writing connection, each in a transaction of `writer`.

Prepared statements of sqlite3 (the module keeps them by their text): 57,000 events/s measured, against 2,700 through
sqlite-utils' row functions.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.telling import Notice, Telling
from batchdesk.batch.times import format_time
from batchdesk.store import rollups, rows, search
from batchdesk.store.compression import compressed
from batchdesk.store.records import Addition, BatchRecord, Change, NoticeDraft
from batchdesk.store.slots import free_slot

_Values = sqlite3.Row | Mapping[str, Any]
"""Columns of `batches` by name, each of the type that the STRICT table has for it."""

_THIS_BATCH = "server = (SELECT id FROM servers WHERE url = :server) AND batch_id = :batch_id"
_COUNTED = frozenset({"status", "copy_count", "total_tokens", "duration_ms"})
_ERRORS = frozenset({"error_code", "error_message"})
_SEARCHED = ("batch_id", "label", "error_code", "error_message", "note")
_SELECT_BATCH = f"""SELECT {", ".join(rows.STATE_COLUMNS)}, id, server, batch_id, label, note, merchant, telling,
  {rows.TAGS} AS tags FROM batches WHERE server = (SELECT id FROM servers WHERE url = ?) AND batch_id = ?"""

_ADD_VERSION = """INSERT OR IGNORE INTO versions (batch, status_version, status, copy_count, received_at, skipped, json)
  VALUES (?, ?, ?, ?, ?, ?, ?)"""

_ADD_NOTICE = """INSERT OR IGNORE INTO notifications
  (batch, status_version, outcome, copy_count, copy_target, seconds, ended_at, created_at, away)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"""


def record(connection: sqlite3.Connection, change: Change) -> Notice | None:
    """Write a taken event: the state, the version in the timeline and the end to be told, with what search and charts
    know of it. Return the end, if it is new.

    What the database already has, or has something newer of, changes nothing: a second program or an earlier run may
    have been faster. Raises LookupError for a batch that was never added.
    """
    stored = _stored(connection, change.after.key)
    if not _is_news(stored, change):
        return None
    values = rows.state_values(change.after)
    changed = rows.changed_values(stored, values)
    # What differs only: SQLite puts a column that is set anew into its indexes again, also with its old value.
    columns = ", ".join(f"{name} = :{name}" for name in changed)
    connection.execute(f"UPDATE batches SET {columns} WHERE id = :id", {**changed, "id": stored["id"]})
    if not _COUNTED.isdisjoint(changed):
        rollups.move(connection, stored["id"], stored["server"], _counted(stored), _counted(values))
    if not _ERRORS.isdisjoint(changed):
        _index_anew(connection, stored, {name: values[name] for name in _ERRORS})
    if change.is_version:
        _add_version(connection, stored["id"], change)
    return _add_notice(connection, stored, change, change.notice) if change.notice else None


def add_server(connection: sqlite3.Connection, url: str, email: str, at: datetime) -> None:
    """Make a server known, or known again; an empty `email` leaves the one that is there."""
    connection.execute(
        """INSERT INTO servers (url, email, added_at) VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE SET known = 1,
          email = CASE excluded.email WHEN '' THEN email ELSE excluded.email END""",
        (url, email, format_time(at)),
    )


def remove_server(connection: sqlite3.Connection, url: str) -> None:
    """Forget a server, whom one follows there, and take its batches out of the live table; the history stays."""
    connection.execute(
        "UPDATE batches SET watched = 0 WHERE watched = 1 AND server = (SELECT id FROM servers WHERE url = ?)", (url,)
    )
    connection.execute("DELETE FROM followed WHERE server = (SELECT id FROM servers WHERE url = ?)", (url,))
    connection.execute("UPDATE servers SET known = 0, email = '' WHERE url = ?", (url,))


def add_batches(connection: sqlite3.Connection, additions: Sequence[Addition], at: datetime) -> list[BatchRecord]:
    """Put batches into the live table, and return them in the order given.

    One that is known keeps its history and is watched again, neither put away nor paused nor gone; its label and
    merchant change only where one is given, and tags are added. A server that is not known becomes known.
    """
    for server in {addition.key.server for addition in additions}:
        add_server(connection, server, "", at)
    slot = int(at.timestamp() * 10)
    for addition in additions:
        slot = free_slot(connection, slot)
        if not _watch_again(connection, addition):
            _add_batch(connection, addition, slot, at)
        if addition.tags:
            change_tags(connection, [addition.key], addition.tags, ())
    return [_known_batch(connection, addition.key) for addition in additions]


def set_label(connection: sqlite3.Connection, key: BatchKey, label: str) -> None:
    """Give a batch the operator's own name; empty takes it away."""
    _set_words(connection, key, "label", label)


def set_note(connection: sqlite3.Connection, key: BatchKey, note: str) -> None:
    """Keep the operator's own words about a batch; empty takes them away."""
    _set_words(connection, key, "note", note)


def set_merchant(connection: sqlite3.Connection, key: BatchKey, merchant: str) -> None:
    """Keep whose a batch is."""
    _set(connection, [key], "merchant", merchant)


def change_tags(
    connection: sqlite3.Connection, keys: Sequence[BatchKey], add: Sequence[str], remove: Sequence[str]
) -> None:
    """Give batches tags, and take others from them. A tag that nobody has any more is gone."""
    connection.executemany("INSERT OR IGNORE INTO tags (name) VALUES (?)", [(name,) for name in add])
    for key in keys:
        before = _stored(connection, key)
        connection.executemany(
            "INSERT OR IGNORE INTO batch_tags SELECT id, ? FROM tags WHERE name = ?",
            [(before["id"], name) for name in add],
        )
        connection.executemany(
            "DELETE FROM batch_tags WHERE batch = ? AND tag = (SELECT id FROM tags WHERE name = ?)",
            [(before["id"], name) for name in remove],
        )
        _index_anew(connection, before, {"tags": _stored(connection, key)["tags"]})
    connection.execute("DELETE FROM tags WHERE NOT EXISTS (SELECT 1 FROM batch_tags WHERE tag = tags.id)")


def set_pinned(connection: sqlite3.Connection, keys: Sequence[BatchKey], pinned: bool) -> None:
    """Keep batches, whatever the history is cleaned of, or no longer."""
    _set(connection, keys, "pinned", pinned)


def set_telling(connection: sqlite3.Connection, keys: Sequence[BatchKey], telling: Telling) -> None:
    """Keep what the operator wants of the ends of these batches."""
    _set(connection, keys, "telling", telling.value)


def set_watched(connection: sqlite3.Connection, keys: Sequence[BatchKey], watched: bool) -> None:
    """Take batches out of the live table, or put them back."""
    _set(connection, keys, "watched", watched)


def set_paused(connection: sqlite3.Connection, keys: Sequence[BatchKey], paused: bool) -> None:
    """Keep that the operator paused batches, or lets them go on."""
    _set(connection, keys, "paused", paused)


def set_gone(connection: sqlite3.Connection, key: BatchKey, gone: bool) -> None:
    """Keep that the server does not show a batch any more, or that it does again."""
    _set(connection, [key], "gone", gone)


def _set(connection: sqlite3.Connection, keys: Iterable[BatchKey], column: str, value: str | bool) -> None:
    connection.executemany(
        f"UPDATE batches SET {column} = :value WHERE {_THIS_BATCH}", [{"value": value} | _named(key) for key in keys]
    )


def _named(key: BatchKey) -> dict[str, str | int | None]:
    return {"server": key.server, "batch_id": key.batch_id}


def _known_batch(connection: sqlite3.Connection, key: BatchKey) -> BatchRecord:
    row = connection.execute(f"{rows.SELECT_BATCHES} WHERE servers.url = ? AND batches.batch_id = ?", key).fetchone()
    if row is None:
        raise LookupError(f"batch {key.batch_id!r} was never added")
    return rows.batch_record(row)


def _stored(connection: sqlite3.Connection, key: BatchKey) -> sqlite3.Row:
    row = connection.execute(_SELECT_BATCH, key).fetchone()
    if row is None:
        raise LookupError(f"batch {key.batch_id!r} was never added")
    return row


def _is_news(stored: sqlite3.Row, change: Change) -> bool:
    """A version has to be newer; a `complete` brings none, and has to say something new of the version it is about."""
    if change.is_version:
        return change.after.version > stored["status_version"]
    is_same = stored["completed"] and stored["status"] == change.after.status
    return change.after.version == stored["status_version"] and not is_same


def _counted(values: _Values) -> rollups.Counted:
    return rollups.counted(values["status"], values["total_tokens"], values["copy_count"], values["duration_ms"])


def _index_anew(connection: sqlite3.Connection, stored: sqlite3.Row, changed: Mapping[str, Any]) -> None:
    """Let the search find a batch by what has changed. The index keeps no texts: what it knew has to be told it."""
    if all(stored[name] == text for name, text in changed.items()):
        return
    texts: dict[str, Any] = {name: stored[name] for name in (*_SEARCHED, "tags")}
    connection.execute(
        "INSERT INTO search (search, rowid, pieces) VALUES ('delete', ?, ?)",
        (stored["id"], search.pieces(texts.values())),
    )
    _index(connection, stored["id"], {**texts, **changed}.values())


def _index(connection: sqlite3.Connection, batch: int, texts: Iterable[str | None]) -> None:
    connection.execute("INSERT INTO search (rowid, pieces) VALUES (?, ?)", (batch, search.pieces(texts)))


def _set_words(connection: sqlite3.Connection, key: BatchKey, column: str, words: str) -> None:
    before = _stored(connection, key)
    connection.execute(f"UPDATE batches SET {column} = ? WHERE id = ?", (words, before["id"]))
    _index_anew(connection, before, {column: words})


def _watch_again(connection: sqlite3.Connection, addition: Addition) -> bool:
    """Put a batch that is known back into the live table; False where it is not known."""
    try:
        before = _stored(connection, addition.key)
    except LookupError:
        return False
    label = addition.label or before["label"]
    connection.execute(
        "UPDATE batches SET watched = 1, put_away = 0, paused = 0, gone = 0, label = ?, merchant = ? WHERE id = ?",
        (label, addition.merchant or before["merchant"], before["id"]),
    )
    _index_anew(connection, before, {"label": label})
    return True


def _add_batch(connection: sqlite3.Connection, addition: Addition, slot: int, at: datetime) -> None:
    key = addition.key
    ((server,),) = connection.execute(
        """INSERT INTO batches (id, server, batch_id, label, merchant, added_at)
          VALUES (?, (SELECT id FROM servers WHERE url = ?), ?, ?, ?, ?) RETURNING server""",
        (slot, key.server, key.batch_id, addition.label, addition.merchant, format_time(at)),
    ).fetchall()
    rollups.move(connection, slot, server, None, rollups.Counted(status.UNKNOWN, 0, None))
    _index(connection, slot, (key.batch_id, addition.label))


def _add_version(connection: sqlite3.Connection, batch: int, change: Change) -> None:
    after = change.after
    connection.execute(
        _ADD_VERSION,
        (
            batch,
            after.version,
            after.status,
            after.copy_count,
            format_time(change.received_at),
            change.skipped,
            compressed(change.raw),
        ),
    )


def _add_notice(
    connection: sqlite3.Connection, stored: sqlite3.Row, change: Change, draft: NoticeDraft
) -> Notice | None:
    after = change.after
    added = connection.execute(
        _ADD_NOTICE,
        (
            stored["id"],
            after.version,
            draft.outcome,
            after.copy_count,
            after.copy_target,
            draft.seconds,
            format_time(draft.ended_at),
            format_time(change.received_at),
            draft.away,
        ),
    ).fetchall()
    if not added:
        return None
    ((notice_id,),) = added
    return Notice(
        id=notice_id,
        key=after.key,
        label=stored["label"],
        outcome=draft.outcome,
        copy_count=after.copy_count,
        copy_target=after.copy_target,
        seconds=draft.seconds,
        ended_at=draft.ended_at,
        away=draft.away,
        merchant=stored["merchant"],
        tags=rows.tag_names(stored["tags"]),
        telling=Telling(stored["telling"]),
    )
