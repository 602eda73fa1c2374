"""Whether any server can be reached, as an operator is told: once when none could for long, once when one can. Pure."""

from enum import Enum

PATIENCE_SECONDS = 120.0
"""A network that comes and goes is not worth a message."""


class News(Enum):
    """What there is to say."""

    LOST = "lost"
    BACK = "back"


class Reach:
    """Told how things stand, and when, in seconds of a clock that stands still while the machine sleeps and that nobody
    sets: neither makes an outage of what was none."""

    def __init__(self) -> None:
        self._lost_at: float | None = None
        self._told = False

    def stands(self, *, offline: bool, now: float) -> News | None:
        """Take in how it stands at `now`; returns what is to be told, if anything."""
        if not offline:
            was_told, self._lost_at, self._told = self._told, None, False
            return News.BACK if was_told else None
        if self._lost_at is None:
            self._lost_at = now
        if self._told or now < self._lost_at + PATIENCE_SECONDS:
            return None
        self._told = True
        return News.LOST

    def due_at(self) -> float | None:
        """When it is time to say LOST, if nothing changes; None while there is nothing to wait for."""
        return None if self._lost_at is None or self._told else self._lost_at + PATIENCE_SECONDS
