"""Takes batches from elsewhere into the history: what is missing is added, and nothing is replaced by something older.

Each function runs inside a transaction of `writer`. Nothing that comes this way is ever told: it ended somewhere else.
"""

import sqlite3
from collections.abc import Sequence

from msgspec import Struct

from batchdesk.batch.times import parse_time
from batchdesk.store import rollups, search
from batchdesk.store.bulk import BatchRow, VersionRow
from batchdesk.store.compression import compressed
from batchdesk.store.conditions import TENTHS_A_SECOND
from batchdesk.store.rows import TAGS

Batches = Sequence[tuple[BatchRow, Sequence[VersionRow]]]
"""Some batches, each with its timeline."""

_STATE = (
    "status", "status_version", "copy_count", "copy_target", "error_code", "error_message", "prompt_tokens",
    "completion_tokens", "total_tokens", "started_at", "completed_at", "server_time", "received_at", "completed",
)  # fmt: skip


class Merged(Struct, frozen=True):
    """How many batches were not there before, became newer, and were known in full."""

    new: int = 0
    newer: int = 0
    known: int = 0

    def __add__(self, other: "Merged") -> "Merged":
        return Merged(self.new + other.new, self.newer + other.newer, self.known + other.known)


def merge(connection: sqlite3.Connection, batches: Batches) -> Merged:
    """Add what is missing of these batches, by server, batch and version.

    A batch in the live table keeps its state, which is its stream's affair, or its end would never be told. Labels,
    notes and merchants are taken where there are none, texts where they are newer, tags and pins are added. Raises
    ValueError for what the tables do not allow.
    """
    try:
        return _merge(connection, batches)
    except (sqlite3.IntegrityError, OverflowError) as error:
        raise ValueError(str(error)) from error


def _merge(connection: sqlite3.Connection, batches: Batches) -> Merged:
    merged = Merged()
    new: set[int] = set()
    for batch, versions in batches:
        stored = _stored(connection, batch)
        if stored is None:
            stored = _add(connection, batch)
            new.add(stored["id"])
            is_newer = True
        else:
            is_newer = _take_newer_state(connection, stored, batch)
        is_changed = _take_versions(connection, stored["id"], versions) | _take_words(connection, stored, batch)
        _take_copies(connection, stored["id"], batch)
        is_new = stored["id"] in new
        _index(connection, stored, is_new=is_new)
        is_changed = is_newer or is_changed
        merged += Merged(int(is_new), int(is_changed and not is_new), int(not is_changed))
    _count(connection, new)
    return merged


def _stored(connection: sqlite3.Connection, batch: BatchRow) -> sqlite3.Row | None:
    row: sqlite3.Row | None = connection.execute(
        f"""SELECT batches.*, {TAGS} AS tags FROM batches
          WHERE server = (SELECT id FROM servers WHERE url = ?) AND batch_id = ?""",
        (batch.server, batch.batch_id),
    ).fetchone()
    return row


def _add(connection: sqlite3.Connection, batch: BatchRow) -> sqlite3.Row:
    """A server that comes this way is in the history only: nobody has signed in to it here."""
    connection.execute(
        "INSERT INTO servers (url, added_at, known) VALUES (?, ?, 0) ON CONFLICT (url) DO NOTHING",
        (batch.server, batch.added_at),
    )
    added_at = parse_time(batch.added_at)
    slot = int(added_at.timestamp() * TENTHS_A_SECOND) if added_at else 1
    while connection.execute("SELECT 1 FROM batches WHERE id = ?", (slot,)).fetchone():
        slot += 1
    columns = ", ".join(_STATE)
    connection.execute(
        f"""INSERT INTO batches (id, server, batch_id, added_at, watched, gone, duration_ms, {columns})
          VALUES (?, (SELECT id FROM servers WHERE url = ?), ?, ?, 0, ?, ?, {", ".join("?" * len(_STATE))})""",
        (slot, batch.server, batch.batch_id, batch.added_at, batch.gone, _milliseconds(batch), *_state(batch)),
    )
    stored = _stored(connection, batch)
    assert stored is not None, "it has just been added"
    return stored


