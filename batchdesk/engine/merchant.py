"""One merchant that is followed: what is new in its list goes into the table.

When it is looked at is `follower`'s matter.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Protocol

from batchdesk.batch.identity import BatchKey, is_batch_id
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.times import parse_time
from batchdesk.engine.horizon import Horizon
from batchdesk.engine.options import FollowOptions
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.server import Server
from batchdesk.store.records import Addition, Followed
from batchdesk.stream.api import BatchPage


class Intake(Protocol):
    """Where new batches go."""

    def number_of(self, server: str, merchant: str) -> int:
        """How many batches of a merchant are watched."""
        ...

    async def add_new(self, additions: Sequence[Addition], at_most: int, awaited_since: datetime) -> int:
        """Watch those that were never added, the first `at_most` of them; returns how many that were."""
        ...


class Merchant:
    """Lives on the engine's loop."""

    def __init__(
        self, followed: Followed, server: Server, intake: Intake, outlet: Outlet, options: FollowOptions
    ) -> None:
        self.name = followed.merchant
        self.looked_at: datetime | None = None
        self.problem: Problem | None = None
        """What stands in the way of this merchant alone."""
        self.more = False
        """There may be more new ones than are added at a time."""
        self._since = followed.since
        self._horizon = Horizon(followed.seen_until)
        self._server = server
        self._intake = intake
        self._outlet = outlet
        self._options = options
        self._followed = True

    def unfollow(self) -> None:
        """Nothing is added any more, not even of a list that is being read."""
        self._followed = False

    async def look(self) -> None:
        """Read the list down to what was seen, and add what is new. Raises NO_LIST, NO_MERCHANT, DATABASE_NEWER, and
        what else a server's route may."""
        room = self._options.in_all - self._intake.number_of(self._server.url, self.name)
        self.problem = None if room > 0 else Problem(ProblemKind.TABLE_FULL, {"limit": self._options.in_all})
        # What is in the table already is not new: the first look only says what that is, and needs no room.
        if room > 0 or self._horizon.until is None:
            self.more = not await self._take_new(min(room, self._options.at_a_time))
        self.looked_at = self._outlet.now()

    async def _take_new(self, at_most: int) -> bool:
        """Whether all that is new was added. Only then the horizon moves: what is left is found again."""
        walk = self._horizon.walk()
        for number in count(1):
            page = await self._page(number)
            if not self._followed:
                return True
            new = [BatchKey(self._server.url, batch_id) for batch_id in walk.new_on(_made(page))]
            additions = [Addition(key, merchant=self.name) for key in new]
            if additions:
                at_most -= await self._intake.add_new(additions, at_most, self._since)
                if at_most <= 0:
                    return False
            if walk.over or not page.meta.has_next:
                break
        walk.settle()
        if self._horizon.until is not None:
            self._outlet.store.see_until(self._server.url, self.name, self._horizon.until)
        return True

    async def _page(self, number: int) -> BatchPage:
        page = await self._server.api.batches(self.name, number)
        if page is None:
            raise BatchdeskError(Problem(ProblemKind.NO_LIST))
        return page


def _made(page: BatchPage) -> Iterator[tuple[str, datetime]]:
    """The batches of a page with when they were made. One without a time cannot be said to be new."""
    for batch in page.data:
        made = parse_time(batch.created_at)
        if made is not None and is_batch_id(batch.id):
            yield batch.id, made
