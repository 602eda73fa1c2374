"""Faults that change all events of a stream."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

from batchdesk.testserver.faults.kinds import Fault
from batchdesk.testserver.plan import FINAL
from batchdesk.testserver.wire import Event


@dataclass(frozen=True, kw_only=True)
class EventFault(Fault, ABC):
    """Changes the events of a stream, from its opening on."""

    @abstractmethod
    def changed(self, event: Event) -> Event | None:
        """What is sent instead; None: nothing."""


def _future_fields() -> Mapping[str, object]:
    return {"targetSequence": 2, "appendPrompt": "强调性价比", "future": {"nested": [1, None, "é"]}}


@dataclass(frozen=True, kw_only=True)
class UnknownFields(EventFault):
    """Fields of a future server."""

    fields: Mapping[str, object] = field(default_factory=_future_fields)

    def changed(self, event: Event) -> Event:
        return Event(event.name, {**event.data, **self.fields})


@dataclass(frozen=True, kw_only=True)
class OnlyComplete(EventFault):
    """The last `batch-status` never comes, only `complete`."""

    def changed(self, event: Event) -> Event | None:
        is_last_state = event.name == "batch-status" and event.data["status"] in FINAL
        return None if is_last_state else event