def _take_newer_state(connection: sqlite3.Connection, stored: sqlite3.Row, batch: BatchRow) -> bool:
    if stored["watched"] or batch.status_version <= stored["status_version"]:
        return False
    connection.execute(
        f"UPDATE batches SET duration_ms = ?, {', '.join(f'{name} = ?' for name in _STATE)} WHERE id = ?",
        (_milliseconds(batch), *_state(batch), stored["id"]),
    )
    before = _counted(stored["status"], stored["total_tokens"], stored["copy_count"], stored["duration_ms"])
    after = _counted(batch.status, batch.total_tokens, batch.copy_count, _milliseconds(batch))
    rollups.move(connection, stored["id"], stored["server"], before, after)
    return True


def _take_versions(connection: sqlite3.Connection, batch: int, versions: Sequence[VersionRow]) -> bool:
    """Those that are missing, up to the state's: a later one is still to come from the stream."""
    added = connection.executemany(
        """INSERT OR IGNORE INTO versions (batch, status_version, status, copy_count, received_at, skipped, json)
          SELECT id, ?2, ?3, ?4, ?5, ?6, ?7 FROM batches WHERE id = ?1 AND ?2 <= status_version""",
        [(batch, *version[1:-1], compressed(version.json)) for version in versions],
    )
    return added.rowcount > 0


def _take_copies(connection: sqlite3.Connection, stored: int, batch: BatchRow) -> None:
    if batch.copies is not None:
        connection.execute(
            """INSERT INTO copies (batch, status_version, fetched_at, json) VALUES (?, ?, ?, ?)
              ON CONFLICT (batch) DO UPDATE SET status_version = excluded.status_version,
                fetched_at = excluded.fetched_at, json = excluded.json
              WHERE excluded.status_version > status_version""",
            (stored, *batch.copies[:-1], compressed(batch.copies.json)),
        )


def _take_words(connection: sqlite3.Connection, stored: sqlite3.Row, batch: BatchRow) -> bool:
    words = connection.execute(
        """UPDATE batches SET label = iif(label = '', ?2, label), note = iif(note = '', ?3, note),
            merchant = iif(merchant = '', ?4, merchant), pinned = max(pinned, ?5)
          WHERE id = ?1 AND ((label = '' AND ?2 <> '') OR (note = '' AND ?3 <> '') OR (merchant = '' AND ?4 <> '')
            OR pinned < ?5)""",
        (stored["id"], batch.label, batch.note, batch.merchant, batch.pinned),
    )
    connection.executemany("INSERT OR IGNORE INTO tags (name) VALUES (?)", [(name,) for name in batch.tag_list])
    tags = connection.executemany(
        "INSERT OR IGNORE INTO batch_tags SELECT id, ? FROM tags WHERE name = ?",
        [(stored["id"], name) for name in batch.tag_list],
    )
    return words.rowcount > 0 or tags.rowcount > 0


def _index(connection: sqlite3.Connection, before: sqlite3.Row, *, is_new: bool) -> None:
    """Let the search find it by what it is now. The index keeps no texts: what it knew has to be told it."""
    sql = f"SELECT batch_id, label, error_code, error_message, note, {TAGS} AS tags FROM batches WHERE id = ?"
    now = connection.execute(sql, (before["id"],)).fetchone()
    texts = tuple(before[name] for name in now.keys())  # noqa: SIM118 - a Row iterates over its values
    if not is_new:
        if texts == tuple(now):
            return
        connection.execute(
            "INSERT INTO search (search, rowid, pieces) VALUES ('delete', ?, ?)", (before["id"], search.pieces(texts))
        )
    connection.execute("INSERT INTO search (rowid, pieces) VALUES (?, ?)", (before["id"], search.pieces(now)))


def _count(connection: sqlite3.Connection, new: set[int]) -> None:
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


def _counted(status: str, tokens: int | None, copies: int, milliseconds: int | None) -> rollups.Counted:
    return rollups.Counted(status, tokens or 0, milliseconds if copies > 0 else None)
