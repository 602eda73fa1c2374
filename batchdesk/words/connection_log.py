"""What happened with a batch's stream, in words: a line each, short, for who wants to know why nothing came."""

from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.connection_log import LogEntry, Turn
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import reason_words, shortened


class LogLine(NamedTuple):
    """One line of the log."""

    at: datetime
    words: str


def line_of(entry: LogEntry) -> LogLine:
    """What an entry says."""
    if isinstance(entry, Connection):
        assert entry.since is not None, "what has happened has a time"
        return LogLine(entry.since, _CONNECTION[entry.state](entry))
    words = _turn_words(entry.what) if isinstance(entry.what, Turn) else _trouble(entry.what)
    return LogLine(entry.since, words)


def unheard_words(*, program_was_closed: bool, until: str) -> str:
    """A time in which nothing could be heard, ending at `until`."""
    if program_was_closed:
        return translate("Connection", "until {time}: the program was not running", time=until)
    return translate("Connection", "until {time}: nothing could be heard of the server", time=until)


def no_news_words(since: str) -> str:
    """The connection is open, and this is when the last sign of life came."""
    return translate("Connection", "open; the last sign of life came at {time}", time=since)


def _opening(connection: Connection) -> str:
    if connection.attempt:
        return translate("Connection", "opening, attempt {number}", number=connection.attempt + 1)
    return translate("Connection", "opening")


def _waiting(connection: Connection) -> str:
    seconds = 0.0
    if connection.next_attempt_at is not None and connection.since is not None:
        seconds = max(0.0, (connection.next_attempt_at - connection.since).total_seconds())
    why = _trouble(connection.problem) if connection.problem else translate("Connection", "closed")
    wait = translate("Connection", "{seconds} s", seconds=f"{seconds:.1f}" if seconds < 10 else f"{seconds:.0f}")
    return translate(
        "Connection", "{trouble}; attempt {number} in {wait}", trouble=why, number=connection.attempt + 1, wait=wait
    )


_CONNECTION: dict[ConnectionState, Callable[[Connection], str]] = {
    ConnectionState.IDLE: lambda _one: translate("Connection", "closed"),
    ConnectionState.CONNECTING: _opening,
    ConnectionState.LIVE: lambda _one: translate("Connection", "open"),
    ConnectionState.WAITING: _waiting,
    ConnectionState.SIGNED_OUT: lambda _one: translate("Connection", "not signed in (401): waits for a sign-in"),
    ConnectionState.PAUSED: lambda _one: translate("Connection", "paused"),
    ConnectionState.GONE: lambda one: (
        _trouble(one.problem) if one.problem else translate("Connection", "not found or no access")
    ),
}


def _turn_words(turn: Turn) -> str:
    return {
        Turn.SLEPT: translate("Connection", "the machine has slept: opened anew"),
        Turn.NETWORK: translate("Connection", "the network has changed: opened anew"),
        Turn.ROUTE: translate("Connection", "the way to the server was changed: opened anew"),
        Turn.ASKED: translate("Connection", "tried at once, as you asked"),
        Turn.COMPLETE: translate("Connection", "the server says that the batch has ended"),
    }[turn]


def _trouble(problem: Problem) -> str:
    """Shorter than the sentence of `words.problems`, and without what to do: that stands beside the log."""
    values = {name: shortened(str(value)) for name, value in problem.detail.items()}
    reason, code = reason_words(values.get("reason", "")), values.get("code", "")
    message, seconds = values.get("message", ""), values.get("seconds", "").removesuffix(".0")
    if problem.kind is ProblemKind.UNREACHABLE and "proxy" in values:
        return translate(
            "Connection", "not reached through the proxy {proxy}: {reason}", proxy=values["proxy"], reason=reason
        )
    words: dict[ProblemKind, str] = {
        ProblemKind.REFUSED: translate("Connection", "the server answered {code}", code=code),
        ProblemKind.UNREACHABLE: translate("Connection", "not reached: {reason}", reason=reason),
        ProblemKind.CERTIFICATE: translate("Connection", "certificate not trusted: {reason}", reason=reason),
        ProblemKind.LOST: translate("Connection", "broken off: {reason}", reason=reason),
        ProblemKind.SILENT: translate("Connection", "no byte for {seconds} s: taken for dead", seconds=seconds),
        ProblemKind.NOT_A_STREAM: translate(
            "Connection", "no event stream ({answer})", answer=values.get("content_type") or code
        ),
        ProblemKind.TOO_LARGE: translate("Connection", "an event was too large"),
        ProblemKind.SERVER_MESSAGE: translate("Connection", "the server says: {message}", message=message),
        ProblemKind.DELETED: translate("Connection", "gone; the server says: {message}", message=message),
        ProblemKind.NOT_FOUND: translate("Connection", "not found or no access"),
        ProblemKind.SIGNED_OUT: translate("Connection", "not signed in (401): waits for a sign-in"),
        ProblemKind.OPEN_FILES: translate("Connection", "this machine allows no more connections"),
        ProblemKind.MALFORMED: translate("Connection", "an event made no sense, skipped: {reason}", reason=reason),
    }
    return words.get(problem.kind, problem.kind.value)
