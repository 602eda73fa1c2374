"""Which way a query of the history takes: what is rare first. SQLite has no statistics here, so it is counted.

Measured with a million batches: a search for a common word with a filter that lets nothing through takes 350 ms by the
index of the search and 2 ms by the filter.
"""

import sqlite3

from batchdesk.store.conditions import Lead, Matching, joint_lead, leads, matching
from batchdesk.store.records import HistoryQuery

FEW = 2_000
"""Batches that are looked at one by one, in ten milliseconds, rather than walked through newest first."""


def planned(connection: sqlite3.Connection, query: HistoryQuery) -> Matching:
    """`matching(query)`, led by its rarest filter where that lets few batches through. Raises sqlite3.Error."""
    filters = leads(query)
    fewest, rarest = FEW, None
    for lead in filters:
        number = _up_to(fewest, connection, lead)
        if number < fewest:
            fewest, rarest = number, lead
    if rarest is None and query.search and len(filters) > 1:
        together = joint_lead(query)
        if _up_to(FEW, connection, together) < FEW:
            rarest = together
    return matching(query, rarest)


def _up_to(limit: int, connection: sqlite3.Connection, lead: Lead) -> int:
    return connection.execute(f"SELECT count(*) FROM ({lead.ids} LIMIT {limit})", lead.parameters).fetchone()[0]
