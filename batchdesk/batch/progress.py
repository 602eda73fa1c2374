"""How far a batch is, honestly: what is known once it ended, and an estimate that says it is one while it runs."""

from datetime import datetime

from msgspec import Struct

from batchdesk.batch import status
from batchdesk.batch.state import BatchState
from batchdesk.batch.usual import Usual

FULLEST = 0.95
"""An estimate never fills the bar: only the server says that a batch is done."""


class Progress(Struct, frozen=True):
    """What a progress bar may say."""

    copies: int | None = None
    """Copies made, once that is known: at the end."""
    target: int = 0
    fraction: float | None = None
    """The estimate, 0 … FULLEST; None where there is nothing to estimate from."""
    usual_from: float | None = None
    """Where on the bar the usual range begins, 0 … 1."""
    left: Usual | None = None
    """How long it still takes; None when unknown or late."""
    usual: Usual | None = None
    over_seconds: float | None = None
    """By how much it is over the usual; None while it is not late."""


def elapsed_seconds(state: BatchState, now: datetime) -> float | None:
    """How long the generation has been running, or took. None before it started.

    While it runs: the server's `timestamp - startedAt` at the last version plus our own time since, so that
    neither clock's error counts.
    """
    if state.ended:
        return state.running_seconds
    if state.started_at is None or state.received_at is None:
        return None
    before = max(0.0, (state.timestamp - state.started_at).total_seconds()) if state.timestamp else 0.0
    return before + max(0.0, (now - state.received_at).total_seconds())


def late_at(state: BatchState, usual: Usual | None) -> float | None:
    """From when on a running batch is over the usual (our clock, seconds since 1970); None where nobody can say."""
    if state.status != status.RUNNING or usual is None or state.received_at is None:
        return None
    elapsed = elapsed_seconds(state, state.received_at)
    return None if elapsed is None else state.received_at.timestamp() + usual.high - elapsed


def progress_of(state: BatchState, usual: Usual | None, now: datetime) -> Progress:
    """What is known of a batch's progress at `now` (our clock)."""
    if state.ended:
        return Progress(copies=state.copy_count, target=state.copy_target)
    elapsed = elapsed_seconds(state, now)
    if state.status != status.RUNNING or usual is None or elapsed is None:
        return Progress(target=state.copy_target)
    # The bar's length stands for the upper end of the usual range: a batch inside the range is visibly not yet full.
    span = max(usual.high, 0.001)
    late = elapsed > usual.high
    return Progress(
        target=state.copy_target,
        fraction=min(FULLEST, elapsed / span * FULLEST),
        usual_from=usual.low / span * FULLEST,
        left=None if late else usual.left_after(elapsed),
        usual=usual,
        over_seconds=elapsed - usual.high if late else None,
    )
