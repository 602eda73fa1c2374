"""A batch of the cache as scripts read it: the fields and their order are a contract. No I/O."""

from batchdesk.batch.events import TokenUsage
from batchdesk.batch.times import format_time
from batchdesk.store.records import BatchRecord

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
)


def entry(record: BatchRecord) -> dict[str, object]:
    """The newest that is known of a batch, by the names of FIELDS; None where nothing is known."""
    state = record.state
    return {
        "batchId": record.key.batch_id,
        "server": record.key.server,
        "label": record.label,
        "merchant": record.merchant,
        "status": state.status or None,
        "statusVersion": state.version,
        "copyCount": state.copy_count,
        "copyTarget": state.copy_target,
        "errorCode": state.error_code,
        "errorMessage": state.error_message,
        "tokenUsage": token_usage(state.token_usage),
        "startedAt": format_time(state.started_at),
        "completedAt": format_time(state.completed_at),
        "seconds": state.running_seconds,
        "addedAt": format_time(record.added_at),
        "receivedAt": format_time(state.received_at),
    }


def token_usage(usage: TokenUsage | None) -> dict[str, int] | None:
    """Token usage by its names on the wire."""
    if usage is None:
        return None
    return {"prompt": usage.prompt, "completion": usage.completion, "total": usage.total}
