"""Which way a query of the history takes: what is rare first. SQLite has no statistics here, so it is counted.

Measured with a million batches: a search for a common word with a filter that lets nothing through takes 350 ms by the
index of the search and 2 ms by the filter.
"""

import sqlite3

from batchdesk.store.conditions import Matching, leads, matching
from batchdesk.store.records import HistoryQuery

FEW = 2_000
"""Batches that are looked at one by one, in ten milliseconds, rather than walked through newest first."""


def planned(connection: sqlite3.Connection, query: HistoryQuery) -> Matching:
    """`matching(query)`, led by its rarest filter where that lets few batches through. Raises sqlite3.Error."""
    fewest, rarest = FEW, None
    for lead in leads(query):
        counted = connection.execute(f"SELECT count(*) FROM ({lead.ids} LIMIT {fewest})", lead.parameters).fetchone()
        if counted[0] < fewest:
            fewest, rarest = counted[0], lead
    return matching(query, rarest)
