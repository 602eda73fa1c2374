"""The rows of the table that are read before anything else of the program is there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.store.first_rows import first_rows
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store

KEYS = [BatchKey("https://one.example", f"cm{number}") for number in range(5)]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store.open(tmp_path / DATABASE_NAME)
    store.add_batches([Addition(key) for key in KEYS]).result()
    yield store
    store.close()


@pytest.mark.usefixtures("store")
def test_the_newest_come_first_and_no_more_than_are_asked_for(tmp_path: Path) -> None:
    assert [record.key for record in first_rows(tmp_path / DATABASE_NAME, 2)] == [KEYS[4], KEYS[3]]
    assert [record.key for record in first_rows(tmp_path / DATABASE_NAME, None)] == KEYS[::-1]


def test_what_is_put_away_or_not_in_the_table_is_left_out(store: Store, tmp_path: Path) -> None:
    store.set_put_away([KEYS[4]], True).result()
    store.set_watched([KEYS[3]], False).result()
    assert [record.key for record in first_rows(tmp_path / DATABASE_NAME, 2)] == [KEYS[2], KEYS[1]]


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize("version", [0, 1, 99])
def test_a_database_of_another_version_is_left_to_who_brings_it_up_to_date(tmp_path: Path, version: int) -> None:
    with closing(sqlite3.connect(tmp_path / DATABASE_NAME)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")
    assert first_rows(tmp_path / DATABASE_NAME, None) == []


def test_without_a_database_there_are_none_and_none_is_made(tmp_path: Path) -> None:
    assert first_rows(tmp_path / DATABASE_NAME, None) == []
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_is_left_to_who_mends_it(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"no database" * 1000)
    assert first_rows(tmp_path / DATABASE_NAME, None) == []
    assert (tmp_path / DATABASE_NAME).read_bytes() == b"no database" * 1000
