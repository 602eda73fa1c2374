"""Batches from elsewhere: added where they are missing, never older than what is there, and never told."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.store.bulk import Batches, BulkReader
from batchdesk.store.comparison import compare
from batchdesk.store.merging import Merged
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, CopiesRecord, HistoryQuery
from batchdesk.store.retention import Keep
from batchdesk.store.staging import Staging
from batchdesk.store.store import Store

SERVER = "https://batches.example"
FETCHED = datetime(2026, 11, 24, 8, tzinfo=UTC)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Somebody else's database."""
    (tmp_path / "other").mkdir()
    with closing(Store.open(tmp_path / "other" / "other.sqlite")) as store:
        yield store


@pytest.fixture
def brought(tmp_path: Path) -> Callable[[], Batches]:
    """All of somebody else's database."""

    def read() -> Batches:
        reader = BulkReader(tmp_path / "other" / "other.sqlite")
        rows = [row for page in reader.pages(HistoryQuery(limit=None)) for row in page]
        timelines = reader.versions(rows)
        return [(row, timelines.get(row.position, ())) for row in reader.with_copies(rows)]

    return read


def assert_counts_and_index_are_true(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        counted = connection.execute("SELECT hour, server, status, batches FROM hours WHERE batches > 0").fetchall()
        assert sorted(counted) == sorted(
            connection.execute("SELECT id / 36000, server, status, count(*) FROM batches GROUP BY 1, 2, 3")
        )


def test_what_is_missing_comes_with_its_timeline_and_words(
    store: Store,
    other: Store,
    reader: Reader,
    path: Path,
    script: Callable[..., object],
    brought: Callable[[], Batches],
) -> None:
    theirs = script("cmtheirs")
    other.add_batches([Addition(theirs.key, "春季上新", "mer1", ("spring",))])
    other.record(theirs.version(1, "RUNNING"))
    other.record(theirs.version(2, "FAILED", error="模型超时")).result()
    other.set_note(theirs.key, "ask 小王").result()
    other.set_pinned([theirs.key], True).result()
    assert store.merge(brought()).result() == Merged(new=1)
    (entry,) = reader.history(HistoryQuery(search="超时 小王 spring 春季"))
    batch = entry.batch
    assert (batch.state, batch.merchant, batch.tags, batch.pinned) == (theirs.state, "mer1", ("spring",), True)
    assert [version.version for version in reader.timeline(theirs.key)] == [1, 2]
    assert not batch.watched
    assert reader.servers() == [], "nobody has signed in to their server here"
    assert reader.pending_notices() == []
    assert reader.unread() == 0
    assert store.merge(brought()).result() == Merged(known=1)
    assert_counts_and_index_are_true(path)


def test_nothing_is_replaced_by_something_older_and_newer_is_taken(
    store: Store,
    other: Store,
    reader: Reader,
    path: Path,
    script: Callable[..., object],
    brought: Callable[[], Batches],
) -> None:
    ahead, behind = script("cmahead"), script("cmbehind")
    for batch in (ahead, behind):
        first = batch.version(1, "RUNNING")
        for one in (store, other):
            one.add_batches([Addition(batch.key, "ours" if one is store else "theirs")])
            one.record(first).result()
    store.record(ahead.version(2, "SUCCEEDED", copies=5)).result()
    other.record(behind.version(2, "FAILED", error="quota 超限")).result()
    store.set_watched([ahead.key, behind.key], False).result()
    assert store.merge(brought()).result() == Merged(newer=1, known=1)
    for batch in (ahead, behind):
        record = reader.batch(batch.key)
        assert record is not None
        assert (record.state, record.label) == (batch.state, "ours")
    assert [entry.batch.key for entry in reader.history(HistoryQuery(search="超限"))] == [behind.key]
    assert_counts_and_index_are_true(path)


def test_the_end_of_a_batch_in_the_live_table_is_left_to_its_stream_and_told(
    store: Store, other: Store, reader: Reader, script: Callable[..., object], brought: Callable[[], Batches]
) -> None:
    live = script("cmlive")
    for one in (store, other):
        one.add_batches([Addition(live.key)]).result()
    ended = live.version(3, "SUCCEEDED", copies=5)
    other.record(ended).result()
    assert store.merge(brought()).result() == Merged(known=1)
    assert reader.timeline(live.key) == []
    notice = store.record(ended).result()
    assert notice is not None
    assert [version.version for version in reader.timeline(live.key)] == [3]


def test_what_was_cleaned_out_and_comes_back_is_counted_once(
    store: Store,
    reader: Reader,
    path: Path,
    script: Callable[..., object],
    brought: Callable[[], Batches],
    other: Store,
) -> None:
    for one in (store, other):
        batch = script("cmold")
        one.add_batches([Addition(batch.key)])
        one.record(batch.version(2, "SUCCEEDED", copies=5)).result()
    bring = brought()
    (row, _versions) = bring[0]
    entry = reader.history(HistoryQuery())[0]
    bring = [(row._replace(added_at=entry.batch.added_at.isoformat()), ())]
    store.set_watched([batch.key], False).result()
    while store.clean(Keep(since=datetime.now(UTC) + timedelta(days=1))).result():
        pass
    assert reader.history(HistoryQuery()) == []
    assert store.merge(bring).result() == Merged(new=1)
    numbers = reader.statistics(HistoryQuery(), UTC)
    assert [dict(day.outcomes) for day in numbers.days] == [{"SUCCEEDED": 1}]
    assert sum(number for _low, _high, number in numbers.distribution) == 1


def test_what_the_tables_do_not_allow_changes_nothing(
    store: Store, other: Store, reader: Reader, script: Callable[..., object], brought: Callable[[], Batches]
) -> None:
    other.add_batches([Addition(script("cmgood").key), Addition(script("cmbad").key)]).result()
    (one, two) = brought()
    with pytest.raises(ValueError, match="CHECK"):
        store.merge([one, (two[0]._replace(gone=7), ())]).result()
    assert reader.history(HistoryQuery()) == []


def test_what_is_said_before_a_merge_is_what_it_then_does(
    store: Store,
    other: Store,
    path: Path,
    script: Callable[..., object],
    brought: Callable[[], Batches],
) -> None:
    known, newer, gap, watched = map(script, ("cmknown", "cmnewer", "cmgap", "cmwatched"))
    for batch in (known, newer, gap, watched):
        store.add_batches([Addition(batch.key)]).result()
    for batch in (known, newer, gap):
        store.set_watched([batch.key], False).result()
    store.record(known.version(1, "SUCCEEDED")).result()
    store.record(newer.version(1, "RUNNING")).result()
    store.record(gap.version(3, "SUCCEEDED")).result()
    store.record(watched.version(1, "RUNNING")).result()
    theirs = {name: script(name) for name in ("cmknown", "cmnewer", "cmgap", "cmnew", "cmwatched")}
    other.add_batches([Addition(batch.key) for batch in theirs.values()]).result()
    other.record(theirs["cmknown"].version(1, "SUCCEEDED")).result()
    for number, status in ((1, "RUNNING"), (2, "SUCCEEDED")):
        other.record(theirs["cmnewer"].version(number, status)).result()
        other.record(theirs["cmwatched"].version(number, status)).result()
    other.record(theirs["cmgap"].version(2, "RUNNING")).result()
    foreseen = compare(path, brought())
    assert foreseen == Merged(new=1, newer=2, known=2)
    assert store.merge(brought()).result() == foreseen


def test_all_is_new_where_there_is_no_history_yet(
    other: Store,
    tmp_path: Path,
    script: Callable[..., object],
    brought: Callable[[], Batches],
) -> None:
    other.add_batches([Addition(script("cm1").key)]).result()
    assert compare(tmp_path / "none.sqlite", brought()) == Merged(new=1)


def test_texts_come_along_and_newer_ones_stay(
    store: Store, other: Store, reader: Reader, script: Callable[..., object], brought: Callable[[], Batches]
) -> None:
    theirs, both = script("cmtheirs"), script("cmboth")
    for one in (store, other):
        one.add_batches([Addition(both.key)])
    other.add_batches([Addition(theirs.key)])
    old, new = (CopiesRecord(version, FETCHED, f'{{"version": {version}}}') for version in (2, 3))
    other.keep_copies(theirs.key, old)
    other.keep_copies(both.key, old)
    other.flush().result()
    store.keep_copies(both.key, new)
    store.merge(brought()).result()
    assert reader.copies(theirs.key) == old
    assert reader.copies(both.key) == new
    other.keep_copies(both.key, replace(new, version=4))
    other.flush().result()
    store.merge(brought()).result()
    assert reader.copies(both.key) == replace(new, version=4)


def test_what_was_added_in_one_moment_keeps_its_order(
    store: Store, other: Store, path: Path, tmp_path: Path, brought: Callable[[], Batches]
) -> None:
    other.add_batches([Addition(BatchKey(SERVER, f"cm{number}")) for number in range(250)]).result()
    batches = brought()
    with closing(Staging(tmp_path / "staged.sqlite")) as staging:
        for first in range(0, 250, 100):
            staging.add(batches[first : first + 100])
    staged = BulkReader(tmp_path / "staged.sqlite")
    for position in staged.positions(100):
        store.merge(staged.whole(position, 100)).result()
    ids = [row.batch_id for page in BulkReader(path).pages(HistoryQuery(limit=None)) for row in page]
    assert ids == [batch.batch_id for batch, _versions in batches] == [f"cm{number}" for number in reversed(range(250))]
    assert_counts_and_index_are_true(path)


def test_a_batch_several_times_in_one_page_is_indexed_as_it_is_in_the_end(
    store: Store, other: Store, path: Path, reader: Reader, brought: Callable[[], Batches]
) -> None:
    other.add_batches([Addition(BatchKey(SERVER, "cm1"))]).result()
    ((plain, versions),) = brought()
    times = [plain, plain._replace(note="teapot"), plain._replace(label="kettle"), plain._replace(tags="sold")]
    assert store.merge([(batch, versions) for batch in times]).result() == Merged(new=1, newer=3)
    for words in ("cm1", "teapot", "kettle", "sold"):
        assert len(reader.history(HistoryQuery(search=words))) == 1, words
    store.set_label(BatchKey(SERVER, "cm1"), "").result()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    assert reader.history(HistoryQuery(search="kettle")) == []


def test_staged_page_is_taken_whole_or_not_at_all(tmp_path: Path, other: Store, brought: Callable[[], Batches]) -> None:
    other.add_batches([Addition(BatchKey(SERVER, f"cm{number}")) for number in range(2)]).result()
    first, (batch, versions) = brought()
    with closing(Staging(tmp_path / "staged.sqlite")) as staging:
        with pytest.raises(ValueError, match="CHECK"):
            staging.add([first, (batch._replace(gone=2), versions)])
        staging.add([first])
    assert len(BulkReader(tmp_path / "staged.sqlite").whole(2**62, 100)) == 1
