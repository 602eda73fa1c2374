"""How a batch is to go: the plan a test or a scenario writes, and the dated steps the worker takes.

Knows nothing of the worker, of streams or of HTTP.
"""

from collections.abc import Mapping
from dataclasses import dataclass

QUEUED = "QUEUED"
RUNNING = "RUNNING"
SUCCEEDED = "SUCCEEDED"
PARTIAL_SUCCESS = "PARTIAL_SUCCESS"
FAILED = "FAILED"
ARCHIVED = "ARCHIVED"

ENDED = frozenset({SUCCEEDED, PARTIAL_SUCCESS, FAILED})
FINAL = ENDED | {ARCHIVED}
"""The statuses after which a stream says `complete` and closes."""

COPIES_A_BATCH = 5
DEFAULT_COPIES = {SUCCEEDED: COPIES_A_BATCH, PARTIAL_SUCCESS: 3}
DEFAULT_TOKENS: Mapping[str, int] = {"prompt": 5400, "completion": 6100, "total": 11500}


@dataclass(frozen=True, slots=True)
class Change:
    """One status change. What is None stays as it was."""

    status: str | None = None
    copy_count: int | None = None
    error_code: str | None = None
    error_message: str | None = None
    token_usage: Mapping[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """A change, or the deletion of the batch, `at` seconds after its creation."""

    at: float
    change: Change | None
    """None: the batch is deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How a batch goes: QUEUED, RUNNING, perhaps more statuses, an end. Times are seconds."""

    queued_seconds: float | None = None
    """None: the server's own pace."""
    running_seconds: float | None = None
    """None: the server's own pace. The intermediate statuses share it evenly."""
    intermediate: tuple[str, ...] = ()
    final_status: str | None = SUCCEEDED
    """None: it never ends by itself."""
    copy_count: int | None = None
    """None: what is usual for the final status: 5, 3 or 0."""
    error_code: str | None = None
    error_message: str | None = None
    token_usage: Mapping[str, int] | None = None
    """None: a usual amount, except for a batch that failed."""
    archived_after: float | None = None
    """Counted from the end; 0: in the same moment, so that a stream never shows the end itself."""
    deleted_after: float | None = None
    """Counted from the end, or from when it would have ended."""
    age_seconds: float = 0.0
    """It was created that long ago, and has already gone as far as it would have by now."""
    target_sequence: int | None = None
    """The one copy that is generated again, instead of five new ones."""

    def steps(self, default_queued_seconds: float, default_running_seconds: float) -> tuple[Step, ...]:
        """The plan in dated steps, in order."""
        queued = default_queued_seconds if self.queued_seconds is None else self.queued_seconds
        running = default_running_seconds if self.running_seconds is None else self.running_seconds
        ends_at = queued + running
        part = running / (len(self.intermediate) + 1)
        steps = [Step(queued, Change(RUNNING))]
        steps += [
            Step(queued + part * number, Change(status)) for number, status in enumerate(self.intermediate, start=1)
        ]
        if self.final_status is not None:
            steps.append(Step(ends_at, self._end(self.final_status)))
        if self.archived_after is not None:
            steps.append(Step(ends_at + self.archived_after, Change(ARCHIVED)))
        if self.deleted_after is not None:
            steps.append(Step(ends_at + self.deleted_after, None))
        return tuple(steps)

    def _end(self, status: str) -> Change:
        copies = DEFAULT_COPIES.get(status, 0) if self.copy_count is None else self.copy_count
        tokens = DEFAULT_TOKENS if self.token_usage is None and status != FAILED else self.token_usage
        return Change(status, copies, self.error_code, self.error_message, tokens)
