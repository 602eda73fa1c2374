"""A batch of the history as scripts read it: the fields and their order are a contract. No I/O."""

from batchdesk.batch.copies import copies_in
from batchdesk.batch.events import TokenUsage
from batchdesk.store.bulk import BatchRow, CopiesRow

FIELDS = (
    "batchId",
    "server",
    "label",
    "merchant",
    "status",
    "statusVersion",
    "copyCount",
    "copyTarget",
    "errorCode",
    "errorMessage",
    "tokenUsage",
    "startedAt",
    "completedAt",
    "seconds",
    "addedAt",
    "receivedAt",
    "gone",
    "pinned",
    "note",
    "tags",
    "serverTime",
    "completed",
)


def entry(row: BatchRow) -> dict[str, object]:
    """The newest that is known of a batch, by the names of FIELDS; None where nothing is known."""
    usage = None
    if row.total_tokens is not None:
        usage = {"prompt": row.prompt_tokens, "completion": row.completion_tokens, "total": row.total_tokens}
    return {
        "batchId": row.batch_id,
        "server": row.server,
        "label": row.label,
        "merchant": row.merchant,
        "status": row.status or None,
        "statusVersion": row.status_version,
        "copyCount": row.copy_count,
        "copyTarget": row.copy_target,
        "errorCode": row.error_code,
        "errorMessage": row.error_message,
        "tokenUsage": usage,
        "startedAt": row.started_at,
        "completedAt": row.completed_at,
        "seconds": row.seconds,
        "addedAt": row.added_at,
        "receivedAt": row.received_at,
        "gone": bool(row.gone),
        "pinned": bool(row.pinned),
        "note": row.note,
        "tags": row.tag_list,
        "serverTime": row.server_time,
        "completed": bool(row.completed),
    }


def copies_entry(kept: CopiesRow | None, *, exact: bool) -> dict[str, object] | None:
    """The texts of a batch; None where none are kept. With `exact` also the server's answer as it came."""
    if kept is None:
        return None
    texts = [
        {
            "sequence": copy.sequence,
            "state": copy.state or None,
            "errorCode": copy.error_code or None,
            "errorMessage": copy.error_message or None,
            "text": copy.text,
        }
        for copy in copies_in(kept.json)
    ]
    answer = {"json": kept.json} if exact else {}
    return {"statusVersion": kept.status_version, "fetchedAt": kept.fetched_at, "texts": texts, **answer}


def token_usage(usage: TokenUsage | None) -> dict[str, int] | None:
    """Token usage by its names on the wire."""
    if usage is None:
        return None
    return {"prompt": usage.prompt, "completion": usage.completion, "total": usage.total}
