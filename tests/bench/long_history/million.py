"""A cache as it is after a year of batches on two servers, in both languages. The same each time."""

import json
import random
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from batchdesk.batch.times import format_time
from batchdesk.store import migrations, rollups
from batchdesk.store.compression import compressed
from batchdesk.store.search import pieces
from batchdesk.store.store import Store

SERVERS = ("https://studio.example", "https://copies.example")
LAST = datetime(2026, 11, 24, 8, tzinfo=UTC)
DAYS = 365
MERCHANTS = 400
AT_ONCE = 5_000

_WORDS = (
    "春季上新",
    "Spring sale",
    "双十一预热",
    "小红书文案",
    "Newsletter",
    "会员日",
    "Black Friday",
    "新品首发",
    "门店活动",
)
_ERRORS = (
    ("MODEL_TIMEOUT", "模型超时：第 {n} 次重试后仍未返回"),
    ("QUOTA_EXCEEDED", "The merchant has no quota left ({n} of 500 used)"),
    ("CONTENT_REFUSED", "内容审核未通过，请修改素材 {n}"),
)
_TAGS = ("urgent", "复查", "spring", "vip")


def make(path: Path, batches: int) -> None:
    """Write so many batches into a new database at `path`, newest last, with index, counts and tags."""
    Store.open(path).close()
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA synchronous = OFF")
        connection.create_function("step_of", 1, rollups.step_of, deterministic=True)
        for url in SERVERS:
            connection.execute("INSERT INTO servers (url, added_at) VALUES (?, ?)", (url, format_time(LAST)))
        connection.executemany("INSERT INTO tags (id, name) VALUES (?, ?)", list(enumerate(_TAGS, start=1)))
        for first in range(0, batches, AT_ONCE):
            connection.execute("BEGIN IMMEDIATE")
            _write(connection, list(_batches(first, min(first + AT_ONCE, batches), batches)))
            connection.execute("COMMIT")
        connection.execute("BEGIN IMMEDIATE")
        for statement in migrations.COUNT_BATCHES.split(";"):
            connection.execute(statement)
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()


Row = dict[str, str | int | None]


def _write(connection: sqlite3.Connection, rows: list[Row]) -> None:
    columns = ", ".join(name for name in rows[0] if name != "tag")
    marks = ", ".join(f":{name}" for name in rows[0] if name != "tag")
    connection.executemany(f"INSERT INTO batches ({columns}) VALUES ({marks})", rows)
    connection.executemany(
        "INSERT INTO versions VALUES (?, ?, ?, ?, ?, 0, ?)", [version for row in rows for version in _versions(row)]
    )
    connection.executemany(
        "INSERT INTO search (rowid, pieces) VALUES (?, ?)", [(row["id"], pieces(_texts(row))) for row in rows]
    )
    connection.executemany(
        "INSERT INTO batch_tags (tag, batch) VALUES (?, ?)", [(row["tag"], row["id"]) for row in rows if row["tag"]]
    )
    connection.executemany(
        """INSERT INTO notifications (batch, status_version, outcome, copy_count, copy_target, seconds, ended_at,
            created_at, told_at, shown, read_at) VALUES (?, 3, ?, ?, 5, ?, ?, ?, ?, 'freedesktop', ?)""",
        [
            (
                row["id"],
                row["status"],
                row["copy_count"],
                int(row["duration_ms"] or 0) / 1000,
                *[row["completed_at"]] * 4,
            )
            for row in rows
        ],
    )


def _texts(row: Row) -> list[str]:
    texts = [row[name] for name in ("batch_id", "label", "error_code", "error_message")]
    tag = row["tag"]
    return [str(text) for text in (*texts, _TAGS[int(tag) - 1] if tag else None) if text]


def _batches(first: int, end: int, of: int) -> Iterator[Row]:
    for number in range(first, end):
        chance = random.Random(number)
        added = LAST - timedelta(days=DAYS) * ((of - number) / of)
        seconds = chance.lognormvariate(3.8, 0.5)
        outcome = chance.choices(("SUCCEEDED", "PARTIAL_SUCCESS", "FAILED"), (90, 6, 4))[0]
        error = _ERRORS[chance.randrange(3)] if outcome == "FAILED" else (None, None)
        started = added + timedelta(seconds=3)
        ended = started + timedelta(seconds=seconds)
        copies = {"SUCCEEDED": 5, "PARTIAL_SUCCESS": chance.randint(1, 4)}.get(outcome, 0)
        labelled = chance.random() < 0.6
        yield {
            "id": int(added.timestamp() * 10) if of <= 10 * 86400 * DAYS else number,
            "server": 1 if chance.random() < 0.8 else 2,
            "batch_id": f"cmgl{chance.getrandbits(64):013x}{number:07}",
            "label": f"{_WORDS[chance.randrange(len(_WORDS))]} {chance.randrange(1000)}" if labelled else "",
            "merchant": f"cm{chance.randrange(MERCHANTS):04}merchant",
            "status": outcome,
            "status_version": 3,
            "copy_count": copies,
            "copy_target": 5,
            "error_code": error[0],
            "error_message": error[1].format(n=chance.randrange(500)) if error[1] else None,
            "prompt_tokens": 5400 + chance.randrange(900),
            "completion_tokens": 6100,
            "total_tokens": 11500 + chance.randrange(900),
            "started_at": format_time(started),
            "completed_at": format_time(ended),
            "duration_ms": round(seconds * 1000),
            "server_time": format_time(ended),
            "received_at": format_time(ended),
            "completed": 1,
            "added_at": format_time(added),
            "watched": int(number >= of - 100),
            "tag": chance.randrange(1, len(_TAGS) + 1) if chance.random() < 0.02 else None,
        }


def _versions(row: Row) -> Iterator[tuple[object, ...]]:
    for version, word in enumerate(("QUEUED", "RUNNING", str(row["status"])), start=1):
        ended = version == 3
        usage = {"prompt": row["prompt_tokens"], "completion": 6100, "total": row["total_tokens"]} if ended else None
        event = {
            "batchId": row["batch_id"],
            "status": word,
            "statusVersion": version,
            "startedAt": row["started_at"] if version > 1 else None,
            "completedAt": row["completed_at"] if ended else None,
            "errorCode": row["error_code"] if ended else None,
            "errorMessage": row["error_message"] if ended else None,
            "tokenUsage": usage,
            "copyCount": row["copy_count"] if ended else 0,
            "timestamp": row["completed_at"] if ended else row["started_at"],
        }
        raw = json.dumps(event, ensure_ascii=False, separators=(",", ":"))
        yield row["id"], version, word, event["copyCount"], event["timestamp"], compressed(raw)
