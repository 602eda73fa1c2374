"""When to connect again: backoff with jitter for one stream, and a spread over all streams of one server.

Nothing here waits, and the clock and the randomness are given. Times are seconds.
"""

from asyncio import Lock
from collections.abc import Callable
from dataclasses import dataclass
from math import ceil

SMALLEST_HINT = 0.25
"""A `retry:` below this is taken as this: a server that asks for 0 would get a storm."""

LONGEST_RETRY_AFTER = 3600.0
"""A `Retry-After` beyond this is taken as this: somebody is waiting for the batch."""


@dataclass(frozen=True, slots=True)
class ReconnectPolicy:
    """How patiently a broken stream is made anew. All times in seconds."""

    initial: float = 1.0
    factor: float = 2.0
    cap: float = 30.0
    jitter: float = 0.25
    """The share by which a delay is shortened or lengthened at random, at the cap as well."""
    healthy_after: float = 60.0
    """A connection that held this long starts the backoff from the beginning."""


class Backoff:
    """The delays of one subscription. `random` gives numbers in [0, 1)."""

    def __init__(self, policy: ReconnectPolicy, random: Callable[[], float]) -> None:
        self._policy = policy
        self._random = random
        self._initial = policy.initial
        self.failures = 0
        """Since the last healthy connection."""

    def hint(self, milliseconds: int) -> None:
        """Take the server's `retry:` as the first delay from now on, within SMALLEST_HINT and the cap."""
        self._initial = min(max(milliseconds / 1000, SMALLEST_HINT), self._policy.cap)

    def connected_for(self, seconds: float) -> None:
        """Say how long a connection held before it broke."""
        if seconds >= self._policy.healthy_after:
            self.reset()

    def reset(self) -> None:
        """Begin again: the connection was healthy, or what stood in the way has changed."""
        self.failures = 0

    def next_delay(self, at_least: float = 0.0) -> float:
        """Count one failure and return how long to wait. `at_least` is the server's `Retry-After`."""
        policy = self._policy
        # Past the cap the power only grows: bounded, because it overflows after some thousand failures.
        delay = min(policy.cap, self._initial * policy.factor ** min(self.failures, 32))
        self.failures += 1
        jittered = delay * (1 + policy.jitter * (2 * self._random() - 1))
        return max(jittered, min(at_least, LONGEST_RETRY_AFTER))


class Pace:
    """Books the moments at which connections may be opened: so many a second, the first few of a burst at once.

    Ten thousand opened as fast as can be would take all of the interpreter, and a window that shares it would stand
    still.
    """

    RATE = 700
    """A second. A thousand streams are open in a second and a half."""

    AT_ONCE = 20

    def __init__(self) -> None:
        self._free_at = 0.0
        """When a bucket that holds AT_ONCE is full again, in the clock of `delay`."""

    def delay(self, now: float) -> float:
        """Book the next place; returns the seconds until it."""
        self._free_at = max(self._free_at, now) + 1 / self.RATE
        return max(0.0, self._free_at - now - self.AT_ONCE / self.RATE)


class Spread:
    """Keeps the streams of one server from coming back all at once after it restarted.

    A second has places for a fourteenth of them, evenly apart. Who wakes late for its place, because the machine is
    busy, waits for its turn: a second, wherever it begins, has turns for a twelfth. So none holds a tenth, as they are
    sent and, where some are a little longer under way than others, as they arrive.
    """

    FREE = 30
    """Places and turns a second in any case: so few streams trouble no server, and a single one is not held up."""

    def __init__(self) -> None:
        self.members = 0
        """Subscriptions of this server that run."""
        self.queue = Lock()
        """Whose place has come stands in it until he goes, so that one who goes late makes the next ones wait."""
        self._next_place: dict[int, int] = {}
        self._next_turn = 0.0

    def delay(self, now: float, wanted: float) -> float:
        """Book the first free place not before `wanted` seconds from `now`; returns the seconds until it."""
        self._next_place = {second: place for second, place in self._next_place.items() if second >= int(now)}
        places = max(self.FREE, self.members // 14)
        second = int(now + wanted)
        place = max(self._next_place.get(second, 0), ceil((now + wanted - second) * places))
        while place >= places:
            second += 1
            place = self._next_place.get(second, 0)
        self._next_place[second] = place + 1
        return max(wanted, second + place / places - now)

    def turn(self, now: float) -> float:
        """Take the next turn; returns the seconds until it, mostly none. Only the first of `queue` may."""
        turn = max(now, self._next_turn)
        self._next_turn = turn + 1 / max(self.FREE, self.members // 12)
        return turn - now
