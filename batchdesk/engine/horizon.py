"""Up to where a merchant's batches have been seen, so that what came since can be told from what was there. Pure.

Times are the server's own, compared with each other only: whose clock is right does not matter.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

OVERLAP = timedelta(minutes=1)
"""A server of several machines has several clocks: what appears late with an earlier time is still found."""

_BEFORE_ALL = datetime.fromtimestamp(0, UTC)


class Horizon:
    """Of one merchant. Moves only when a list was read down to it."""

    def __init__(self, until: datetime | None) -> None:
        """`until`: when the newest batch was made that an earlier run has seen; None: nobody has looked yet."""
        self.until = until
        self._recent: frozenset[str] | None = None
        """What this run has seen within the overlap; None before its first look, when `until` is all that is known."""

    def walk(self) -> "Walk":
        """Begin to read the list from its top."""
        return Walk(self)

    @property
    def floor(self) -> datetime | None:
        """What was made by then is not new. None: nothing is, since nobody has looked yet."""
        if self.until is None or self._recent is None:
            return self.until
        return self.until - OVERLAP

    def has_seen(self, batch_id: str) -> bool:
        """Whether an earlier look of this run has seen a batch of the overlap."""
        return batch_id in (self._recent or ())

    def move(self, met: dict[str, datetime]) -> None:
        """Take what a whole walk has met."""
        self.until = max([self.until or _BEFORE_ALL, *met.values()])
        self._recent = frozenset(batch_id for batch_id, made in met.items() if made > self.until - OVERLAP)


class Walk:
    """One way through a merchant's list, newest first, page by page, down to the horizon."""

    def __init__(self, horizon: Horizon) -> None:
        self._horizon = horizon
        self._floor = horizon.floor
        self._met: dict[str, datetime] = {}
        self.over = False
        """Whether the horizon is reached: no further page is needed."""

    def new_on(self, page: Iterable[tuple[str, datetime]]) -> list[str]:
        """The ids that are new among those of a page, each given with when it was made."""
        fresh = {batch_id: made for batch_id, made in page if batch_id not in self._met}
        self._met |= fresh
        # A page without anything fresh ends it, too: a server that gives the first page for ever is not asked for ever.
        self.over = self._floor is None or not fresh or min(fresh.values()) <= self._floor
        return [batch_id for batch_id, made in fresh.items() if self._is_new(batch_id, made)]

    def settle(self) -> None:
        """All that is new was taken: move the horizon."""
        self._horizon.move(self._met)

    def _is_new(self, batch_id: str, made: datetime) -> bool:
        return self._floor is not None and made > self._floor and not self._horizon.has_seen(batch_id)
