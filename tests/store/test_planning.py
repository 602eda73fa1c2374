"""Whichever way a query takes, it finds the same: what a look at each batch finds. And every way is a short one."""

from collections.abc import Callable
from datetime import timedelta
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from batchdesk.store import planning
from batchdesk.store.connections import reading
from batchdesk.store.planning import planned
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, BatchRecord, HistoryQuery, Landmark
from batchdesk.store.store import Store

HERE, THERE = "https://here.example", "https://there.example"
BATCHES = 48

QUERIES = [
    HistoryQuery(search, statuses, servers, merchants, tags, longer_than=longer_than, with_error=with_error, limit=None)
    for search, statuses, servers, merchants, tags, longer_than, with_error in product(
        ("", "春季", "c", "aut 1"),
        ((), ("FAILED",), ("FAILED", "RUNNING"), ("GONE",)),
        ((), (HERE,)),
        ((), ("cma",), ("cma", "cmb")),
        ((), ("urgent",), ("urgent", "later")),
        (None, 20),
        (False, True),
    )
]


@pytest.fixture
def filled(store: Store, reader: Reader, script: Callable[..., object]) -> list[BatchRecord]:
    """Batches of all kinds, newest first."""
    for number in range(BATCHES):
        batch = script(f"cm{number:02}", (HERE, THERE)[number % 2])
        label, merchant = ("春季上新", "autumn")[number % 5 > 1], ("", "cma", "cmb")[number % 3]
        store.add_batches(
            [Addition(batch.key, label, merchant, (("urgent",), ("later", "urgent"), ())[number // 2 % 3])]
        )
        store.record(batch.version(1, "RUNNING"))
        if number % 4 < 3:
            failed = number % 4 == 0
            store.record(
                batch.version(2, "FAILED" if failed else "SUCCEEDED", seconds=number, error="quota" if failed else None)
            )
    store.flush().result()
    return [entry.batch for entry in reader.history(HistoryQuery(limit=None))]


def means(query: HistoryQuery, batch: BatchRecord) -> bool:
    texts, seconds = f"{batch.key.batch_id} {batch.label}", batch.state.running_seconds
    return (
        all(word in texts for word in query.search.split())
        and (not query.statuses or batch.state.status in query.statuses)
        and (not query.servers or batch.key.server in query.servers)
        and (not query.merchants or batch.merchant in query.merchants)
        and (not query.tags or bool({*query.tags} & {*batch.tags}))
        and (query.longer_than is None or (seconds is not None and seconds > query.longer_than))
        and (not query.with_error or batch.state.error_code is not None)
    )


@pytest.mark.parametrize(("few", "common", "many"), [(0, 1, 0), (12, 1, 0), (10_000, 1, 0), (0, 99, 20), (12, 20, 99)])
def test_every_way_finds_the_same(
    filled: list[BatchRecord], reader: Reader, monkeypatch: pytest.MonkeyPatch, few: int, common: int, many: int
) -> None:
    for name, number in (("FEW", few), ("COMMON", common), ("MANY", many)):
        monkeypatch.setattr(planning, name, number)
    assert len(filled) == BATCHES
    for query in QUERIES:
        expected = [batch.key for batch in filled if means(query, batch)]
        found = reader.history(query)
        assert [entry.batch.key for entry in found] == expected, query
        assert reader.count(query) == len(expected)
        if len(found) > 3:
            page = reader.history(replace(query, before=found[1].position, limit=2))
            assert page == found[2:4]


@pytest.mark.parametrize("few", [0, 10_000])
def test_times_narrow_every_way(
    filled: list[BatchRecord], reader: Reader, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(planning, "FEW", few)
    oldest, newest = filled[-1].added_at, filled[0].added_at
    for query in (
        HistoryQuery(),
        HistoryQuery("cm"),
        HistoryQuery(statuses=("FAILED",)),
        HistoryQuery(tags=("later",)),
    ):
        everything = reader.count(query)
        around = replace(query, since=oldest - timedelta(hours=1), until=newest + timedelta(hours=1))
        assert reader.count(around) == everything
        assert reader.count(replace(query, since=newest + timedelta(hours=1))) == 0
        assert reader.count(replace(query, until=oldest - timedelta(hours=1))) == 0


@pytest.mark.parametrize("many", [0, 99])
def test_no_way_sorts_or_reads_through_the_table(
    filled: list[BatchRecord], path: Path, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    """Where much is let through, its first page is found by walking along an index."""
    monkeypatch.setattr(planning, "FEW", 0)
    monkeypatch.setattr(planning, "MANY", many)
    with reading(path) as connection:
        assert connection is not None
        for query in QUERIES[1:]:
            found = planned(connection, query)
            steps = connection.execute(
                f"EXPLAIN QUERY PLAN SELECT batches.* FROM {found.source} {found.where} ORDER BY {found.position} DESC",
                found.parameters,
            )
            plan = [step["detail"] for step in steps]
            assert not any("TEMP B-TREE" in step or step == "SCAN batches" for step in plan), (query, plan)


def test_landmarks_lead_to_any_row_without_counting(
    filled: list[BatchRecord], reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("batchdesk.store.reader._WALKED", 10)
    for query in (HistoryQuery(), HistoryQuery(statuses=("FAILED",)), HistoryQuery("春季"), HistoryQuery("nothing")):
        every = reader.history(replace(query, limit=None))
        marks = list(reader.landmarks(query, every=7))
        numbers = sorted({*range(7, len(every) + 1, 7), len(every)} - {0})
        assert marks == [Landmark(number, every[number - 1].position) for number in numbers]
        for mark in marks:
            below = reader.history(replace(query, before=mark.position, limit=3))
            assert below == every[mark.rows : mark.rows + 3]


def test_facets_count_what_can_be_chosen_most_frequent_first(filled: list[BatchRecord], reader: Reader) -> None:
    facets = reader.facets()
    assert facets.statuses == {"SUCCEEDED": 24, "FAILED": 12, "RUNNING": 12}
    assert list(facets.statuses) == ["SUCCEEDED", "FAILED", "RUNNING"]
    assert facets.servers == {HERE: 24, THERE: 24}
    assert facets.merchants == {"cma": 16, "cmb": 16}
    assert facets.tags == {"urgent": 32, "later": 16}
