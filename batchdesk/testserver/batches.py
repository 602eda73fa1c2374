"""The server's database, in memory: what each batch is now. Only the server's own thread touches it.

Knows nothing of streams, sessions or HTTP; whoever wants to hear of a change hangs on `on_change`.
"""

import secrets
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from batchdesk.testserver.plan import ARCHIVED, ENDED, QUEUED, RUNNING, Change
from batchdesk.testserver.wire import now

BASE36 = string.digits + string.ascii_lowercase


def new_batch_id() -> str:
    """An id as the server's ORM makes them (cuid): 'cm' and 23 lower-case base-36 characters.

    One of them is always a digit, as in theirs, where part of it is a counter that begins with noughts: letters alone,
    one in 1,800 by chance, could be a word.
    """
    return "cm" + "".join(secrets.choice(BASE36) for _ in range(22)) + secrets.choice(string.digits)


@dataclass(slots=True)
class Batch:
    """One row. `status_version` grows by one with every update, for ever."""

    id: str
    merchant_id: str
    triggered_by: str
    created_at: datetime
    parent_batch_id: str | None = None
    target_sequence: int | None = None
    scenario: str | None = None
    assets: tuple[Mapping[str, object], ...] = ()
    model_id: str = "qwen-max"
    status: str = QUEUED
    status_version: int = 1
    copy_count: int = 0
    started_at: datetime | None = None
    completed_at: datetime | None = None
    updated_at: datetime = field(default_factory=now)
    error_code: str | None = None
    error_message: str | None = None
    token_usage: Mapping[str, int] | None = None


class Batches:
    """All batches of one server."""

    def __init__(self) -> None:
        self._by_id: dict[str, Batch] = {}
        self.on_change: Callable[[str], None] = lambda batch_id: None
        """Called with the id after every creation, change and deletion."""

    def add(self, batch: Batch) -> None:
        """Raises ValueError for an id that exists: the caller chose it."""
        if batch.id in self._by_id:
            raise ValueError(f"there is a batch {batch.id} already")
        self._by_id[batch.id] = batch
        self.on_change(batch.id)

    def find(self, batch_id: str) -> Batch | None:
        return self._by_id.get(batch_id)

    def take(self, batch_id: str, change: Change, at: datetime | None = None) -> int:
        """Applies one update and returns the new version; `at` is when it happened, now by default.

        Raises KeyError for an unknown batch.
        """
        batch = self._by_id[batch_id]
        moment = at or now()
        batch.status = change.status or batch.status
        batch.status_version += 1
        batch.updated_at = moment
        if batch.status == RUNNING and batch.started_at is None:
            batch.started_at = moment
        if batch.status in ENDED:
            batch.completed_at = moment
        if change.copy_count is not None:
            batch.copy_count = change.copy_count
        batch.error_code = change.error_code or batch.error_code
        batch.error_message = change.error_message or batch.error_message
        batch.token_usage = change.token_usage or batch.token_usage
        self.on_change(batch_id)
        return batch.status_version

    def delete(self, batch_id: str) -> bool:
        """True when there was one."""
        if self._by_id.pop(batch_id, None) is None:
            return False
        self.on_change(batch_id)
        return True

    def archive(self, batch_id: str) -> int:
        return self.take(batch_id, Change(ARCHIVED))

    def all(self) -> list[Batch]:
        return list(self._by_id.values())

    def of_merchant(self, merchant_id: str, statuses: frozenset[str]) -> list[Batch]:
        """Newest first; no statuses means all of them."""
        found = [
            batch
            for batch in self._by_id.values()
            if batch.merchant_id == merchant_id and (not statuses or batch.status in statuses)
        ]
        found.reverse()  # of those created in one moment the later row comes first, too
        return sorted(found, key=lambda batch: batch.created_at, reverse=True)
