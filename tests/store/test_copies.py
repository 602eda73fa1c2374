"""The texts of a batch: kept exactly, small, in place of older ones, and gone with the batch."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import Addition, CopiesRecord

KEY = BatchKey("https://here.example", "cm1")
FETCHED = datetime(2026, 11, 24, 8, tzinfo=UTC)
ANSWER = json.dumps({"success": True, "data": {"copies": [{"sequence": 1, "markdownContent": "春茶 " * 500}]}})


def test_texts_are_kept_exactly_and_small_and_the_newest_only(store, reader, path):
    store.add_batches([Addition(KEY)])
    older = CopiesRecord(2, FETCHED, '{ "data": {} }')
    store.keep_copies(KEY, older)
    store.flush().result()
    assert reader.copies(KEY) == older
    newer = CopiesRecord(3, FETCHED + timedelta(seconds=1), ANSWER)
    store.keep_copies(KEY, newer)
    store.flush().result()
    assert reader.copies(KEY) == newer
    with closing(sqlite3.connect(path)) as connection:
        ((size,),) = connection.execute("SELECT length(json) FROM copies").fetchall()
    assert size < len(ANSWER) / 10


def test_nobody_has_texts_of_what_was_never_added(store, reader):
    store.keep_copies(KEY, CopiesRecord(3, FETCHED, ANSWER))
    store.flush().result()
    assert reader.copies(KEY) is None


def test_no_text_is_in_a_log():
    assert "春茶" not in repr(replace(CopiesRecord(3, FETCHED, ""), raw="春茶"))


def test_texts_go_with_the_batch(store, reader, path):
    store.add_batches([Addition(KEY)])
    store.keep_copies(KEY, CopiesRecord(3, FETCHED, ANSWER))
    store.close()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM batches")
    assert reader.copies(KEY) is None
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT * FROM copies").fetchall() == []
