"""An id is the time of adding: many batches of one moment stand in a row."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchdesk.store.slots import free_slot


@pytest.fixture(scope="module")
def connection() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE batches (id INTEGER PRIMARY KEY)")
        yield connection


@given(st.sets(st.integers(0, 60)), st.integers(0, 60))
def test_it_is_free_and_right_behind_one_that_is_not(
    connection: sqlite3.Connection, taken: set[int], wanted: int
) -> None:
    with connection:
        connection.execute("DELETE FROM batches")
        connection.executemany("INSERT INTO batches VALUES (?)", [(number,) for number in taken])
    slot = free_slot(connection, wanted)
    assert slot not in taken
    assert slot == wanted or (slot > wanted and slot - 1 in taken)


def test_the_end_of_a_long_row_is_found_in_few_steps(connection: sqlite3.Connection) -> None:
    with connection:
        connection.execute("DELETE FROM batches")
        connection.executemany("INSERT INTO batches VALUES (?)", [(number,) for number in range(100_000)])
    steps: list[str] = []
    connection.set_trace_callback(steps.append)
    assert free_slot(connection, 7) == 100_000
    connection.set_trace_callback(None)
    assert len(steps) < 40
