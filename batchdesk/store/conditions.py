"""A query of the history as SQL. Used by everything that reads many batches, so that all mean the same by a filter."""

from collections.abc import Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class Matching:
    """The batches a query means: `SELECT … FROM {source} {where} ORDER BY {position} DESC`, with `parameters`."""

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


def matching(query: HistoryQuery) -> Matching:
    """What `query` means, its limit left out."""
    found = Matching()
    _search(found, query.search)
    _place(found, query)
    _filter(found, query)
    return found


def search_conditions(found: Matching, text: str) -> None:
    """Require that `batches` holds each word of `text`, without a say in the order: the index is asked apart."""
    words = search.words_of(text)
    asked = search.expression(words)
    if asked:
        found.require("batches.id IN (SELECT rowid FROM search WHERE search MATCH ?)", asked)
    _compare(found, words)


def _search(found: Matching, text: str) -> None:
    words = search.words_of(text)
    asked = search.expression(words)
    if asked:
        # The index gives its batches newest first by itself, one after the other: a page ends the search.
        found.source = "search CROSS JOIN batches ON batches.id = search.rowid"
        found.position = "search.rowid"
        found.require("search MATCH ?", asked)
    _compare(found, words)


def _compare(found: Matching, words: Sequence[str]) -> None:
    """The index knows pieces only: what it finds is compared itself."""
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


def _filter(found: Matching, query: HistoryQuery) -> None:
    if query.servers:
        found.require(
            f"batches.server IN (SELECT id FROM servers WHERE url IN ({marks(query.servers)}))", *query.servers
        )
    if query.statuses:
        found.require(f"batches.status IN ({marks(query.statuses)})", *query.statuses)
    if query.merchants:
        found.require(f"batches.merchant <> '' AND batches.merchant IN ({marks(query.merchants)})", *query.merchants)
    if query.tags:
        found.require(
            f"""batches.id IN (SELECT batch FROM batch_tags
              WHERE tag IN (SELECT id FROM tags WHERE name IN ({marks(query.tags)})))""",
            *query.tags,
        )
    if query.longer_than is not None:
        found.require("batches.duration_ms > ?", query.longer_than * 1000)
    if query.with_error:
        found.require(ERROR)


def containing(text: str) -> str:
    """A LIKE pattern for what contains `text`, whose own % and _ mean themselves."""
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"


def marks(values: Sequence[object]) -> str:
    """As many parameter marks."""
    return ", ".join("?" * len(values))
