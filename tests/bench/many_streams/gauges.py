"""What is read off this process: processor time, memory, and how late its GUI loop is."""

import math
import os
import threading
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

PAGE_KILOBYTES = os.sysconf("SC_PAGE_SIZE") / 1024


def resident_kilobytes() -> float:
    """The memory that this process has in use (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_KILOBYTES


class Processor:
    """Processor time of all threads of this process since it was made."""

    def __init__(self) -> None:
        self._cpu, self._wall, self._threads = time.process_time(), time.perf_counter(), _thread_seconds()

    def microseconds_each(self, count: int) -> float:
        """What each of `count` things has cost."""
        return round((time.process_time() - self._cpu) / count * 1e6, 1)

    def microseconds_each_on(self, thread: str, count: int) -> float:
        """What each has cost of the thread with this name."""
        return round((_thread_seconds()[thread] - self._threads[thread]) / count * 1e6, 1)

    def share_of_a_core(self) -> float:
        """Percent."""
        return round(100 * (time.process_time() - self._cpu) / (time.perf_counter() - self._wall), 1)


def _thread_seconds() -> dict[str, float]:
    clocks = {each.name: time.pthread_getcpuclockid(each.ident) for each in threading.enumerate() if each.ident}
    return {name: time.clock_gettime(clock) for name, clock in clocks.items()}


def queued_milliseconds() -> float:
    """How long this thread has waited for a processor, while it wanted to run (Linux)."""
    return int(Path("/proc/thread-self/schedstat").read_text().split()[1]) / 1e6


class Lateness:
    """How late a loop is that wanted to be called every millisecond. `tick` is what it calls."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Forget what was before."""
        self._last, self._queued, self._worked = _clocks()
        self._gaps: list[float] = []
        self._own: list[float] = []
        self._work: list[float] = []

    def tick(self) -> None:
        now, queued, worked = _clocks()
        gap = now - self._last
        self._gaps.append(gap)
        self._own.append(gap - (queued - self._queued))
        self._work.append(worked - self._worked)
        self._last, self._queued, self._worked = now, queued, worked

    def longest(self) -> float:
        """Milliseconds of the longest stall."""
        return round(max(self._gaps) - 1, 1)

    def longest_of_its_own(self) -> float:
        """Milliseconds of the longest stall, without what this thread waited for a processor. Another may have waited
        for one as well, with the interpreter in its hands: on a busy machine this is still more than our own."""
        return round(max(self._own) - 1, 1)

    def longest_work(self) -> float:
        """Milliseconds of processor time that this thread took for itself in one go, whatever the others did."""
        return round(max(self._work), 1)

    def p99(self) -> float:
        """Milliseconds that 99 of 100 inputs, coming at any moment, would have waited less than.

        By time rather than by tick: a stall of 100 ms is one tick, but what comes in during it are a hundred moments.
        """
        waits = [wait for gap in self._gaps for wait in range(math.ceil(gap))]
        return round(percentile(waits, 0.99), 1)


def _clocks() -> tuple[float, float, float]:
    """Milliseconds: by the wall, waited for a processor, and worked on it."""
    return time.perf_counter() * 1000, queued_milliseconds(), time.thread_time() * 1000


def percentile(values: Iterable[float], share: float) -> float:
    """The value that `share` of them do not exceed."""
    ordered: Sequence[float] = sorted(values)
    return ordered[min(len(ordered) - 1, math.ceil(share * len(ordered)) - 1)]
