"""What the history is filtered by, beside the words in the search box. Values only."""

from datetime import datetime

from msgspec import Struct, field
from msgspec.structs import replace

from batchdesk.desktop.history.dates import Dates
from batchdesk.store.records import HistoryQuery


class Choice(Struct, frozen=True):
    """What is chosen in the bar; empty and None: nothing."""

    statuses: tuple[str, ...] = ()
    servers: tuple[str, ...] = ()
    merchants: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    dates: Dates = field(default_factory=Dates)
    longer_than: float | None = None
    """Seconds."""
    with_error: bool = False

    def narrow(self, query: HistoryQuery, now: datetime) -> HistoryQuery:
        """`query`, which the search box means, with all that is chosen here. Where both name values of one kind, a
        batch must have one that both name; where there is none, nothing is found."""
        since, until = self.dates.bounds(now)
        return replace(
            query,
            statuses=_both(query.statuses, self.statuses),
            servers=_both(query.servers, self.servers),
            merchants=_both(query.merchants, self.merchants),
            tags=_both(query.tags, self.tags),
            since=since,
            until=until,
            longer_than=self.longer_than,
            with_error=self.with_error,
        )


_NOWHERE = ("\0",)
"""A name that nothing has."""


def _both(typed: tuple[str, ...], chosen: tuple[str, ...]) -> tuple[str, ...]:
    if not typed or not chosen:
        return typed or chosen
    return tuple(name for name in typed if name in chosen) or _NOWHERE
