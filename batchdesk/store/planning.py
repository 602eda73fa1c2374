"""Which way a query of the history takes: what is rare first. SQLite has no statistics here, so it is counted.

Measured with a million batches: a search for a common word with a filter that lets nothing through takes 350 ms by the
index of the search and 2 ms by the filter. A word that a hundredth of the batches has, with a merchant's two thousand,
takes 700 ms by either with a cold disk, and 20 ms where the two are compared before any batch is looked at.
"""

import sqlite3
from collections.abc import Sequence

from batchdesk.store import search
from batchdesk.store.conditions import Lead, Matching, joint_lead, leads, matching
from batchdesk.store.records import HistoryQuery

FEW = 2_000
"""Batches that are looked at one by one, in ten milliseconds, rather than walked through newest first."""

COMMON = 20_000
"""Batches that a search leaves: of so many, most of what a filter lets through is found by it as well."""

MANY = 50_000
"""Batches of a filter whose ids are put together, in ten milliseconds, to be compared with those of a search."""


def planned(connection: sqlite3.Connection, query: HistoryQuery) -> Matching:
    """`matching(query)`, led by its rarest filter where that lets few batches through. Raises sqlite3.Error."""
    filters = leads(query)
    asked = search.expression(search.words_of(query.search))
    if not asked or not filters:
        return matching(query, _rarest(connection, filters))
    if _up_to(COMMON, connection, Lead("SELECT rowid FROM search WHERE search MATCH ?", (asked,))) == COMMON:
        lead = _rarest(connection, filters) or _together(connection, query, filters)
        if lead is not None:
            return matching(query, lead)
    return matching(query, among=_among(connection, query))


def _among(connection: sqlite3.Connection, query: HistoryQuery) -> Sequence[Lead]:
    """The filters that are compared with the search. What they leave is looked at for the others: so all of them are
    one where they exclude each other."""
    filters = leads(query, with_time=False)
    among = [lead for lead in filters if _up_to(MANY, connection, lead) < MANY]
    together = _together(connection, query, filters) if 0 < len(among) < len(filters) else None
    return among if together is None else [together]


def _rarest(connection: sqlite3.Connection, filters: Sequence[Lead]) -> Lead | None:
    """The filter that lets fewest through, where those are few."""
    fewest, rarest = FEW, None
    for lead in filters:
        number = _up_to(fewest, connection, lead)
        if number < fewest:
            fewest, rarest = number, lead
    return rarest


def _together(connection: sqlite3.Connection, query: HistoryQuery, filters: Sequence[Lead]) -> Lead | None:
    """All filters at once, where those let few through."""
    together = joint_lead(query) if len(filters) > 1 else None
    return together if together is not None and _up_to(FEW, connection, together) < FEW else None


def _up_to(limit: int, connection: sqlite3.Connection, lead: Lead) -> int:
    return connection.execute(f"SELECT count(*) FROM ({lead.ids} LIMIT {limit})", lead.parameters).fetchone()[0]
