"""Ends that are told later: when a pause or quiet hours are over, or when the last of their kind has ended. Pure."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from enum import Enum

from msgspec import Struct

from batchdesk.batch.rules import HELD, Decision, Rule, Rules, Why, decide, silence_over_at
from batchdesk.batch.telling import Notice

LOOK_AGAIN = timedelta(minutes=1)
"""While something is held, at least so often: a clock may be set, and a machine may sleep over the moment."""

LAST_SETTLES = timedelta(seconds=1)
"""After the last of a kind: that a batch has ended is known a moment before its end is to be told."""

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


class Group(Struct, frozen=True):
    """Ends that are told in one message."""

    notices: tuple[Notice, ...]
    occasion: Occasion = Occasion.MANY


class Sorted(Struct, frozen=True):
    """Ends by what becomes of them."""

    told: tuple[Notice, ...]
    kept: tuple[tuple[Notice, Why], ...]
    """Not told, or not yet, and why."""


class Holding:
    """Every end that is put in comes out once, at once or later, unless the rules say that it is not told at all."""

    def __init__(self) -> None:
        self._held: dict[int, tuple[Notice, Decision]] = {}
        self._none_runs_since: dict[Rule, datetime] = {}
        self.look_again_at: datetime | None = None
        """When to call `release` next, whatever happens: the first moment after its last call at which something may
        have become free. None while nothing is held."""

    @property
    def holds(self) -> bool:
        """Whether something is held."""
        return bool(self._held)

    def put(self, notices: Iterable[Notice], rules: Rules, now: datetime) -> Sorted:
        """Sort new ends; those that are to be told later are held."""
        told: list[Notice] = []
        kept: list[tuple[Notice, Why]] = []
        for notice in notices:
            decision = decide(notice, rules, now, lambda _rule: True)  # `release` knows the last of a kind
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
            decision = decide(notice, rules, now, lambda rule: self._waits(rule, now, active))
            if decision.why in HELD:
                self._held[number] = (notice, _first_reason(held, decision))
                continue
            del self._held[number]
            free.setdefault((held.why, held.rule), []).append(notice)
        waited_for = {held.rule for _, held in self._held.values()}
        for rule in self._none_runs_since.keys() - waited_for:
            del self._none_runs_since[rule]
        self.look_again_at = self._next_look(rules, now)
        return [Group(tuple(notices), _OCCASIONS[why]) for (why, _), notices in free.items() if why is not None]

    def _next_look(self, rules: Rules, now: datetime) -> datetime | None:
        if not self._held:
            return None
        settled = [since + LAST_SETTLES for since in self._none_runs_since.values()]
        over = silence_over_at(rules, now)
        return min(time for time in (now + LOOK_AGAIN, *settled, over) if time is not None and time > now)

    def _waits(self, rule: Rule, now: datetime, active: Active) -> bool:
        """Whether one of its kind still runs, or ended so late that its end may still come in."""
        if active(rule):
            self._none_runs_since.pop(rule, None)
            return True
        since = self._none_runs_since.setdefault(rule, now)
        return since <= now < since + LAST_SETTLES  # not before it either: the clock may have been set


def _first_reason(held: Decision, decision: Decision) -> Decision:
    """What waited for others and is now held by the night is still told as what waited for others."""
    return decision if decision.why is Why.WAITS else held
