"""The lines of the connection log, and that they are lines whatever a server has said."""

from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.connection_log import Remark, Turn
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.words.catalogue import set_language
from batchdesk.words.connection_log import line_of

AT = datetime(2026, 11, 24, 8, tzinfo=UTC)


def waiting(problem: Problem | None, seconds: float, attempt: int = 1) -> Connection:
    return Connection(ConnectionState.WAITING, attempt, AT + timedelta(seconds=seconds), AT, problem)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Connection(ConnectionState.CONNECTING, since=AT), "opening"),
        (Connection(ConnectionState.CONNECTING, 2, since=AT), "opening, attempt 3"),
        (Connection(ConnectionState.LIVE, since=AT), "open"),
        (
            waiting(Problem(ProblemKind.REFUSED, {"code": 503}), 1.27),
            "the server answered 503; attempt 2 in 1.3 s",
        ),
        (
            waiting(Problem(ProblemKind.SILENT, {"seconds": 75.0}), 30, 4),
            "no byte for 75 s: taken for dead; attempt 5 in 30 s",
        ),
        (
            waiting(Problem(ProblemKind.LOST, {"reason": "closed by the server"}), 1),
            "broken off: closed by the server; attempt 2 in 1.0 s",
        ),
        (Connection(ConnectionState.SIGNED_OUT, since=AT), "not signed in (401): waits for a sign-in"),
        (Connection(ConnectionState.PAUSED, since=AT), "paused"),
        (Connection(ConnectionState.IDLE, since=AT), "closed"),
        (
            Connection(
                ConnectionState.GONE, since=AT, problem=Problem(ProblemKind.DELETED, {"message": "批次已被删除"})
            ),
            "gone; the server says: 批次已被删除",
        ),
        (Remark(AT, Turn.SLEPT), "the machine has slept: opened anew"),
        (
            Remark(AT, Problem(ProblemKind.MALFORMED, {"reason": "no JSON"})),
            "an event made no sense, skipped: it is no JSON",
        ),
    ],
)
def test_what_happened_is_said_in_a_line(entry, words):
    assert line_of(entry) == (AT, words)


def test_what_a_server_says_stays_on_its_line():
    said = Problem(ProblemKind.SERVER_MESSAGE, {"message": "a\n09:00:00 open\x1b[2J" + "x" * 9_000})
    line = line_of(waiting(said, 1))
    assert line.words.startswith("the server says: a 09:00:00 open␛[2Jxxx")
    assert "\n" not in line.words
    assert len(line.words) < 400


@pytest.mark.parametrize("kind", list(ProblemKind))
def test_every_trouble_has_words(kind):
    assert line_of(waiting(Problem(kind), 1)).words.endswith("; attempt 2 in 1.0 s")


def test_it_is_said_in_chinese():
    set_language("zh_CN")
    assert (
        line_of(waiting(Problem(ProblemKind.REFUSED, {"code": 503}), 1.27)).words
        == "服务器返回 503；1.3 秒后第 2 次尝试"
    )
