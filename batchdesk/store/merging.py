"""Takes batches from elsewhere into the history: what is missing is added, and nothing is replaced by something older.

Each function runs inside a transaction of who owns the connection. Nothing that comes this way is ever told: it ended
somewhere else.
"""

import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from msgspec import Struct

from batchdesk.batch.times import parse_time
from batchdesk.store import rollups, search
from batchdesk.store.bulk import Batches, BatchRow, VersionRow
from batchdesk.store.compression import compressed
from batchdesk.store.conditions import TENTHS_A_SECOND
from batchdesk.store.rows import TAGS
from batchdesk.store.slots import free_slot

_STATE = (
    "status", "status_version", "copy_count", "copy_target", "error_code", "error_message", "prompt_tokens",
    "completion_tokens", "total_tokens", "started_at", "completed_at", "server_time", "received_at", "completed",
)  # fmt: skip
_STATE_COLUMNS = ", ".join(_STATE)
_STATE_SET = ", ".join(f"{name} = ?" for name in _STATE)
_SEARCHED = ("batch_id", "label", "error_code", "error_message", "note", "tags")


class Merged(Struct, frozen=True):
    """How many batches were not there before, became newer, and were known in full."""

    new: int = 0
    newer: int = 0
    known: int = 0

    def __add__(self, other: "Merged") -> "Merged":
        return Merged(self.new + other.new, self.newer + other.newer, self.known + other.known)


class Taken(NamedTuple):
    """What became of one batch."""

    id: int
    before: sqlite3.Row | None
    """As it was; None where it was not there."""
    has_newer_state: bool
    is_changed: bool


def merge(connection: sqlite3.Connection, batches: Batches) -> Merged:
    """Add what is missing of these batches, by server, batch and version, with what search and charts know of them.

    A batch in the live table keeps its state, which is its stream's affair, or its end would never be told. Labels,
    notes and merchants are taken where there are none, texts where they are newer, tags and pins are added. Raises
    ValueError for what the tables do not allow.
    """
    new, merged = list[int](), Merged()
    for batch, versions in batches:
        taken = take(connection, batch, versions, partial(_slot, connection, batch))
        if taken.before is None:
            new.append(taken.id)
            _index(connection, taken.id, search.pieces(_texts(batch)))
            merged += Merged(new=1)
            continue
        if taken.has_newer_state:
            rollups.move(connection, taken.id, taken.before["server"], _counted_row(taken.before), _counted(batch))
        if taken.is_changed:
            _index_anew(connection, taken.before)
        merged += Merged(newer=1) if taken.is_changed else Merged(known=1)
    _count(connection, new)
    return merged


def take(
    connection: sqlite3.Connection, batch: BatchRow, versions: Sequence[VersionRow], new_id: Callable[[], int]
) -> Taken:
    """`merge` for one batch, without search and charts; `new_id` is asked where it was not there. Raises ValueError."""
    try:
        stored = _stored(connection, batch)
        if stored is None:
            return _add(connection, batch, versions, new_id())
        return _add_to(connection, stored, batch, versions)
    except (sqlite3.IntegrityError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _add(connection: sqlite3.Connection, batch: BatchRow, versions: Sequence[VersionRow], number: int) -> Taken:
    _add_batch(connection, batch, number)
    _add_versions(connection, number, versions, batch.status_version)
    _add_tags(connection, number, batch)
    _take_copies(connection, number, batch)
    return Taken(number, None, has_newer_state=True, is_changed=True)


def _add_to(
    connection: sqlite3.Connection, stored: sqlite3.Row, batch: BatchRow, versions: Sequence[VersionRow]
) -> Taken:
    is_newer = not stored["watched"] and batch.status_version > stored["status_version"]
    if is_newer:
        _set_state(connection, stored["id"], batch)
    latest = batch.status_version if is_newer else stored["status_version"]
    changes = (
        _add_versions(connection, stored["id"], versions, latest),
        _take_words(connection, stored["id"], batch),
        _add_tags(connection, stored["id"], batch),
    )
    _take_copies(connection, stored["id"], batch)
    return Taken(stored["id"], stored, is_newer, is_newer or any(changes))


def _stored(connection: sqlite3.Connection, batch: BatchRow) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        f"""SELECT batches.*, {TAGS} AS tags FROM batches
          WHERE server = (SELECT id FROM servers WHERE url = ?) AND batch_id = ?""",
        (batch.server, batch.batch_id),
    ).fetchone()
    return row


def _slot(connection: sqlite3.Connection, batch: BatchRow) -> int:
    """Its place in the history: by the time of adding, wherever that was."""
    added_at = parse_time(batch.added_at)
    return free_slot(connection, int(added_at.timestamp() * TENTHS_A_SECOND) if added_at else 1)


def _add_batch(connection: sqlite3.Connection, batch: BatchRow, number: int) -> None:
    """A server that comes this way is in the history only: nobody has signed in to it here."""
    connection.execute(
        "INSERT INTO servers (url, added_at, known) VALUES (?, ?, 0) ON CONFLICT (url) DO NOTHING",
        (batch.server, batch.added_at),
    )
    connection.execute(
        f"""INSERT INTO batches (id, server, batch_id, label, note, merchant, added_at, watched, gone, pinned,
            duration_ms, {_STATE_COLUMNS})
          VALUES (?, (SELECT id FROM servers WHERE url = ?), ?, ?, ?, ?, ?, 0, ?, ?, ?{", ?" * len(_STATE)})""",
        (
            *(number, batch.server, batch.batch_id, batch.label, batch.note, batch.merchant, batch.added_at),
            *(batch.gone, batch.pinned, _milliseconds(batch), *_state(batch)),
        ),
    )


