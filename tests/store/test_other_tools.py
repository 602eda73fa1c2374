"""The database is an interface: others read it while we write. And reads that nobody waits for are broken off."""

import asyncio
import json
import sqlite3
import subprocess
import sys
import threading
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from batchdesk.engine.archive import Archive
from batchdesk.store.reader import Reader, ReadInterrupted
from batchdesk.store.records import Addition, HistoryQuery
from batchdesk.store.store import Store

OTHER_TOOL = """
import json, sys
from sqlite_utils import Database
db = Database(sys.argv[1])
for line in sys.stdin:
    seen = {
        "batches": db["batches"].count,
        "newest": next(db["batches"].rows_where(order_by="id desc", limit=1))["label"],
        "days": sum(row["batches"] for row in db["batches_by_day"].rows),
        "durations": len(list(db["durations"].rows)),
        "found": [row["rowid"] for row in db.query("SELECT rowid FROM search WHERE search MATCH '\\"春季\\"'")],
    }
    print(json.dumps(seen), flush=True)
"""


def test_sqlite_utils_reads_it_in_another_process_while_we_write(
    store: Store, path: Path, script: Callable[..., object]
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", OTHER_TOOL, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as tool:
        assert tool.stdin is not None
        assert tool.stdout is not None
        for number in range(1, 21):
            batch = script(f"cm{number}")
            store.add_batches([Addition(batch.key, f"春季 {number}")])
            store.record(batch.version(1, "RUNNING"))
            store.record(batch.version(2, "SUCCEEDED", copies=5)).result()
            tool.stdin.write("look\n")
            tool.stdin.flush()
            seen = json.loads(tool.stdout.readline())
            assert (seen["batches"], seen["days"], seen["durations"], len(seen["found"])) == (number,) * 4
            assert seen["newest"] == f"春季 {number}"
        tool.stdin.close()


def test_anybody_can_write_a_label_with_sqlite_alone(store: Store, path: Path, script: Callable[..., object]) -> None:
    """No trigger calls a function of ours: a tool that knows nothing of the program can write as well."""
    batch = script("cmtheirs")
    store.add_batches([Addition(batch.key)]).result()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE batches SET label = 'theirs'")
    record = Reader(path).batch(batch.key)
    assert record is not None
    assert record.label == "theirs"


def test_the_json_is_exact_and_can_be_read_with_what_the_schema_says(
    store: Store, reader: Reader, path: Path, script: Callable[..., object]
) -> None:
    batch = script("cmraw")
    store.add_batches([Addition(batch.key)])
    change = batch.version(1, "RUNNING")
    store.record(change).result()
    assert [line.raw for line in reader.timeline(batch.key)] == [change.raw]
    with closing(sqlite3.connect(path)) as connection:
        ((stored, dictionary),) = connection.execute(
            """SELECT json, content FROM versions
              JOIN dictionaries ON dictionaries.id = unicode(CAST(substr(json, 1, 1) AS TEXT))"""
        )
        with pytest.raises(sqlite3.IntegrityError, match="never changed"):
            connection.execute("UPDATE versions SET json = '{}'")
    assert len(stored) < len(change.raw.encode())
    assert zlib.decompressobj(-zlib.MAX_WBITS, zdict=dictionary).decompress(stored[1:]).decode() == change.raw


def test_a_read_that_nobody_waits_for_ends(store: Store, path: Path) -> None:
    """Cancelled while it runs, in the middle of a statement that would take for ever."""
    store.flush().result()
    started, ended = threading.Event(), threading.Event()

    def read_for_ever(reader: Reader) -> None:
        try:
            with reader._reading() as connection:  # pyright: ignore[reportPrivateUsage] - no question takes that long
                assert connection is not None
                started.set()
                connection.execute("WITH RECURSIVE n AS (SELECT 1 UNION ALL SELECT 1 FROM n) SELECT count(*) FROM n")
        except ReadInterrupted:
            ended.set()
            raise

    async def main() -> None:
        archive = Archive(path)
        asking = asyncio.ensure_future(archive.ask(read_for_ever))
        await asyncio.to_thread(started.wait)
        asking.cancel()
        await asyncio.wait([asking])
        assert asking.cancelled()
        assert await archive.ask(lambda reader: reader.history(HistoryQuery())) == []
        await asyncio.to_thread(ended.wait)
        await asyncio.to_thread(archive.close)

    asyncio.run(main())
