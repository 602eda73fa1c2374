"""Which ends are told with a notification, which only wait in the inbox, and which are told later. Pure.

The order of authority: the operator's wish for the batch, the first rule that fits it, what is usual for its outcome.
What is to be told by these is held back by a pause and by quiet hours, and told in one digest when they are over.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, time, timedelta
from enum import Enum

from msgspec import Struct

from batchdesk.batch import status
from batchdesk.batch.telling import Notice, Telling


class Tell(Enum):
    """What a rule says of the ends it fits."""

    ALWAYS = "always"
    NEVER = "never"
    LAST = "last"
    """Only when the last of all batches the rule fits has ended; then all of them at once."""


class Rule(Struct, frozen=True):
    """Fits an end in everything that is given; what is empty fits all."""

    tell: Tell
    outcome: str = ""
    """SUCCEEDED, PARTIAL_SUCCESS or FAILED."""
    server: str = ""
    merchant: str = ""
    tag: str = ""

    def covers(self, server: str, merchant: str, tags: Iterable[str]) -> bool:
        """Whether a batch, however it ends, is one of those this rule is about."""
        return (
            self.server in ("", server) and self.merchant in ("", merchant) and (not self.tag or self.tag in set(tags))
        )

    def fits(self, notice: Notice) -> bool:
        """Whether this end is one of those this rule is about."""
        return self.outcome in ("", notice.outcome) and self.covers(notice.key.server, notice.merchant, notice.tags)


class QuietHours(Struct, frozen=True):
    """Hours of the day without notifications, in local time; over midnight where they begin later than they end."""

    begin: time
    end: time
    failures: bool = True
    """Whether failures are told all the same."""

    def cover(self, now: datetime) -> bool:
        """Whether `now` (local time) is in them. Hours that end when they begin are none."""
        clock = now.time()
        if self.begin <= self.end:
            return self.begin <= clock < self.end
        return clock >= self.begin or clock < self.end

    def over_at(self, now: datetime) -> datetime:
        """When the hours that cover `now` are over, in the same zone: by the clock on the wall, whatever it does in
        the night of a change."""
        today = datetime.combine(now.date(), self.end, now.tzinfo)
        return today if today > now else datetime.combine(now.date() + timedelta(days=1), self.end, now.tzinfo)


ALL_OUTCOMES = (status.SUCCEEDED, status.PARTIAL_SUCCESS, status.FAILED)


class Rules(Struct, frozen=True):
    """What the operator wants to be told of."""

    outcomes: tuple[str, ...] = ALL_OUTCOMES
    """Told where nothing else is said."""
    rules: tuple[Rule, ...] = ()
    """The first that fits counts."""
    quiet: QuietHours | None = None
    paused_until: datetime | None = None
    """Nothing is told before this moment (aware)."""


class Why(Enum):
    """Why no notification is shown, or not yet. The value is how the database spells it."""

    RULE = "rule"
    MUTED = "muted"
    PAUSED = "paused"
    QUIET = "quiet"
    WAITS = "waits for others"
    NO_DAEMON = "no daemon"
    """Nothing shows notifications, and no window is on the screen to say it in."""


HELD = frozenset({Why.PAUSED, Why.QUIET, Why.WAITS})
"""Told later; the others are not told at all, and wait in the inbox."""


class Decision(Struct, frozen=True):
    """What becomes of an end."""

    why: Why | None = None
    """None: it is told now."""
    rule: Rule | None = None
    """For WAITS: the rule whose batches it waits for."""


TOLD_NOW = Decision()


def decide(notice: Notice, rules: Rules, now: datetime, active: Callable[[Rule], bool]) -> Decision:
    """What becomes of an end at `now` (local time, aware). `active` says whether a batch that a rule covers runs."""
    wish = _wish(notice, rules)
    if wish.why in (Why.RULE, Why.MUTED):
        return wish
    if wish.rule is not None and active(wish.rule):
        return wish
    return _held_back(notice, rules, now)


def silence_over_at(rules: Rules, now: datetime) -> datetime | None:
    """When the first of the pause and the quiet hours that cover `now` is over; None outside of both."""
    ends: list[datetime] = []
    if rules.paused_until is not None and now < rules.paused_until:
        ends.append(rules.paused_until)
    if rules.quiet is not None and rules.quiet.cover(now):
        ends.append(rules.quiet.over_at(now))
    return min(ends, default=None)


def _wish(notice: Notice, rules: Rules) -> Decision:
    if notice.telling is Telling.NEVER:
        return Decision(Why.MUTED)
    if notice.telling is Telling.ALWAYS:
        return TOLD_NOW
    rule = next((rule for rule in rules.rules if rule.fits(notice)), None)
    if rule is None:
        return TOLD_NOW if notice.outcome in rules.outcomes else Decision(Why.RULE)
    return {Tell.ALWAYS: TOLD_NOW, Tell.NEVER: Decision(Why.RULE), Tell.LAST: Decision(Why.WAITS, rule)}[rule.tell]


def _held_back(notice: Notice, rules: Rules, now: datetime) -> Decision:
    if rules.paused_until is not None and now < rules.paused_until:
        return Decision(Why.PAUSED)
    quiet = rules.quiet
    if quiet is not None and quiet.cover(now) and not (quiet.failures and notice.outcome == status.FAILED):
        return Decision(Why.QUIET)
    return TOLD_NOW
