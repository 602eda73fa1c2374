"""What deserves a notification, and what one says. When, and how many become one: `gathering`."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from enum import Enum

from msgspec import Struct

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState


class Telling(Enum):
    """What the operator wants of the end of one batch. The value is how the database spells it."""

    AS_RULES = ""
    """What the rules say."""
    ALWAYS = "tell"
    NEVER = "mute"


class Notice(Struct, frozen=True):
    """The end of one batch, as it is to be told."""

    id: int
    """Its row in the table of what is to be told."""
    key: BatchKey
    label: str
    outcome: str
    """SUCCEEDED, PARTIAL_SUCCESS or FAILED."""
    copy_count: int
    copy_target: int
    seconds: float | None
    """How long the generation took."""
    ended_at: datetime
    """Our clock, when the batch ended as far as can be known."""
    away: bool
    """It ended while nobody looked: the program was closed or the machine slept."""
    merchant: str = ""
    tags: tuple[str, ...] = ()
    telling: Telling = Telling.AS_RULES
    """The operator's wish for this batch."""
    name: str = ""
    """Under which name a message was about to be sent that nobody knows to have been: it is sent under it again."""


def moment_of_end(state: BatchState) -> datetime | None:
    """When the batch ended, in our clock: the age the server gives its own end, counted back from when we heard it.

    The difference of two times of one clock does not depend on how wrong either clock is. None before the end.
    """
    if not state.ended or state.received_at is None:
        return None
    if state.completed_at is None or state.timestamp is None or state.completed_at > state.timestamp:
        return state.received_at
    return state.received_at - (state.timestamp - state.completed_at)


def deserves_notice(before: BatchState, after: BatchState, added_at: datetime) -> bool:
    """Whether this change is the end of a batch that somebody waits for.

    Not told: a batch that had ended before it was added, and an end that was known already (archiving, a
    repeated `complete`).
    """
    if after.status not in status.ENDS or before.status == after.status:
        return False
    if before.version > 0 or before.status != status.UNKNOWN:
        return True
    ended = moment_of_end(after)
    return after.completed_at is not None and ended is not None and ended > added_at


def outcomes(notices: Sequence[Notice]) -> dict[str, int]:
    """How many succeeded, were partial, failed: in that order, without those that none did."""
    counted = Counter(notice.outcome for notice in notices)
    order = (status.SUCCEEDED, status.PARTIAL_SUCCESS, status.FAILED)
    return {outcome: counted[outcome] for outcome in order if counted[outcome]}
