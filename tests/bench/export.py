"""How long an export takes and how much memory: each form in a process of its own. Prints JSON.

.venv/bin/python tests/bench/export.py [BATCHES]
"""

import json
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from batchdesk.exports.export import export_to
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.compression import compressed
from batchdesk.store.records import HistoryQuery
from batchdesk.store.search import pieces
from batchdesk.store.store import DATABASE_NAME, Store

FIRST_ID = 17_000_000_000
KINDS = {
    "csv": ExportOrder(ExportForm.CSV, HistoryQuery(limit=None)),
    "json": ExportOrder(ExportForm.JSON_LINES, HistoryQuery(limit=None)),
    "json_with_versions": ExportOrder(ExportForm.JSON_LINES, HistoryQuery(limit=None), versions=True),
    "markdown": ExportOrder(ExportForm.MARKDOWN, HistoryQuery(limit=None)),
    "html": ExportOrder(ExportForm.HTML, HistoryQuery(limit=None)),
    "csv_of_a_search": ExportOrder(ExportForm.CSV, HistoryQuery(search="超时", limit=None)),
}


def main() -> None:
    """Measure each kind in a new folder; or one of them, for the process that does."""
    if len(sys.argv) == 4:
        print(json.dumps(_measured(Path(sys.argv[2]), sys.argv[3])))  # noqa: T201 (what it is for)
        return
    batches = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / DATABASE_NAME
        _fill(database, batches)
        figures = {name: _in_a_process(database, name) for name in KINDS}
    print(json.dumps({"batches": batches} | figures))  # noqa: T201 (what it is for)


def _in_a_process(database: Path, name: str) -> object:
    command = [sys.executable, __file__, "one", str(database), name]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def _measured(database: Path, name: str) -> dict[str, float]:
    path = database.with_name("exported")
    started = time.perf_counter()
    written = export_to(path, database, KINDS[name], lambda done, total: None)
    seconds = time.perf_counter() - started
    return {
        "written": written,
        "seconds": round(seconds, 2),
        "file_megabytes": round(path.stat().st_size / 1e6, 1),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }


def _fill(database: Path, batches: int) -> None:
    """Rows as the store writes them, with its index of errors, past its queue: that is not what is measured here."""
    Store.open(database).close()
    connection = sqlite3.connect(database)
    with connection:
        connection.execute("INSERT INTO servers (url, added_at) VALUES ('https://batches.example', '2026-01-01')")
        connection.executemany(
            f"INSERT INTO batches ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})", _rows(batches)
        )
        connection.executemany("INSERT INTO versions VALUES (?, ?, ?, ?, ?, 0, ?)", _versions(batches))
        connection.execute("INSERT INTO tags (name) VALUES ('spring'), ('小红书')")
        connection.execute("INSERT INTO batch_tags SELECT 1 + id % 2, id FROM batches WHERE id % 10 = 0")
        connection.execute(
            "INSERT INTO search (rowid, pieces) SELECT id, ? FROM batches WHERE status = 'FAILED'", (_PIECES,)
        )
    connection.close()


_COLUMNS = (
    *("id", "server", "batch_id", "label", "merchant", "status", "status_version", "copy_count", "error_code"),
    *("error_message", "prompt_tokens", "completion_tokens", "total_tokens", "started_at", "completed_at"),
    *("duration_ms", "server_time", "received_at", "completed", "added_at"),
)
_RAW = '{"batchId":"cmgl0001x8k2p0001qz7f","status":"%s","statusVersion":%d,"copyCount":0,"errorCode":null}'
_MESSAGE = "文案生成失败：模型超时，请稍后重试。" * 3
_PIECES = pieces(("MODEL_TIMEOUT", _MESSAGE))


def _rows(batches: int) -> Iterator[tuple[object, ...]]:
    chosen = random.Random(7)
    for number in range(batches):
        status = chosen.choice(("SUCCEEDED",) * 8 + ("PARTIAL_SUCCESS", "FAILED"))
        failed = status == "FAILED"
        yield (
            *(FIRST_ID + number, 1, f"cmgl{number:017}qz7f", "春季上新 · 小红书文案" if number % 3 == 0 else ""),
            *(f"cmmer{number % 200:04}", status, 3, 0 if failed else 5, "MODEL_TIMEOUT" if failed else None),
            *(_MESSAGE if failed else None, 5400, 6100, 11500),
            *("2026-11-24T08:00:00.000Z", "2026-11-24T08:01:52.000Z", 112_000, "2026-11-24T08:01:53.000Z"),
            *("2026-11-24T08:01:53.100Z", 1, "2026-11-24T07:59:00.000Z"),
        )


def _versions(batches: int) -> Iterator[tuple[object, ...]]:
    stored = [
        (version, word, compressed(_RAW % (word, version)))
        for version, word in enumerate(("QUEUED", "RUNNING", "SUCCEEDED"), start=1)
    ]
    for number in range(batches):
        for version, word, raw in stored:
            yield FIRST_ID + number, version, word, 0, "2026-11-24T08:00:00.000Z", raw


if __name__ == "__main__":
    main()
