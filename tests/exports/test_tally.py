"""The sums of a report are those of the charts in the window."""

from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from batchdesk.exports.tally import Tally
from batchdesk.store.bulk import BulkReader
from batchdesk.store.reader import Reader
from batchdesk.store.records import HistoryQuery


def test_rows_that_go_by_come_to_the_same_as_what_the_database_counts(filled: Callable[[int], Path]) -> None:
    path, query = filled(7), HistoryQuery(limit=None)
    tally = Tally()
    for page in BulkReader(path).pages(query):
        tally.count(page)
    zone = ZoneInfo("Asia/Shanghai")
    assert tally.statistics(zone) == Reader(path).statistics(query, zone)
    assert tally.statistics(zone).days[0].tokens == 21
