"""How the server writes: JSON as Node.js does, times as JavaScript does, events as its stream route does.

Knows nothing of batches, sessions or connections.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

HEARTBEAT = b": heartbeat\n\n"


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a stream, before it is bytes."""

    name: str
    data: Mapping[str, object]

    def encode(self) -> bytes:
        """Two lines and an empty one: the server sends no `id:` and no `retry:`."""
        return b"event: " + self.name.encode() + b"\ndata: " + to_json(self.data) + b"\n\n"


def to_json(value: object) -> bytes:
    """What `JSON.stringify` returns: no spaces, and text as it is instead of escapes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def to_timestamp(moment: datetime) -> str:
    """What `Date.toISOString` returns: UTC, milliseconds, a final Z."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"


def timestamp_or_null(moment: datetime | None) -> str | None:
    return None if moment is None else to_timestamp(moment)


def now() -> datetime:
    return datetime.now(UTC)
