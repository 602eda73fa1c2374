"""The generated texts of a batch: the server's last answer about them, kept whole, small on the disk."""

import sqlite3

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.times import format_time
from batchdesk.store import rows
from batchdesk.store.compression import compressed, plain_text
from batchdesk.store.records import CopiesRecord

SELECT_COPIES = """SELECT copies.* FROM copies JOIN batches ON batches.id = copies.batch
  JOIN servers ON servers.id = batches.server WHERE servers.url = ? AND batches.batch_id = ?"""


def keep_copies(connection: sqlite3.Connection, key: BatchKey, copies: CopiesRecord) -> None:
    """Keep a batch's texts in place of those from before; nothing happens for one that was never added."""
    connection.execute(
        """INSERT OR REPLACE INTO copies (batch, status_version, fetched_at, json)
          SELECT batches.id, ?, ?, ? FROM batches JOIN servers ON servers.id = batches.server
          WHERE servers.url = ? AND batches.batch_id = ?""",
        (copies.version, format_time(copies.fetched_at), compressed(copies.raw), *key),
    )


def copies_record(row: sqlite3.Row) -> CopiesRecord:
    """A row of SELECT_COPIES."""
    return CopiesRecord(row["status_version"], rows.time(row["fetched_at"]), plain_text(row["json"]))
