"""Whether any server can be heard, as an operator is told: once when none could for long, once when one can. Pure."""

from enum import Enum

PATIENCE_SECONDS = 120.0
"""A network that comes and goes is not worth a message."""

SLEEP_SECONDS = 30.0
"""Asked so much later than it wanted to be, it takes the machine to have slept: some clocks go on meanwhile."""


class Standing(Enum):
    """How all batches together stand that are expected to move."""

    HEARD = "heard"
    """At least one of them is, or there is none."""
    UNREACHABLE = "unreachable"
    """None is, and it is tried again by itself."""
    SIGNED_OUT = "signed out"
    """None is, and only a person can change that."""


class Reach:
    """Told how things stand, and when, in seconds of a clock that nobody sets: a step of the time of day makes no
    outage, and neither does a sleep."""

    def __init__(self) -> None:
        self._standing = Standing.HEARD
        self._since = 0.0
        self._asked_at = 0.0
        self._told = Standing.HEARD

    def stands(self, standing: Standing, now: float, *, silent: bool = False) -> Standing | None:
        """Take in how it stands at `now`; return what is to be told, if anything. `silent`: nothing is, for now.

        That the operator has signed in is not told: nobody else can have done it.
        """
        slept = now - self._asked_at > PATIENCE_SECONDS + SLEEP_SECONDS
        if standing is not self._standing or slept:
            self._standing, self._since = standing, now
        self._asked_at = now
        if silent or standing is self._told:
            return None
        if standing is Standing.HEARD:
            was_told, self._told = self._told, standing
            return standing if was_told is Standing.UNREACHABLE else None
        if now < self._since + PATIENCE_SECONDS:
            return None
        self._told = standing
        return standing

    def due_at(self) -> float | None:
        """When to ask again, if nothing changes; None while there is nothing to wait for."""
        if self._standing is self._told:
            return None
        return self._asked_at if self._standing is Standing.HEARD else self._since + PATIENCE_SECONDS
