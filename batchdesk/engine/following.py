"""The merchants whose new batches are added by themselves, on all servers."""

import asyncio
from collections.abc import Callable, Iterable

from batchdesk.engine.follower import Follower
from batchdesk.engine.merchant import Intake
from batchdesk.engine.options import FollowOptions
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.server import Server
from batchdesk.store.records import Followed


class Following:
    """Lives on the engine's loop; every method is called there."""

    def __init__(
        self, outlet: Outlet, intake: Intake, server_at: Callable[[str], Server], options: FollowOptions
    ) -> None:
        """`server_at` gives a server by its address, and raises UNKNOWN_SERVER where it is none of ours."""
        self._outlet = outlet
        self._intake = intake
        self._server_at = server_at
        self._options = options
        self._followers: dict[str, Follower] = {}

    def take_up(self, followed: Iterable[Followed]) -> None:
        """Go on with what was followed in an earlier run."""
        for one in followed:
            self._follower(one.server).follow(one)
        self._post()

    async def close(self) -> None:
        """Ask no more."""
        await asyncio.gather(*(follower.stop() for follower in self._followers.values()))

    async def follow(self, server: str, merchant: str) -> None:
        """Add a merchant's new batches from now on. Raises UNKNOWN_SERVER."""
        follower = self._follower(server)
        await asyncio.wrap_future(self._outlet.store.follow(server, merchant))
        follower.follow(Followed(server, merchant, self._outlet.now()))
        self._post()

    async def unfollow(self, server: str, merchant: str) -> None:
        """No longer so. What was added stays."""
        await asyncio.wrap_future(self._outlet.store.unfollow(server, merchant))
        if server in self._followers:
            self._followers[server].unfollow(merchant)
        self._post()

    async def forget(self, server: str) -> None:
        """The server is not known any more."""
        follower = self._followers.pop(server, None)
        if follower is not None:
            await follower.stop()
            self._post()

    def look_now(self) -> None:
        """Look at every merchant's list without waiting."""
        for follower in self._followers.values():
            follower.look_now()

    def network_changed(self, is_up: bool) -> None:
        """There is a network, perhaps another one, or there is none."""
        for follower in self._followers.values():
            follower.network_changed(is_up)

    def _follower(self, url: str) -> Follower:
        if url not in self._followers:
            server = self._server_at(url)
            self._followers[url] = Follower(server, self._intake, self._outlet, self._options, self._post)
        return self._followers[url]

    def _post(self) -> None:
        states = [state for follower in self._followers.values() for state in follower.states()]
        self._outlet.mailbox.post(followed=states)
