"""docs/SCHEMA.md is the database as it is, and what it says about the JSON works."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from batchdesk.batch.events import StatusEvent
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState, apply_status
from batchdesk.store.records import Addition, Change
from batchdesk.store.store import DATABASE_NAME, Store

ROOT = Path(__file__).parents[2]


def test_the_page_is_true() -> None:
    subprocess.run([sys.executable, "packaging/schema_page.py", "--check"], cwd=ROOT, check=True)


def test_the_example_prints_what_the_server_sent(tmp_path: Path) -> None:
    raw = f'{{"batchId":"cm1","status":"RUNNING","statusVersion":1,"还有":"{"x" * 100}"}}'
    key, at = BatchKey("https://batches.example", "cm1"), datetime(2026, 11, 24, 8, tzinfo=UTC)
    before = BatchState(key)
    after = apply_status(before, StatusEvent("cm1", "RUNNING", 1, raw=raw), at).state
    with closing(Store.open(tmp_path / DATABASE_NAME)) as store:
        store.add_batches([Addition(key)])
        store.record(Change(before, after, at, raw)).result()
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
        assert connection.execute("SELECT typeof(json) FROM versions").fetchall() == [("blob",)]
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "SCHEMA.md").read_text("utf-8"), re.DOTALL)
    ran = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", example], cwd=tmp_path, check=True, capture_output=True, encoding="utf-8"
    )
    assert ran.stdout == f"1 {raw}\n"
