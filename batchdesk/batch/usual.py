"""How long batches take, learnt from those that have finished. Pure; must not know how a batch is shown."""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from msgspec import Struct

ENOUGH = 9
"""Finished batches before anything is said of the next: the fewest of which shortest and longest span eight in ten."""

ENOUGH_OF_A_MERCHANT = 30
"""From so many of a merchant on its own batches say more than all of the server's."""

KEPT = 200
"""How many durations are kept of a server, and of each merchant: old ones say little about today's models."""

LEFT_OUT = 0.2
"""The share of batches that may end outside of the range, half on either side."""

_LEARNING_RATE = 0.02
_WIDEST, _NARROWEST = 0.0, 0.25


class Took(NamedTuple):
    """One batch that has finished."""

    seconds: float
    merchant: str
    """Empty where it is not known."""


class Usual(Struct, frozen=True):
    """How long batches take, in seconds: eight of ten between `low` and `high`."""

    low: float
    median: float
    high: float
    sample: tuple[float, ...] = ()
    """What is known, in ascending order; the three numbers alone stand in for it where it is empty."""
    tail: float = LEFT_OUT / 2
    """The share of the sample that is below `low`, and above `high`."""

    def left_after(self, elapsed: float) -> "Usual | None":
        """How long it still takes when a batch has been running for `elapsed` seconds: only those that took longer
        say anything of that. None where none took longer."""
        known = self.sample or (self.low, self.median, self.high)
        longer = [seconds - elapsed for seconds in known[bisect_right(known, elapsed) :]]
        return _range_of(longer, self.tail) if longer else None


class Durations:
    """The last durations of a server's finished batches, and of each merchant's."""

    def __init__(self, finished: Iterable[Took] = ()) -> None:
        """`finished`: oldest first."""
        self._all = _Sample()
        self._merchants: defaultdict[str, _Sample] = defaultdict(_Sample)
        for took in finished:
            self.add(took)

    def add(self, took: Took) -> None:
        """Take one more finished batch into account."""
        self._all.add(took.seconds)
        if took.merchant:
            self._merchants[took.merchant].add(took.seconds)

    def usual(self, merchant: str = "") -> Usual | None:
        """How long a batch of this merchant takes, known from its own where they are enough; None with fewer than
        ENOUGH in all."""
        own = self._merchants.get(merchant)
        return (own if own is not None and own.size >= ENOUGH_OF_A_MERCHANT else self._all).usual()


class _Sample:
    """Learns how wide the range has to be as well: after a miss a little wider, after a hit a little narrower, so that
    it holds for eight of ten also while durations drift (Gibbs and Candès, 'Adaptive conformal inference', 2021).
    """

    def __init__(self) -> None:
        self._in_order_of_arrival: list[float] = []
        self._sorted: list[float] = []
        self._tail = LEFT_OUT / 2
        self._usual: Usual | None = None

    @property
    def size(self) -> int:
        return len(self._sorted)

    def add(self, seconds: float) -> None:
        expected = self.usual()
        if expected is not None:
            missed = not expected.low <= seconds <= expected.high
            tail = self._tail + _LEARNING_RATE * (LEFT_OUT - missed) / 2
            self._tail = min(_NARROWEST, max(_WIDEST, tail))
        self._in_order_of_arrival.append(seconds)
        insort(self._sorted, seconds)
        if len(self._in_order_of_arrival) > KEPT:
            self._sorted.remove(self._in_order_of_arrival.pop(0))
        self._usual = None

    def usual(self) -> Usual | None:
        """One object until the next `add`: thousands of rows share it."""
        if self._usual is None and len(self._sorted) >= ENOUGH:
            self._usual = _range_of(self._sorted, self._tail)
        return self._usual


def _range_of(known: Sequence[float], tail: float) -> Usual:
    return Usual(_quantile(known, tail), _quantile(known, 0.5), _quantile(known, 1 - tail), tuple(known), tail)


def _quantile(known: Sequence[float], share: float) -> float:
    """Below this the next value is with a chance of `share`: it falls alike into each gap between the known ones."""
    position = min(max(share * (len(known) + 1) - 1, 0.0), len(known) - 1.0)
    below = int(position)
    above = min(below + 1, len(known) - 1)
    return known[below] + (known[above] - known[below]) * (position - below)
