"""Whether a watched batch is meant by the terms of the search box, and what they mean for the history."""

from collections.abc import Callable, Collection, Iterable

from msgspec import Struct

from batchdesk.batch import status
from batchdesk.desktop.filtering.language import ACTIVE, ATTENTION, GONE, PINNED, PUT_AWAY, Field, Term
from batchdesk.desktop.watching import formats
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import HistoryQuery

STATUS_NAMES = {
    status.QUEUED: "queued",
    status.RUNNING: "running",
    status.SUCCEEDED: "succeeded",
    status.PARTIAL_SUCCESS: "partial",
    status.FAILED: "failed",
    status.ARCHIVED: "archived",
}

Attention = Callable[[WatchedBatch], bool]


class HistoryFilter(Struct, frozen=True):
    """What the history can be asked, and what of the terms it cannot."""

    query: HistoryQuery
    left_out: tuple[Term, ...] = ()


class Filter:
    """The terms, ready to be asked about ten thousand batches. What is put away is meant where it is asked for only."""

    def __init__(self, terms: Iterable[Term], needs_attention: Attention) -> None:
        self._needs_attention = needs_attention
        terms = tuple(terms)
        self.terms = terms
        self._finds_put_away = Term(Field.IS, PUT_AWAY) in terms
        self._words = [term.value.casefold() for term in terms if term.field is Field.TEXT and not term.negated]
        self._unwanted = [term for term in terms if term.negated]
        wanted = [term for term in terms if not term.negated and term.field is not Field.TEXT]
        self._wanted = [[term for term in wanted if term.field is field] for field in {term.field for term in wanted}]

    def accepts(self, batch: WatchedBatch) -> bool:
        """Whether `batch` is meant."""
        if batch.put_away and not self._finds_put_away:
            return False
        if not self.terms:
            return True
        if any(self._holds(term, batch) for term in self._unwanted):
            return False
        if not all(any(self._holds(term, batch) for term in terms) for terms in self._wanted):
            return False
        return not self._words or _holds_words(batch, self._words)

    def _holds(self, term: Term, batch: WatchedBatch) -> bool:
        value = term.value.casefold()
        match term.field:
            case Field.TEXT:
                return _holds_words(batch, [value])
            case Field.STATUS:
                return status_name(batch).startswith(value)
            case Field.TAG:
                return any(tag.casefold() == value for tag in batch.tags)
            case Field.SERVER:
                return value in batch.key.server.casefold()
            case Field.MERCHANT:
                return batch.merchant.casefold() == value
            case Field.IS:
                return self._is(value, batch)

    def _is(self, value: str, batch: WatchedBatch) -> bool:
        tests: dict[str, Attention] = {
            ACTIVE: is_active,
            ATTENTION: self._needs_attention,
            PINNED: lambda batch: batch.pinned,
            PUT_AWAY: lambda batch: batch.put_away,
        }
        return any(name.startswith(value) and test(batch) for name, test in tests.items())


def is_active(batch: WatchedBatch) -> bool:
    """Whether more is to come."""
    return not batch.state.ended and not formats.is_gone(batch)


def status_name(batch: WatchedBatch) -> str:
    """The status as the language has it; a future one in small letters."""
    if formats.is_gone(batch):
        return GONE
    return STATUS_NAMES.get(batch.state.status, batch.state.status.casefold())


def to_history_filter(terms: Iterable[Term], servers: Collection[str]) -> HistoryFilter:
    """The same terms for the history. `servers` are all that are known: a part of an address is enough to mean one."""
    found: dict[Field, list[str]] = {field: [] for field in Field}
    left_out: list[Term] = []
    for term in terms:
        values = [] if term.negated else _history_values(term, servers)
        found[term.field] += values
        if not values:
            left_out.append(term)
    query = HistoryQuery(
        search=" ".join(found[Field.TEXT]),
        statuses=tuple(found[Field.STATUS]),
        servers=tuple(found[Field.SERVER]),
        merchants=tuple(found[Field.MERCHANT]),
        tags=tuple(found[Field.TAG]),
    )
    return HistoryFilter(query, tuple(left_out))


def _history_values(term: Term, servers: Collection[str]) -> list[str]:
    value = term.value.casefold()
    match term.field:
        case Field.STATUS:
            return [known for known, name in STATUS_NAMES.items() if name.startswith(value)]
        case Field.SERVER:
            return [server for server in servers if value in server.casefold()]
        case Field.IS:
            return []
        case Field.TEXT | Field.TAG | Field.MERCHANT:
            return [term.value]


def _holds_words(batch: WatchedBatch, words: list[str]) -> bool:
    state = batch.state
    parts = (
        batch.label,
        batch.key.batch_id,
        formats.status_words(batch),
        state.error_code or "",
        state.error_message or "",
        batch.note,
        batch.merchant,
        *batch.tags,
    )
    text = "\n".join(parts).casefold()
    return all(word in text for word in words)
