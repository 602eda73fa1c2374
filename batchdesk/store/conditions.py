"""A query of the history as SQL. Used by everything that reads many batches, so that all mean the same by a filter."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct, field
from msgspec.structs import replace

from batchdesk.store import search
from batchdesk.store.records import HistoryQuery

Parameter = str | int | float

TENTHS_A_SECOND = 10
"""`batches.id` counts tenths of a second: a date is a range of ids."""

ERROR = "(batches.error_code IS NOT NULL OR batches.error_message IS NOT NULL)"

_SEARCHED = (
    "batches.batch_id",
    "batches.label",
    "batches.error_code",
    f"substr(batches.error_message, 1, {search.LONGEST_TEXT})",
    f"substr(batches.note, 1, {search.LONGEST_TEXT})",
)


class Lead(Struct, frozen=True):
    """One filter of a query as the ids of its batches, straight from an index: what is rare is best looked at first."""

    ids: str
    """A SELECT."""
    parameters: tuple[Parameter, ...]


class Matching(Struct):
    """The batches a query means: `SELECT … FROM {source} {where} ORDER BY {position} DESC`, with `parameters`.

    Another table is joined to it with CROSS JOIN: the way through is chosen here, not by SQLite, which keeps no
    statistics of this database.
    """

    source: str = "batches"
    position: str = "batches.id"
    """What orders the history; the same number as `batches.id`."""
    conditions: list[str] = field(default_factory=list[str])
    parameters: list[Parameter] = field(default_factory=list[Parameter])

    @property
    def where(self) -> str:
        """The WHERE clause; empty without a condition."""
        return f"WHERE {' AND '.join(self.conditions)}" if self.conditions else ""

    def require(self, condition: str, *parameters: Parameter) -> None:
        """One more condition."""
        self.conditions.append(condition)
        self.parameters.extend(parameters)


def matching(query: HistoryQuery, lead: Lead | None = None, among: Sequence[Lead] = ()) -> Matching:
    """What `query` means, its limit left out.

    With `lead` its batches are looked at, each of them; otherwise all are walked through newest first, by the index of
    the search or by the one that leaves out most, until a page is full. With `among` the index of the search is walked,
    and only batches that are among those of all these filters are looked at.
    """
    found, filters = Matching(), _filters(query)
    words = search.words_of(query.search)
    asked = search.expression(words)
    if lead is not None:
        found.source = "batches NOT INDEXED"
        found.require(f"batches.id IN ({lead.ids})", *lead.parameters)
    elif asked:
        # The index gives its batches newest first by itself, one after the other: a page ends the search.
        facts = "INDEXED BY batches_facts" if filters else ""
        found.source = f"search CROSS JOIN batches {facts} ON batches.id = search.rowid"
        found.position = "search.rowid"
        found.require("search MATCH ?", asked)
        for one in among:
            # The plus keeps SQLite from asking the index for each of them.
            found.require(f"+search.rowid IN ({one.ids})", *one.parameters)
    elif _goes_by_tag(query):
        facts = "INDEXED BY batches_facts" if filters[1:] else ""
        found.source = f"batch_tags CROSS JOIN batches {facts} ON batches.id = batch_tags.batch"
        found.position = "batch_tags.batch"
        found.require("batch_tags.tag = (SELECT id FROM tags WHERE name = ?)", *query.tags)
        filters = filters[1:]
    elif filters:
        walks = [one.walk for one in filters if one.walk]
        found.source = f"batches INDEXED BY {walks[0] if walks else 'batches_facts'}"
    _place(found, query)
    for one in filters:
        found.require(one.condition, *one.parameters)
    compare(found, words)
    return found


def _goes_by_tag(query: HistoryQuery) -> bool:
    """What an error or a merchant leaves is less, and is asked for its tag without the table."""
    return len(query.tags) == 1 and not query.with_error and len(query.merchants) != 1


def leads(query: HistoryQuery, *, with_time: bool = True) -> list[Lead]:
    """The filters of `query` that may lead. A time alone needs none: ids carry it."""
    place = Matching()
    _place(place, replace(query, before=None))
    filters = _filters(query)
    if with_time and place.conditions and (filters or query.search):
        filters.append(_by_index("batches_facts", "true", (), in_order=True))
    return [
        Lead(f"SELECT id FROM ({one.ids}) AS batches {place.where}", (*one.parameters, *place.parameters))
        for one in filters
    ]


def joint_lead(query: HistoryQuery) -> Lead:
    """All filters of `query` together, for a search: what they leave is found by an index, mostly without the table."""
    found = matching(replace(query, search="", before=None))
    return Lead(f"SELECT batches.id AS id FROM {found.source} {found.where}", tuple(found.parameters))


def compare(found: Matching, words: Sequence[str]) -> None:
    """Require that the texts of `batches` hold each word. The index of the search knows pieces only."""
    for word in words:
        pattern = containing(word)
        alternatives = [rf"{text} LIKE ? ESCAPE '\'" for text in _SEARCHED]
        alternatives.append(
            r"""EXISTS (SELECT 1 FROM batch_tags JOIN tags ON tags.id = batch_tags.tag
              WHERE batch_tags.batch = batches.id AND tags.name LIKE ? ESCAPE '\')"""
        )
        found.require(f"({' OR '.join(alternatives)})", *[pattern] * len(alternatives))


