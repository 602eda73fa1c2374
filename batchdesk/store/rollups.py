"""Counts by hour that charts are made of, kept with every change in the same transaction.

An hour is one of UTC, of the time of adding. Durations are counted in steps of a fixed ratio, so that a median of a
year is within two per cent without looking at its batches.
"""

import sqlite3
from math import floor, log2
from typing import NamedTuple

TENTHS_AN_HOUR = 36_000
"""`batches.id` counts tenths of a second."""

STEPS_AN_OCTAVE = 16


class Counted(NamedTuple):
    """What of a batch is counted."""

    status: str
    tokens: int
    duration_ms: int | None
    """None also for one that made no copies: how long a failure took says nothing of how long batches take."""


def counted(status: str, tokens: int | None, copies: int, duration_ms: int | None) -> Counted:
    """What is counted of a batch in this state."""
    return Counted(status, tokens or 0, duration_ms if copies > 0 else None)


def step_of(milliseconds: int) -> int:
    """The step of a duration."""
    return floor(STEPS_AN_OCTAVE * log2(milliseconds + 1))


def step_seconds(step: int) -> tuple[float, float]:
    """From how many seconds on and up to how many a step reaches."""
    return (2 ** (step / STEPS_AN_OCTAVE) - 1) / 1000, (2 ** ((step + 1) / STEPS_AN_OCTAVE) - 1) / 1000


def move(connection: sqlite3.Connection, batch: int, server: int, before: Counted | None, after: Counted) -> None:
    """Count a batch as it is now, and no longer as it was. `before` is None for one that has just been added."""
    if before == after:
        return
    hour = batch // TENTHS_AN_HOUR
    if before is not None:
        _add(connection, hour, server, before, -1)
    _add(connection, hour, server, after, 1)


def _add(connection: sqlite3.Connection, hour: int, server: int, counted: Counted, number: int) -> None:
    connection.execute(
        """INSERT INTO hours VALUES (?, ?, ?, ?, ?) ON CONFLICT (hour, server, status) DO UPDATE
          SET batches = batches + excluded.batches, tokens = tokens + excluded.tokens""",
        (hour, server, counted.status, number, number * counted.tokens),
    )
    if counted.duration_ms is not None:
        connection.execute(
            """INSERT INTO hour_durations VALUES (?, ?, ?, ?) ON CONFLICT (hour, server, step) DO UPDATE
              SET batches = batches + excluded.batches""",
            (hour, server, step_of(counted.duration_ms), number),
        )
