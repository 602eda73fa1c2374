"""What the server says of a batch, typed. Source: the protocol guide, 'Event types'."""

from datetime import datetime

from msgspec import Struct

COPY_TARGET = 5
"""Copies a batch makes by default. A regeneration of one copy ends SUCCEEDED with 1: a default, not a law."""

LARGEST_VERSION = 2**63 - 1
"""What SQLite can store and compare; a larger statusVersion is refused."""


class TokenUsage(Struct, frozen=True):
    """Tokens a batch cost. `total` may be missing on the wire; then it is the sum."""

    prompt: int
    completion: int
    total: int


class StatusEvent(Struct, frozen=True):
    """`batch-status`: the full state of a batch at one version."""

    batch_id: str
    status: str
    version: int
    """1 … LARGEST_VERSION, growing by one with every update of the batch."""
    copy_count: int = 0
    error_code: str | None = None
    error_message: str | None = None
    token_usage: TokenUsage | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    timestamp: datetime | None = None
    """The server's clock when it sent this; with `received_at` it gives the difference between the two clocks."""
    raw: str = ""
    """The JSON as it came, unknown fields included."""


class CompleteEvent(Struct, frozen=True):
    """`complete`: the batch has ended, and the server closes the stream. Do not reconnect."""

    batch_id: str
    final_status: str


class ErrorEvent(Struct, frozen=True):
    """`error`: the server cannot go on with this stream. Deleted, or a fault of its own: only asking again tells."""

    message: str


BatchEvent = StatusEvent | CompleteEvent | ErrorEvent