def _set_state(connection: sqlite3.Connection, stored: int, batch: BatchRow) -> None:
    connection.execute(
        f"UPDATE batches SET duration_ms = ?, {_STATE_SET} WHERE id = ?",
        (_milliseconds(batch), *_state(batch), stored),
    )


def _add_versions(connection: sqlite3.Connection, stored: int, versions: Sequence[VersionRow], latest: int) -> bool:
    """Those that are missing, up to the state's: a later one is still to come from the stream."""
    added = connection.executemany(
        """INSERT OR IGNORE INTO versions (batch, status_version, status, copy_count, received_at, skipped, json)
          VALUES (?, ?, ?, ?, ?, ?, ?)""",
        [(stored, *version[1:-1], _small(version.json)) for version in versions if version.status_version <= latest],
    )
    return added.rowcount > 0


def _small(json: str | bytes) -> str | bytes:
    return compressed(json) if isinstance(json, str) else json


def _take_copies(connection: sqlite3.Connection, stored: int, batch: BatchRow) -> None:
    if batch.copies is not None:
        connection.execute(
            """INSERT INTO copies (batch, status_version, fetched_at, json) VALUES (?, ?, ?, ?)
              ON CONFLICT (batch) DO UPDATE SET status_version = excluded.status_version,
                fetched_at = excluded.fetched_at, json = excluded.json
              WHERE excluded.status_version > status_version""",
            (stored, *batch.copies[:-1], compressed(batch.copies.json)),
        )


def _take_words(connection: sqlite3.Connection, stored: int, batch: BatchRow) -> bool:
    words = connection.execute(
        """UPDATE batches SET label = iif(label = '', ?2, label), note = iif(note = '', ?3, note),
            merchant = iif(merchant = '', ?4, merchant), pinned = max(pinned, ?5)
          WHERE id = ?1 AND ((label = '' AND ?2 <> '') OR (note = '' AND ?3 <> '') OR (merchant = '' AND ?4 <> '')
            OR pinned < ?5)""",
        (stored, batch.label, batch.note, batch.merchant, batch.pinned),
    )
    return words.rowcount > 0


def _add_tags(connection: sqlite3.Connection, stored: int, batch: BatchRow) -> bool:
    if not batch.tags:
        return False
    connection.executemany("INSERT OR IGNORE INTO tags (name) VALUES (?)", [(name,) for name in batch.tag_list])
    tags = connection.executemany(
        "INSERT OR IGNORE INTO batch_tags SELECT id, ? FROM tags WHERE name = ?",
        [(stored, name) for name in batch.tag_list],
    )
    return tags.rowcount > 0


def _index(connection: sqlite3.Connection, stored: int, pieces: str) -> None:
    connection.execute("INSERT INTO search (rowid, pieces) VALUES (?, ?)", (stored, pieces))


def _index_anew(connection: sqlite3.Connection, before: sqlite3.Row) -> None:
    """Let the search find it by what it is now. The index keeps no texts: what it knew has to be told it."""
    sql = f"SELECT batch_id, label, error_code, error_message, note, {TAGS} AS tags FROM batches WHERE id = ?"
    known = search.pieces(before[name] for name in _SEARCHED)
    now = search.pieces(connection.execute(sql, (before["id"],)).fetchone())
    if now != known:
        connection.execute("INSERT INTO search (search, rowid, pieces) VALUES ('delete', ?, ?)", (before["id"], known))
        _index(connection, before["id"], now)


def _texts(batch: BatchRow) -> tuple[str | None, ...]:
    return batch.batch_id, batch.label, batch.error_code, batch.error_message, batch.note, batch.tags


def _count(connection: sqlite3.Connection, new: Sequence[int]) -> None:
    """Raise the counts of the hours of new batches to what there is now. Not added one by one: one that had been
    cleaned out of the history, and comes back, is still counted."""
    for hour in {batch // rollups.TENTHS_AN_HOUR for batch in new}:
        within = (hour * rollups.TENTHS_AN_HOUR, (hour + 1) * rollups.TENTHS_AN_HOUR)
        connection.execute(
            """INSERT INTO hours SELECT ?1, server, status, count(*), sum(coalesce(total_tokens, 0)) FROM batches
              WHERE id >= ?2 AND id < ?3 GROUP BY server, status
              ON CONFLICT (hour, server, status) DO UPDATE
              SET batches = max(batches, excluded.batches), tokens = max(tokens, excluded.tokens)""",
            (hour, *within),
        )
        steps: dict[tuple[int, int], int] = {}
        for server, milliseconds in connection.execute(
            """SELECT server, duration_ms FROM batches
              WHERE id >= ? AND id < ? AND duration_ms IS NOT NULL AND copy_count > 0""",
            within,
        ):
            place = (server, rollups.step_of(milliseconds))
            steps[place] = steps.get(place, 0) + 1
        connection.executemany(
            """INSERT INTO hour_durations VALUES (?, ?, ?, ?) ON CONFLICT (hour, server, step) DO UPDATE
              SET batches = max(batches, excluded.batches)""",
            [(hour, server, step, number) for (server, step), number in steps.items()],
        )


def _state(batch: BatchRow) -> tuple[object, ...]:
    return tuple(getattr(batch, name) for name in _STATE)


def _milliseconds(batch: BatchRow) -> int | None:
    return None if batch.seconds is None else round(batch.seconds * 1000)


def _counted(batch: BatchRow) -> rollups.Counted:
    return rollups.counted(batch.status, batch.total_tokens, batch.copy_count, _milliseconds(batch))


def _counted_row(stored: sqlite3.Row) -> rollups.Counted:
    return rollups.counted(stored["status"], stored["total_tokens"], stored["copy_count"], stored["duration_ms"])
