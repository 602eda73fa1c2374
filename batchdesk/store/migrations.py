"""The steps from an older database to this version's, in sqlite-utils' own form.

Imported only when a step is pending: sqlite-utils costs a tenth of a second, which a start does not have.
`Table.transform()` silently drops triggers: a step that uses it creates them again.
"""

import sqlite3

from sqlite_utils import Database, Migrations

from batchdesk.store import schema

MIGRATIONS = Migrations("batchdesk")


@MIGRATIONS()
def first_tables(db: Database) -> None:
    """Servers, batches, versions and notifications."""
    db.executescript(schema.FIRST_TABLES)


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
