"""How batches come to be, and who moves them on: the worker by their plan, or somebody by hand.

Everything here happens in the server's thread.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from batchdesk.testserver.batches import Batch, Batches, new_batch_id
from batchdesk.testserver.directory import User
from batchdesk.testserver.plan import Change, Plan
from batchdesk.testserver.wire import now
from batchdesk.testserver.worker import Worker


@dataclass(frozen=True, slots=True)
class Wanted:
    """A batch that is to be."""

    batch_id: str
    merchant_id: str
    plan: Plan
    scenario: str | None = None
    parent_batch_id: str | None = None
    assets: tuple[Mapping[str, object], ...] = ()
    triggered_by: str | None = None


class Making:
    """Keeps the plans that nobody has begun."""

    def __init__(
        self, batches: Batches, worker: Worker, operator: str, queued_seconds: float, running_seconds: float
    ) -> None:
        """`operator` is the id of whom a batch is of that nobody asked for; the times are those of a usual plan."""
        self._batches = batches
        self._worker = worker
        self._operator = operator
        self._queued_seconds = queued_seconds
        self._running_seconds = running_seconds
        self._waiting_plans: dict[str, Plan] = {}

    def create_as_asked(
        self, user: User, merchant_id: str, parent_id: str | None, assets: tuple[Mapping[str, object], ...]
    ) -> Batch:
        """The batch that a request asks for; the worker takes it up at once."""
        wanted = Wanted(new_batch_id(), merchant_id, Plan(), None, parent_id, assets, user.id)
        return self.create(wanted, autostart=True)

    def create(self, wanted: Wanted, *, autostart: bool) -> Batch:
        """A new batch, taken up by the worker at once or at `start`. Raises ValueError for an id that exists."""
        plan = wanted.plan
        batch = Batch(
            wanted.batch_id,
            wanted.merchant_id,
            wanted.triggered_by or self._operator,
            now() - timedelta(seconds=plan.age_seconds),
            parent_batch_id=wanted.parent_batch_id,
            target_sequence=plan.target_sequence,
            scenario=wanted.scenario,
            assets=wanted.assets,
        )
        self._batches.add(batch)
        self._waiting_plans[batch.id] = plan
        if autostart:
            self.start(batch.id)
        return batch

    def start(self, batch_id: str) -> None:
        """The worker takes up a batch that waits. Raises KeyError for any other."""
        plan = self._waiting_plans.pop(batch_id)
        steps = plan.steps(self._queued_seconds, self._running_seconds)
        self._worker.begin(batch_id, steps, plan.age_seconds)

    def by_hand(self, batch_id: str, change: Change) -> int:
        """One update; returns the new version. The worker leaves this batch alone from then on."""
        self._waiting_plans.pop(batch_id, None)
        self._worker.leave(batch_id)
        return self._batches.take(batch_id, change)
