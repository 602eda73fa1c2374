"""The words of the protocol for how a batch stands.

A status that is not here is a future one: shown as it is, never final.
"""

QUEUED = "QUEUED"
RUNNING = "RUNNING"
SUCCEEDED = "SUCCEEDED"
PARTIAL_SUCCESS = "PARTIAL_SUCCESS"
FAILED = "FAILED"
ARCHIVED = "ARCHIVED"

UNKNOWN = ""
"""Nothing has been heard of the batch yet."""

ENDS = frozenset({SUCCEEDED, PARTIAL_SUCCESS, FAILED})
"""The generation is over, one way or the other: what operators are told."""

FINAL = ENDS | {ARCHIVED}
"""The server closes the stream after one of these."""
