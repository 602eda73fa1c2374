"""Between rows of the tables and the values of `records`: one place that knows both sides' names."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime

from batchdesk.batch.events import TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.batch.telling import Notice, Telling
from batchdesk.batch.times import format_time, parse_time
from batchdesk.store.compression import plain_text
from batchdesk.store.records import BatchRecord, Followed, HistoryEntry, InboxEntry, ServerRecord, VersionRecord

TAGS = """(SELECT group_concat(name, char(10)) FROM (SELECT name FROM batch_tags JOIN tags ON tags.id = batch_tags.tag
  WHERE batch_tags.batch = batches.id ORDER BY name))"""
"""The tags of a batch, one a line, sorted; NULL where it has none."""

BATCH_COLUMNS = f"""batches.id, servers.url, batches.batch_id, batches.label, batches.merchant, batches.status,
  batches.status_version, batches.copy_count, batches.copy_target, batches.error_code, batches.error_message,
  batches.prompt_tokens, batches.completion_tokens, batches.total_tokens, batches.started_at, batches.completed_at,
  batches.server_time, batches.received_at, batches.completed, batches.added_at, batches.watched, batches.paused,
  batches.gone, batches.note, {TAGS} AS tags, batches.pinned, batches.telling, batches.put_away"""
"""What `batch_record` takes, in the order in which it does."""

SELECT_BATCHES = f"SELECT {BATCH_COLUMNS} FROM batches JOIN servers ON servers.id = batches.server"
SELECT_NOTICES = f"""SELECT notifications.*, batches.batch_id, batches.label, batches.merchant, batches.telling,
  servers.url, {TAGS} AS tags
  FROM notifications CROSS JOIN batches ON batches.id = notifications.batch
  CROSS JOIN servers ON servers.id = batches.server"""


def state_values(state: BatchState) -> dict[str, str | int | None]:
    """A state as the columns of `batches`, in the order of STATE_COLUMNS."""
    usage = state.token_usage
    return {
        "status": state.status,
        "status_version": state.version,
        "copy_count": state.copy_count,
        "copy_target": state.copy_target,
        "error_code": state.error_code,
        "error_message": state.error_message,
        "prompt_tokens": usage.prompt if usage else None,
        "completion_tokens": usage.completion if usage else None,
        "total_tokens": usage.total if usage else None,
        "started_at": format_time(state.started_at),
        "completed_at": format_time(state.completed_at),
        "duration_ms": None if state.running_seconds is None else round(state.running_seconds * 1000),
        "server_time": format_time(state.timestamp),
        "received_at": format_time(state.received_at),
        "completed": int(state.completed),
    }


STATE_COLUMNS = tuple(state_values(BatchState(BatchKey("", ""))))


def changed_values(stored: sqlite3.Row, values: Mapping[str, str | int | None]) -> dict[str, str | int | None]:
    """Those of `state_values` that are not as in `stored`, a row that begins with STATE_COLUMNS. By place: to find a
    name a row reads all its names."""
    return {name: value for (name, value), before in zip(values.items(), stored, strict=False) if value != before}


def batch_record(row: sqlite3.Row) -> BatchRecord:
    """A row of SELECT_BATCHES. By place: a start makes a thousand, and to find 28 columns by their names takes longer
    than all the rest."""
    (
        _position, url, batch_id, label, merchant, status, version, copy_count, copy_target, error_code, error_message,
        prompt_tokens, completion_tokens, total_tokens, started_at, completed_at, server_time, received_at, completed,
        added_at, watched, paused, gone, note, tags, pinned, telling, put_away,
    ) = row  # fmt: skip
    key = BatchKey(url, batch_id)
    state = BatchState(
        key=key,
        status=status,
        version=version,
        copy_count=copy_count,
        copy_target=copy_target,
        error_code=error_code,
        error_message=error_message,
        token_usage=None if total_tokens is None else TokenUsage(prompt_tokens, completion_tokens, total_tokens),
        started_at=parse_time(started_at),
        completed_at=parse_time(completed_at),
        timestamp=parse_time(server_time),
        received_at=parse_time(received_at),
        completed=bool(completed),
    )
    return BatchRecord(
        key=key,
        label=label,
        merchant=merchant,
        state=state,
        added_at=time(added_at),
        watched=bool(watched),
        paused=bool(paused),
        gone=bool(gone),
        note=note,
        tags=tag_names(tags),
        pinned=bool(pinned),
        telling=Telling(telling),
        put_away=bool(put_away),
    )


def history_entry(row: sqlite3.Row) -> HistoryEntry:
    """A row of SELECT_BATCHES."""
    return HistoryEntry(batch_record(row), row["id"])


def server_record(row: sqlite3.Row) -> ServerRecord:
    """A row of `servers`."""
    return ServerRecord(row["url"], row["email"], time(row["added_at"]))


def followed(row: sqlite3.Row) -> Followed:
    """A row of `followed` with its server."""
    return Followed(row["url"], row["merchant"], time(row["since"]), parse_time(row["seen_until"]))


def version_record(row: sqlite3.Row) -> VersionRecord:
    """A row of `versions`."""
    return VersionRecord(
        version=row["status_version"],
        status=row["status"],
        copy_count=row["copy_count"],
        received_at=time(row["received_at"]),
        skipped=row["skipped"],
        raw=plain_text(row["json"]),
    )


def notice(row: sqlite3.Row) -> Notice:
    """A row of SELECT_NOTICES."""
    return Notice(
        id=row["id"],
        key=BatchKey(row["url"], row["batch_id"]),
        label=row["label"],
        outcome=row["outcome"],
        copy_count=row["copy_count"],
        copy_target=row["copy_target"],
        seconds=row["seconds"],
        ended_at=time(row["ended_at"]),
        away=bool(row["away"]),
        merchant=row["merchant"],
        tags=tag_names(row["tags"]),
        telling=Telling(row["telling"]),
        name=row["name"],
    )


def inbox_entry(row: sqlite3.Row) -> InboxEntry:
    """A row of SELECT_NOTICES."""
    return InboxEntry(
        notice=notice(row),
        told_at=parse_time(row["told_at"]),
        shown=row["shown"],
        withheld=row["withheld"],
        read_at=parse_time(row["read_at"]),
        position=row["id"],
    )


def tag_names(lines: str | None) -> tuple[str, ...]:
    """What `TAGS` gives."""
    return tuple(lines.split("\n")) if lines else ()


def time(text: str) -> datetime:
    """A time that is always there. One that another tool has made unreadable is 1970: better than no history."""
    return parse_time(text) or datetime.fromtimestamp(0, UTC)
