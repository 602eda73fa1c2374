"""What an event's data says: the wire's JSON, checked and turned into the types of `batchdesk.batch.events`.

Source: the protocol guide, 'Event types', and PROTOCOL.md. Knows nothing of connections.
"""

from typing import Annotated

import msgspec

from batchdesk.batch.events import LARGEST_VERSION, BatchEvent, CompleteEvent, ErrorEvent, StatusEvent, TokenUsage
from batchdesk.batch.times import parse_time
from batchdesk.stream.decoder import Event


class MalformedMessage(Exception):
    """The event has a name we know and data that we cannot take. `reason` says why, without the data itself."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


_Count = Annotated[int, msgspec.Meta(ge=0, le=LARGEST_VERSION)]
"""A number of things: none below zero, and none that SQLite cannot hold."""


class _WireUsage(msgspec.Struct, frozen=True, gc=False):
    prompt: _Count = 0
    completion: _Count = 0
    total: _Count | None = None


class _WireStatus(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    # msgspec in its strict mode takes no bool, float or text for a whole number.
    batch_id: str
    status: str
    status_version: int
    copy_count: _Count | None = None
    error_code: str | None = None
    error_message: str | None = None
    token_usage: _WireUsage | None = None
    started_at: str | None = None
    completed_at: str | None = None
    timestamp: str | None = None


class _WireComplete(msgspec.Struct, frozen=True, gc=False, rename="camel"):
    batch_id: str
    final_status: str


class _WireError(msgspec.Struct, frozen=True, gc=False):
    message: str = ""


_status = msgspec.json.Decoder(_WireStatus)
_complete = msgspec.json.Decoder(_WireComplete)
_error = msgspec.json.Decoder(_WireError)


def decode_message(event: Event) -> BatchEvent | None:
    """Return what `event` says; None for a name that this version does not know.

    Fields we do not know are kept in `raw`. Raises MalformedMessage.
    """
    try:
        if event.name == "batch-status":
            return _status_event(_status.decode(event.data), event.data)
        if event.name == "complete":
            complete = _complete.decode(event.data)
            return CompleteEvent(complete.batch_id, complete.final_status)
        if event.name == "error":
            return ErrorEvent(_error.decode(event.data).message)
    except (msgspec.DecodeError, RecursionError) as error:
        raise MalformedMessage(f"{event.name}: {error}") from error
    return None


def _status_event(wire: _WireStatus, raw: str) -> StatusEvent:
    if not 1 <= wire.status_version <= LARGEST_VERSION:
        raise MalformedMessage("batch-status: statusVersion out of range")
    return StatusEvent(
        batch_id=wire.batch_id,
        status=wire.status,
        version=wire.status_version,
        copy_count=wire.copy_count or 0,
        error_code=wire.error_code,
        error_message=wire.error_message,
        token_usage=_token_usage(wire.token_usage),
        started_at=parse_time(wire.started_at),
        completed_at=parse_time(wire.completed_at),
        timestamp=parse_time(wire.timestamp),
        raw=raw,
    )


def _token_usage(wire: _WireUsage | None) -> TokenUsage | None:
    if wire is None:
        return None
    total = wire.prompt + wire.completion if wire.total is None else wire.total
    return TokenUsage(wire.prompt, wire.completion, total)