def _place(found: Matching, query: HistoryQuery) -> None:
    if query.before is not None:
        found.require(f"{found.position} < ?", query.before)
    if query.since is not None:
        found.require(f"{found.position} >= ?", int(query.since.timestamp() * TENTHS_A_SECOND))
    if query.until is not None:
        found.require(f"{found.position} < ?", int(query.until.timestamp() * TENTHS_A_SECOND))


class _Filter(NamedTuple):
    condition: str
    parameters: Sequence[Parameter]
    ids: str
    """The ids of the batches it lets through, as a SELECT with the same parameters."""
    walk: str = ""
    """The index that gives them in the order of their ids; empty: none does."""


def _filters(query: HistoryQuery) -> list[_Filter]:
    """Those that usually leave out most come first."""
    filters: list[_Filter] = []
    if query.tags:
        tag = f"tag IN (SELECT id FROM tags WHERE name IN ({marks(query.tags)}))"
        condition = f"EXISTS (SELECT 1 FROM batch_tags WHERE batch = batches.id AND {tag})"
        filters.append(_Filter(condition, query.tags, f"SELECT batch AS id FROM batch_tags WHERE {tag}"))
    if query.with_error:
        filters.append(_by_index("batches_with_error", ERROR, (), in_order=True))
    if query.merchants:
        condition = f"batches.merchant <> '' AND batches.merchant IN ({marks(query.merchants)})"
        filters.append(_by_index("batches_of_merchant", condition, query.merchants, len(query.merchants) == 1))
    if query.statuses:
        condition = f"batches.status IN ({marks(query.statuses)})"
        filters.append(_by_index("batches_of_status", condition, query.statuses, len(query.statuses) == 1))
    if query.longer_than is not None:
        condition = "batches.duration_ms > ?"
        filters.append(_by_index("batches_of_duration", condition, (query.longer_than * 1000,), in_order=False))
    if query.servers:
        condition = f"batches.server IN (SELECT id FROM servers WHERE url IN ({marks(query.servers)}))"
        filters.append(_by_index("batches_of_server", condition, query.servers, in_order=False))
    return filters


def _by_index(index: str, condition: str, parameters: Sequence[Parameter], in_order: bool) -> _Filter:
    ids = f"SELECT id FROM batches INDEXED BY {index} WHERE {condition}"
    return _Filter(condition, parameters, ids, index if in_order else "")


def containing(text: str) -> str:
    """A LIKE pattern for what contains `text`, whose own % and _ mean themselves."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def marks(values: Sequence[object]) -> str:
    """As many parameter marks."""
    return ", ".join("?" * len(values))
