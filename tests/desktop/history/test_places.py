"""Pages of a long history are read by key, from wherever is nearest."""

from datetime import UTC, datetime

from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.desktop.history.places import EVERY, PAGE, PAGES_KEPT, Places, Read
from batchdesk.store.records import BatchRecord, HistoryEntry, HistoryQuery, Landmark

QUERY = HistoryQuery(limit=PAGE)
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def entries(first: int, count: int) -> list[HistoryEntry]:
    """Rows from number `first` on, of ten thousand; the position of row n is 10,000 - n."""
    keys = [BatchKey("https://a.example", f"cm{number}") for number in range(first, first + count)]
    records = [BatchRecord(key, "", "", BatchState(key), NOW, True, False, False) for key in keys]
    return [HistoryEntry(record, 10_000 - first - number) for number, record in enumerate(records)]


def known(rows: int) -> Places:
    places = Places(QUERY, entries(0, 1)[0])
    places.take_rows(0, entries(0, PAGE))
    marks = [Landmark(number, 10_001 - number) for number in range(EVERY, rows + 1, EVERY)]
    if rows % EVERY:
        marks.append(Landmark(rows, 10_001 - rows))
    places.take_landmarks(marks, complete=True)
    return places


def test_the_next_page_begins_after_the_last_row_read() -> None:
    assert known(2_000).reading(PAGE + 3) == Read(PAGE, replace(QUERY, before=9_901))


def test_a_page_far_away_is_read_from_the_nearest_landmark() -> None:
    assert known(2_000).reading(1_230) == Read(1_000, replace(QUERY, before=9_001, limit=300))


def test_the_end_is_read_from_a_landmark_that_begins_a_page() -> None:
    assert known(1_234).reading(1_233) == Read(1_000, replace(QUERY, before=9_001, limit=300))


def test_what_is_added_later_moves_no_row() -> None:
    places = known(2_000)
    for page in range(1, PAGES_KEPT + 2):
        places.take_rows(page * PAGE, entries(page * PAGE, PAGE))
    assert places.entry(0) is None  # forgotten: so many pages are not kept
    assert places.reading(0) == Read(0, replace(QUERY, before=10_001))


def test_rows_are_there_once_they_were_read() -> None:
    places = known(2_000)
    places.take_rows(1_000, entries(1_000, 300))
    assert [places.entry(row) is not None for row in (999, 1_000, 1_299, 1_300)] == [False, True, True, False]
    assert places.known == 2_000
