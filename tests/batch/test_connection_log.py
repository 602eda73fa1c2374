"""What is kept of what happened with a stream: how it began, how it stands, and never much."""

from datetime import UTC, datetime, timedelta

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.connection_log import MOST_ENTRIES, ConnectionLog, Remark, Turn, with_entry
from batchdesk.batch.problem import Problem, ProblemKind

START = datetime(2026, 11, 24, 8, tzinfo=UTC)
DOWN = Problem(ProblemKind.REFUSED, {"code": 503})


def failing(attempts: int, problem: Problem = DOWN, log: ConnectionLog = ()) -> ConnectionLog:
    """`log` after so many attempts that failed in one way."""
    for attempt in range(1, attempts + 1):
        at = START + timedelta(seconds=30 * attempt)
        log = with_entry(log, Connection(ConnectionState.CONNECTING, attempt - 1, since=at, problem=problem))
        log = with_entry(log, Connection(ConnectionState.WAITING, attempt, at, at, problem))
    return log


def waits(log: ConnectionLog) -> list[int]:
    return [entry.attempt for entry in log if isinstance(entry, Connection) and entry.state is ConnectionState.WAITING]


def test_a_night_without_a_server_keeps_how_it_began_and_how_it_stands():
    live = Connection(ConnectionState.LIVE, since=START)
    log = failing(900, log=with_entry((), live))
    assert log[0] is live
    assert waits(log) == [1, 2, 3, 900]


def test_another_way_to_fail_is_told():
    log = failing(5)
    log = with_entry(log, Connection(ConnectionState.CONNECTING, 5, since=START))
    log = with_entry(log, Connection(ConnectionState.WAITING, 6, START, START, Problem(ProblemKind.LOST)))
    assert waits(log) == [1, 2, 3, 5, 6]


def test_what_comes_between_two_attempts_stays():
    log = with_entry(failing(6), Remark(START, Turn.NETWORK))
    log = with_entry(log, Connection(ConnectionState.CONNECTING, 6, since=START))
    log = with_entry(log, Connection(ConnectionState.WAITING, 7, START, START, DOWN))
    assert waits(log) == [1, 2, 3, 6, 7]


def test_it_never_grows_long():
    log: ConnectionLog = ()
    for number in range(3 * MOST_ENTRIES):
        log = with_entry(log, Remark(START + timedelta(seconds=number), Turn.SLEPT))
    assert len(log) == MOST_ENTRIES
    assert log[-1].since == START + timedelta(seconds=3 * MOST_ENTRIES - 1)
