"""How many batches each filter of the rail would show. Counted as changes come, never by looking at all rows. Pure."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.progress import late_at
from batchdesk.desktop.filtering.attention import CUT_OFF, needs_attention
from batchdesk.desktop.filtering.language import ACTIVE, ATTENTION, PUT_AWAY, Field, Term
from batchdesk.desktop.filtering.matching import is_active, status_name
from batchdesk.engine.watched import Changes, WatchedBatch

ALL = Term(Field.IS, "all")
"""Counts every batch; no filter of the search box."""
IS_ACTIVE = Term(Field.IS, ACTIVE)
IS_ATTENTION = Term(Field.IS, ATTENTION)
IS_PUT_AWAY = Term(Field.IS, PUT_AWAY)


class Counts:
    """What is overdue becomes so by time alone: `look_at_time` counts that anew."""

    def __init__(self) -> None:
        self._batches: dict[BatchKey, WatchedBatch] = {}
        self._counted: dict[BatchKey, tuple[Term, ...]] = {}
        self._unseen: Collection[BatchKey] = frozenset()
        self._late_at: dict[BatchKey, float] = {}
        """When those that are not yet over the usual will be."""
        self.by_term: Counter[Term] = Counter()

    def take(self, changes: Changes, now: datetime) -> None:
        """Count what has changed."""
        for key in changes.removed:
            self._forget(key)
            self._batches.pop(key, None)
            self._late_at.pop(key, None)
        for key, batch in changes.batches.items():
            before = self._batches.get(key)
            self._batches[key] = batch
            if before is None or _says_more(before, batch):
                self._count(batch, now)

    def set_unseen(self, unseen: Collection[BatchKey], now: datetime) -> None:
        """`unseen`: batches whose ends nobody has looked at."""
        before, self._unseen = self._unseen, frozenset(unseen)
        self._recount({*before} ^ {*self._unseen}, now)

    def look_at_time(self, now: datetime) -> None:
        """Time has passed."""
        seconds = now.timestamp()
        self._recount([key for key, late in self._late_at.items() if late <= seconds], now)

    def values(self, field: Field) -> Mapping[str, int]:
        """How many batches have each value of `field`, by name; values without batches are left out."""
        found = {term.value: number for term, number in self.by_term.items() if term.field is field and number}
        return dict(sorted(found.items(), key=lambda item: item[0].casefold()))

    def merchants(self) -> set[tuple[str, str]]:
        """The merchants that have batches in the table, each with a server: one may be on several."""
        return {(batch.key.server, batch.merchant) for batch in self._batches.values() if batch.merchant}

    def _recount(self, keys: Iterable[BatchKey], now: datetime) -> None:
        for key in keys:
            if key in self._batches:
                self._count(self._batches[key], now)

    def _count(self, batch: WatchedBatch, now: datetime) -> None:
        terms = _terms(batch, self._unseen, now)
        late = None if IS_ATTENTION in terms else late_at(batch.state, batch.usual)
        if late is None:
            self._late_at.pop(batch.key, None)
        else:
            self._late_at[batch.key] = late
        if terms != self._counted.get(batch.key):
            self._forget(batch.key)
            self._counted[batch.key] = terms
            self.by_term.update(terms)

    def _forget(self, key: BatchKey) -> None:
        self.by_term.subtract(self._counted.pop(key, ()))


def _says_more(before: WatchedBatch, after: WatchedBatch) -> bool:
    """Whether news of a batch can make it count otherwise. Most cannot, and come by the hundred a second; what time
    makes of them is counted when time is looked at."""
    return (
        before.state.status != after.state.status
        or before.state.started_at != after.state.started_at
        or _cut_off(before) is not _cut_off(after)
        or before.merchant != after.merchant
        or before.tags != after.tags
        or before.put_away != after.put_away
        or before.usual is not after.usual
    )


def _cut_off(batch: WatchedBatch) -> ConnectionState | None:
    state = batch.connection.state
    return state if state in CUT_OFF else None


def _terms(batch: WatchedBatch, unseen: Collection[BatchKey], now: datetime) -> tuple[Term, ...]:
    if batch.put_away:
        return (IS_PUT_AWAY,)  # no other filter shows it
    terms = [ALL, Term(Field.STATUS, status_name(batch)), Term(Field.SERVER, batch.key.server)]
    if is_active(batch):
        terms.append(IS_ACTIVE)
    if needs_attention(batch, unseen, now):
        terms.append(IS_ATTENTION)
    if batch.merchant:
        terms.append(Term(Field.MERCHANT, batch.merchant))
    terms += [Term(Field.TAG, tag) for tag in batch.tags]
    return tuple(terms)
