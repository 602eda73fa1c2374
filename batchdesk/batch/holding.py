"""Ends that are told later: when a pause or quiet hours are over, or when the last of their kind has ended. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from batchdesk.batch.rules import HELD, Decision, Rule, Rules, Why, decide, silence_over_at
from batchdesk.batch.telling import Notice

LOOK_AGAIN = timedelta(minutes=1)
"""While something is held, at least so often: a clock may be set, and a machine may sleep over the moment."""

Active = Callable[[Rule], bool]
"""Whether a batch that a rule covers has not ended."""


class Occasion(Enum):
    """Why several ends are told together."""

    MANY = "many"
    """They came in a burst, or while nobody looked."""
    PAUSE = "pause"
    QUIET = "quiet"
    LAST = "last"


_OCCASIONS = {Why.PAUSED: Occasion.PAUSE, Why.QUIET: Occasion.QUIET, Why.WAITS: Occasion.LAST}


@dataclass(frozen=True, slots=True)
class Group:
    """Ends that are told in one message."""

    notices: tuple[Notice, ...]
    occasion: Occasion = Occasion.MANY


@dataclass(frozen=True, slots=True)
class Sorted:
    """Ends by what becomes of them."""

    told: tuple[Notice, ...]
    kept: tuple[tuple[Notice, Why], ...]
    """Not told, or not yet, and why."""


class Holding:
    """Every end that is put in comes out once, at once or later, unless the rules say that it is not told at all."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[Notice, Decision]] = {}

    @property
    def holds(self) -> bool:
        """Whether something is held."""
        return bool(self._held)

    def put(self, notices: Iterable[Notice], rules: Rules, now: datetime, active: Active) -> Sorted:
        """Sort new ends; those that are to be told later are held."""
        told: list[Notice] = []
        kept: list[tuple[Notice, Why]] = []
        for notice in notices:
            decision = decide(notice, rules, now, active)
            if decision.why is None:
                told.append(notice)
                continue
            kept.append((notice, decision.why))
            if decision.why in HELD:
                self._held[notice.id] = (notice, decision)
        return Sorted(tuple(told), tuple(kept))

    def release(self, rules: Rules, now: datetime, active: Active) -> list[Group]:
        """Take out what need not wait any longer, one group for each reason it had waited for.

        What a changed rule forbids by now was to be told when it was held, and is told.
        """
        free: dict[tuple[Why | None, Rule | None], list[Notice]] = {}
        for number, (notice, held) in list(self._held.items()):
            decision = decide(notice, rules, now, active)
            if decision.why in HELD:
                self._held[number] = (notice, _first_reason(held, decision))
                continue
            del self._held[number]
            free.setdefault((held.why, held.rule), []).append(notice)
        return [Group(tuple(notices), _OCCASIONS[why]) for (why, _), notices in free.items() if why is not None]

    def look_again_at(self, rules: Rules, now: datetime) -> datetime | None:
        """When to call `release` next, whatever happens; None while nothing is held."""
        if not self._held:
            return None
        over = silence_over_at(rules, now)
        return now + LOOK_AGAIN if over is None else min(over, now + LOOK_AGAIN)


def _first_reason(held: Decision, decision: Decision) -> Decision:
    """What waited for others and is now held by the night is still told as what waited for others."""
    return decision if decision.why is Why.WAITS else held
