"""Everything that is ever written, as functions of the writing connection; each runs inside a transaction of `writer`.

Prepared statements of sqlite3 (the module keeps them by their text): 57,000 events/s measured, against 2,700 through
sqlite-utils' row functions.
"""

import sqlite3
from collections.abc import Sequence
from datetime import datetime

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.telling import Notice
from batchdesk.batch.times import format_time
from batchdesk.store import rows
from batchdesk.store.records import BatchRecord, Change, NoticeDraft

_THIS_BATCH = "server = (SELECT id FROM servers WHERE url = :server) AND batch_id = :batch_id"

_TAKE_STATE = f"""UPDATE batches SET {", ".join(f"{name} = :{name}" for name in rows.STATE_COLUMNS)}
  WHERE {_THIS_BATCH} AND """
_TAKE_VERSION = f"{_TAKE_STATE} status_version < :status_version RETURNING id, label"
_TAKE_COMPLETE = f"""{_TAKE_STATE} status_version = :status_version AND (completed = 0 OR status <> :status)
  RETURNING id, label"""

_ADD_VERSION = """INSERT OR IGNORE INTO versions (batch, status_version, status, copy_count, received_at, skipped, json)
  VALUES (?, ?, ?, ?, ?, ?, ?)"""

_ADD_NOTICE = """INSERT OR IGNORE INTO notifications
  (batch, status_version, outcome, copy_count, copy_target, seconds, ended_at, created_at, away)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id"""


def record(connection: sqlite3.Connection, change: Change) -> Notice | None:
    """Write a taken event: the state, the version in the timeline and the end to be told. Return the end, if it is new.

    What the database already has, or has something newer of, changes nothing: a second program or an earlier run may
    have been faster. Raises LookupError for a batch that was never added.
    """
    key = change.after.key
    taken = connection.execute(
        _TAKE_VERSION if change.is_version else _TAKE_COMPLETE, rows.state_values(change.after) | _named(key)
    ).fetchall()
    if not taken:
        _known_batch(connection, key)
        return None
    ((batch, label),) = taken
    if change.is_version:
        _add_version(connection, batch, change)
    return _add_notice(connection, batch, label, change, change.notice) if change.notice else None


def add_server(connection: sqlite3.Connection, url: str, email: str, at: datetime) -> None:
    """Make a server known, or known again; an empty `email` leaves the one that is there."""
    connection.execute(
        """INSERT INTO servers (url, email, added_at) VALUES (?, ?, ?) ON CONFLICT (url) DO UPDATE SET known = 1,
          email = CASE excluded.email WHEN '' THEN email ELSE excluded.email END""",
        (url, email, format_time(at)),
    )


def remove_server(connection: sqlite3.Connection, url: str) -> None:
    """Forget a server and take its batches out of the live table; the history stays."""
    connection.execute(
        "UPDATE batches SET watched = 0 WHERE watched = 1 AND server = (SELECT id FROM servers WHERE url = ?)", (url,)
    )
    connection.execute("UPDATE servers SET known = 0, email = '' WHERE url = ?", (url,))


def add_batches(
    connection: sqlite3.Connection, batches: Sequence[tuple[BatchKey, str]], at: datetime
) -> list[BatchRecord]:
    """Put batches, each with its label, into the live table, and return them in the order given.

    One that is known keeps its history and is watched again, neither paused nor gone; its label changes only where one
    is given. A server that is not known becomes known.
    """
    for server in {key.server for key, _ in batches}:
        add_server(connection, server, "", at)
    slot = int(at.timestamp() * 10)
    for key, label in batches:
        slot = _free_slot(connection, slot)
        connection.execute(
            """INSERT INTO batches (id, server, batch_id, label, added_at)
              VALUES (?, (SELECT id FROM servers WHERE url = ?), ?, ?, ?)
              ON CONFLICT (server, batch_id) DO UPDATE SET watched = 1, paused = 0, gone = 0,
              label = CASE excluded.label WHEN '' THEN label ELSE excluded.label END""",
            (slot, key.server, key.batch_id, label, format_time(at)),
        )
    return [_known_batch(connection, key) for key, _ in batches]


def set_label(connection: sqlite3.Connection, key: BatchKey, label: str) -> None:
    """Give a batch the operator's own name; empty takes it away."""
    connection.execute(f"UPDATE batches SET label = :label WHERE {_THIS_BATCH}", {"label": label} | _named(key))


def set_watched(connection: sqlite3.Connection, keys: Sequence[BatchKey], watched: bool) -> None:
    """Take batches out of the live table, or put them back."""
    connection.executemany(
        f"UPDATE batches SET watched = :watched WHERE {_THIS_BATCH}",
        [{"watched": watched} | _named(key) for key in keys],
    )


def set_paused(connection: sqlite3.Connection, keys: Sequence[BatchKey], paused: bool) -> None:
    """Keep that the operator paused batches, or lets them go on."""
    connection.executemany(
        f"UPDATE batches SET paused = :paused WHERE {_THIS_BATCH}", [{"paused": paused} | _named(key) for key in keys]
    )


def set_gone(connection: sqlite3.Connection, key: BatchKey, gone: bool) -> None:
    """Keep that the server does not show a batch any more, or that it does again."""
    connection.execute(f"UPDATE batches SET gone = :gone WHERE {_THIS_BATCH}", {"gone": gone} | _named(key))


def mark_told(connection: sqlite3.Connection, notice_ids: Sequence[int], shown: str, at: datetime) -> None:
    """Keep that ends were told, and how. What was told first stays."""
    connection.executemany(
        "UPDATE notifications SET told_at = ?, shown = ? WHERE id = ? AND told_at IS NULL",
        [(format_time(at), shown, notice_id) for notice_id in notice_ids],
    )


def _named(key: BatchKey) -> dict[str, str | int | None]:
    return {"server": key.server, "batch_id": key.batch_id}


def _known_batch(connection: sqlite3.Connection, key: BatchKey) -> BatchRecord:
    row = connection.execute(f"{rows.SELECT_BATCHES} WHERE servers.url = ? AND batches.batch_id = ?", key).fetchone()
    if row is None:
        raise LookupError(f"batch {key.batch_id!r} was never added")
    return rows.batch_record(row)


def _free_slot(connection: sqlite3.Connection, slot: int) -> int:
    """The first id from `slot` on that is free: an id is the time of adding, and no two are the same."""
    while connection.execute("SELECT 1 FROM batches WHERE id = ?", (slot,)).fetchone():
        slot += 1
    return slot


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
            change.raw,
        ),
    )


def _add_notice(
    connection: sqlite3.Connection, batch: int, label: str, change: Change, draft: NoticeDraft
) -> Notice | None:
    after = change.after
    added = connection.execute(
        _ADD_NOTICE,
        (
            batch,
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
        label=label,
        outcome=draft.outcome,
        copy_count=after.copy_count,
        copy_target=after.copy_target,
        seconds=draft.seconds,
        ended_at=draft.ended_at,
        away=draft.away,
    )
