"""What is to go wrong: the faults that were injected and are not used up. Only the server's own thread touches it."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from batchdesk.testserver.faults import EventFault, Fault, OpeningFault, StreamFault, WireFault

SomeFault = TypeVar("SomeFault", bound=Fault)


class Faults:
    """Armed faults, oldest first. Each use counts down what its `times` allows."""

    def __init__(self) -> None:
        self._armed: list[Fault] = []
        self._left: dict[int, int | None] = {}

    def inject(self, fault: Fault) -> None:
        one = replace(fault)  # the same fault injected twice is two: they are told apart by identity
        self._armed.append(one)
        self._left[id(one)] = one.times

    def clear(self) -> None:
        self._armed.clear()
        self._left.clear()

    def opening(self, path: str, batch_id: str | None) -> OpeningFault | None:
        """The first that answers this request, used once."""
        found = self._matching(OpeningFault, batch_id, lambda fault: fault.is_for_path(path))
        return self._use(found[0]) if found else None

    def at_moment(self, batch_id: str, events_sent: int, struck: list[Fault]) -> StreamFault | None:
        """The next that strikes a stream which has sent so many events; none twice, as `struck` remembers."""
        found = self._matching(
            StreamFault,
            batch_id,
            lambda fault: events_sent >= fault.after_events and not any(fault is one for one in struck),
        )
        if not found:
            return None
        struck.append(found[0])
        return self._use(found[0])

    def for_events(self, batch_id: str) -> list[EventFault]:
        return [self._use(fault) for fault in self._matching(EventFault, batch_id)]

    def for_wire(self, batch_id: str) -> list[WireFault]:
        return [self._use(fault) for fault in self._matching(WireFault, batch_id)]

    def _matching(
        self,
        kind: type[SomeFault],
        batch_id: str | None,
        accepts: Callable[[SomeFault], bool] = lambda fault: True,
    ) -> list[SomeFault]:
        return [fault for fault in self._armed if isinstance(fault, kind) and fault.is_for(batch_id) and accepts(fault)]

    def _use(self, fault: SomeFault) -> SomeFault:
        left = self._left[id(fault)]
        if left is None:
            return fault
        self._left[id(fault)] = left - 1
        if left == 1:
            self._armed = [one for one in self._armed if one is not fault]
            del self._left[id(fault)]
        return fault
