"""The steps from an older database to this version's, in sqlite-utils' own form.

Imported only when a step is pending: sqlite-utils costs a tenth of a second, which a start does not have.
`Table.transform()` silently drops triggers: a step that uses it creates them again.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from batchdesk.store import rollups, schema, search
from batchdesk.store.compression import DICTIONARY, DICTIONARY_ID, compressed

MIGRATIONS = Migrations("batchdesk")


@MIGRATIONS()
def first_tables(db: Database) -> None:
    """Servers, batches, versions and notifications."""
    db.executescript(schema.FIRST_TABLES)


@MIGRATIONS()
def history(db: Database) -> None:
    """Search, charts, notes, tags, the inbox. What is already there is indexed, counted and made small."""
    connection = db.conn
    db.executescript(schema.HISTORY_TABLES)
    connection.execute("INSERT INTO dictionaries VALUES (?, ?)", (DICTIONARY_ID, DICTIONARY))
    connection.create_function("compressed", 1, compressed, deterministic=True)
    db.executescript(_COPY_FIRST_TABLES)
    connection.create_function("step_of", 1, rollups.step_of, deterministic=True)
    db.executescript(COUNT_BATCHES)
    # One after the other: a cache of years does not fit into memory.
    for row in connection.execute("SELECT id, batch_id, label, error_code, error_message FROM batches ORDER BY id"):
        connection.execute("INSERT INTO search (rowid, pieces) VALUES (?, ?)", (row[0], search.pieces(row[1:])))
    db.executescript(schema.HISTORY_INDEXES)


_COPY_FIRST_TABLES = """
INSERT INTO batches (id, server, batch_id, label, merchant, status, status_version, copy_count, copy_target, error_code,
    error_message, prompt_tokens, completion_tokens, total_tokens, started_at, completed_at, duration_ms, server_time,
    received_at, completed, added_at, watched, paused, gone)
  SELECT id, server, batch_id, label, merchant, status, status_version, copy_count, copy_target, error_code,
    error_message, prompt_tokens, completion_tokens, total_tokens, started_at, completed_at,
    iif(completed_at >= started_at, round((julianday(completed_at) - julianday(started_at)) * 86400000), NULL),
    server_time, received_at, completed, added_at, watched, paused, gone
  FROM batches_1;
INSERT INTO versions
  SELECT batch, status_version, status, copy_count, received_at, skipped, compressed(json) FROM versions_1;
INSERT INTO notifications (id, batch, status_version, outcome, copy_count, copy_target, seconds, ended_at, created_at,
    away, told_at, shown, read_at)
  SELECT id, batch, status_version, outcome, copy_count, copy_target, seconds, ended_at, created_at, away, told_at,
    coalesce(shown, ''), told_at
  FROM notifications_1;
"""

COUNT_BATCHES = f"""
INSERT INTO hours
  SELECT id / {rollups.TENTHS_AN_HOUR}, server, status, count(*), sum(coalesce(total_tokens, 0))
  FROM batches GROUP BY 1, 2, 3;
INSERT INTO hour_durations
  SELECT id / {rollups.TENTHS_AN_HOUR}, server, step_of(duration_ms), count(*)
  FROM batches WHERE duration_ms IS NOT NULL AND copy_count > 0 GROUP BY 1, 2, 3;
"""


def bring_up_to_date(connection: sqlite3.Connection) -> None:
    """Apply what is pending. Everything or nothing: after a failure the database is as it was.

    IMMEDIATE, so that of two processes one waits for the other and then finds nothing left to do.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        MIGRATIONS.apply(Database(connection, recursive_triggers=False, execute_plugins=False))
        connection.execute(f"PRAGMA user_version = {schema.VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
