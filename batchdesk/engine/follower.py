"""The merchants that are followed on one server: when its list is asked for them, politely.

One request at a time, some seconds apart; none while nobody is signed in or there is no network.
"""

import asyncio
import logging
import random
from collections.abc import Callable
from datetime import timedelta

from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.engine.merchant import Intake, Merchant
from batchdesk.engine.options import FollowOptions
from batchdesk.engine.outlet import Outlet
from batchdesk.engine.server import Server
from batchdesk.engine.watched import FollowedMerchant
from batchdesk.store.records import Followed
from batchdesk.stream.reconnect import Backoff, ReconnectPolicy
from batchdesk.stream.session import SessionState
from batchdesk.stream.troubles import Reason

JITTER = 0.2
"""The share by which an interval is shortened or lengthened at random: many desks are not to ask in step."""

_log = logging.getLogger("batchdesk.engine")


class Follower:
    """Lives on the engine's loop."""

    def __init__(
        self, server: Server, intake: Intake, outlet: Outlet, options: FollowOptions, on_change: Callable[[], None]
    ) -> None:
        """Begins at once. `on_change` is called when `states` has changed."""
        self._server = server
        self._intake = intake
        self._outlet = outlet
        self._options = options
        self._on_change = on_change
        self._merchants: dict[str, Merchant] = {}
        self._due: dict[Merchant, float] = {}
        """When each is looked at next, in the loop's time."""
        self._not_before = 0.0
        self._trouble: Problem | None = None
        """What stands in the way of all of them."""
        self._backoff = Backoff(ReconnectPolicy(initial=options.interval, cap=options.longest), random.random)
        self._asked_anew = False
        """Somebody wants a look since the last one began."""
        self._stirred = asyncio.Event()
        self._network_is_up = asyncio.Event()
        self._network_is_up.set()
        self._task = asyncio.create_task(self._run(), name=f"following {server.url}")

    async def stop(self) -> None:
        """Ask no more."""
        self._task.cancel()
        await asyncio.wait([self._task])

    def follow(self, followed: Followed) -> None:
        """Look for new batches of a merchant from now on."""
        if followed.merchant not in self._merchants:
            merchant = Merchant(followed, self._server, self._intake, self._outlet, self._options)
            self._merchants[merchant.name] = merchant
            self._due[merchant] = self._time()
            self._stirred.set()

    def unfollow(self, name: str) -> None:
        """No longer so."""
        merchant = self._merchants.pop(name, None)
        if merchant is not None:
            merchant.unfollow()
            del self._due[merchant]

    def look_now(self, spread: float = 0.0) -> None:
        """What stood in the way may be gone: do not wait, or no longer than `spread` seconds."""
        self._asked_anew = True
        self._not_before = 0.0
        self._backoff.reset()
        self._due = dict.fromkeys(self._due, self._time() + random.uniform(0, spread))
        self._stirred.set()

    def network_changed(self, is_up: bool) -> None:
        """There is a network, perhaps another one, or there is none."""
        if is_up:
            self._network_is_up.set()
            self.look_now(self._options.spread)  # other desks have their network back at this moment, too
        else:
            self._network_is_up.clear()
            self._stirred.set()

    def states(self) -> list[FollowedMerchant]:
        """How it stands with each merchant."""
        return [self._state(merchant) for merchant in self._merchants.values()]

    def _state(self, merchant: Merchant) -> FollowedMerchant:
        asks = self._network_is_up.is_set() and self._server.session.state is not SessionState.SIGNED_OUT
        return FollowedMerchant(
            server=self._server.url,
            merchant=merchant.name,
            looked_at=merchant.looked_at,
            next_at=self._outlet.now() + timedelta(seconds=self._pause(merchant)) if asks else None,
            problem=self._trouble or merchant.problem,
            more=merchant.more,
        )

    async def _run(self) -> None:
        while True:
            self._stirred.clear()
            await self._until_it_may_ask()
            merchant = min(self._due, key=self._due.__getitem__, default=None)
            pause = None if merchant is None else self._pause(merchant)
            if merchant is not None and not pause:
                await self._look(merchant)
                self._on_change()
            else:
                await self._stirred_within(pause)

    async def _until_it_may_ask(self) -> None:
        session = self._server.session
        if not self._network_is_up.is_set():
            self._stand_still(Problem(ProblemKind.UNREACHABLE, {"reason": Reason.NETWORK_UNREACHABLE.value}))
            await self._network_is_up.wait()
        if session.state is SessionState.SIGNED_OUT:
            self._stand_still(Problem(ProblemKind.SIGNED_OUT))
            await session.wait_signed_in()
            self.look_now()

    def _stand_still(self, why: Problem) -> None:
        self._trouble = why
        self._on_change()

    async def _stirred_within(self, seconds: float | None) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._stirred.wait()
        except TimeoutError:
            pass

    async def _look(self, merchant: Merchant) -> None:
        self._asked_anew = False
        trouble: Problem | None = None
        pause = self._interval()
        try:
            await merchant.look()
        except BatchdeskError as error:
            _log.info("%s: a merchant's list: %s", self._server.url, error)
            if error.problem.kind is ProblemKind.NO_MERCHANT:
                merchant.problem = error.problem
                pause = self._options.longest
            else:
                trouble = error.problem
        except Exception:
            # A mistake of ours: the others are looked at all the same, and this one seldom.
            _log.exception("%s: a merchant's list could not be looked at", self._server.url)
            pause = self._options.longest
        self._trouble = trouble
        if not self._asked_anew:  # else the answer is older than the wish
            self._put_off(merchant, pause)

    def _put_off(self, merchant: Merchant, pause: float) -> None:
        """Look at it again after `pause` seconds, and at none before it is worth it."""
        if self._trouble is None:
            self._backoff.reset()
        else:
            self._not_before = self._time() + self._patience(self._trouble)
        if merchant in self._due:  # or it is not followed any more
            self._due[merchant] = self._time() + pause

    def _interval(self) -> float:
        interval = max(self._options.interval, len(self._merchants) * self._options.apart)
        return interval * random.uniform(1 - JITTER, 1 + JITTER)

    def _patience(self, trouble: Problem) -> float:
        if trouble.kind is ProblemKind.NO_LIST:
            return self._options.longest
        return self._backoff.next_delay(float(trouble.detail.get("retry_after", 0)))

    def _pause(self, merchant: Merchant) -> float:
        """Seconds until this one is looked at."""
        return max(0.0, self._due[merchant] - self._time(), self._not_before - self._time())

    def _time(self) -> float:
        return asyncio.get_running_loop().time()
