"""The sum of all connections, in words."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from pytestqt.qtbot import QtBot

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.status_bar import ConnectionBar
from batchdesk.desktop.watching.connection_counts import ConnectionCounts
from batchdesk.desktop.watching.connection_summary import connection_summary
from batchdesk.engine.watched import Changes, ServerStatus, SessionState, WatchedBatch

MakeRow = Callable[..., WatchedBatch]

SIGNED_IN = ServerStatus("https://studio.example", SessionState.SIGNED_IN, "lin@studio.example")
UNREACHABLE = Problem(ProblemKind.UNREACHABLE, {"reason": "no route"})


def summary(
    rows: Sequence[WatchedBatch], servers: Sequence[ServerStatus], now: datetime, *, connects: bool = True
) -> str:
    """What is said of these rows."""
    counts = ConnectionCounts()
    counts.take(Changes(batches={each.key: each for each in rows}))
    return connection_summary(counts, rows, servers, now, connects=connects)


def test_it_counts_and_names(row: MakeRow, now: datetime) -> None:
    waiting = Connection(ConnectionState.WAITING, next_attempt_at=now + timedelta(seconds=4))
    rows = [row(1), row(2), row(3, connection=waiting), row(4, connection=Connection(ConnectionState.PAUSED))]
    assert summary(rows, [SIGNED_IN], now) == ("2 live · 1 again in 4 s · 1 paused · signed in as lin@studio.example")


def test_offline_says_how_old_the_knowledge_is(row: MakeRow, now: datetime) -> None:
    lost = Connection(ConnectionState.WAITING, next_attempt_at=now, problem=UNREACHABLE)
    ended = row(2, "SUCCEEDED", took=9, connection=Connection())
    rows = [row(1, connection=lost, heard_seconds_ago=None), ended]
    local = now.astimezone()
    assert summary(rows, [SIGNED_IN], now) == f"Offline. Showing what was known at {local:%H:%M}"


def test_safe_mode_says_that_nothing_is_about_to_begin(row: MakeRow, now: datetime) -> None:
    idle = row(1, connection=Connection(), heard_seconds_ago=None)
    local = now.astimezone()
    assert summary([idle], [], now, connects=False) == (
        f"Safe mode, without the network. Showing what was known at {local:%H:%M}"
    )
    assert summary([], [], now, connects=False) == ("Safe mode, without the network. Nothing was known before.")


def test_one_live_stream_is_not_offline(row: MakeRow, now: datetime) -> None:
    lost = Connection(ConnectionState.WAITING, next_attempt_at=now, problem=UNREACHABLE)
    assert summary([row(1), row(2, connection=lost)], [], now) == "1 live · 1 again in 0 s"


def test_when_all_has_ended_it_says_so(row: MakeRow, now: datetime) -> None:
    ended = row(1, "SUCCEEDED", took=9, connection=Connection())
    assert summary([ended], [], now) == "nothing left to wait for"
    assert summary([], [], now) == ""


def test_what_was_just_read_from_the_cache_is_about_to_connect(row: MakeRow, now: datetime) -> None:
    ended = row(1, "SUCCEEDED", took=9, connection=Connection())
    assert summary([ended, row(2, connection=Connection())], [], now) == "1 connecting"


def test_several_servers_are_counted(now: datetime) -> None:
    other = ServerStatus("https://other.example", SessionState.SIGNED_OUT)
    assert summary([], [SIGNED_IN, other], now) == "signed in to 1 of 2 servers"


def test_a_storm_of_news_is_summed_up_with_the_first_and_with_the_last(qtbot: QtBot) -> None:
    said: list[int] = []
    news: list[int] = []

    def words() -> str:
        said.append(len(news))
        return str(len(news))

    bar = ConnectionBar(words)
    qtbot.addWidget(bar)
    for number in range(100):
        news.append(number)
        bar.hear()
    qtbot.waitUntil(lambda: said[-1] == 100)
    assert said == [1, 100]
