"""The text that is pasted into tickets: useful, and with nothing private in it."""

import logging
from datetime import UTC, datetime
from pathlib import Path

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.connection_log import ConnectionLog, Remark, Turn
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.batch.rules import Rule, Rules, Tell
from batchdesk.batch.state import BatchState
from batchdesk.components import Component
from batchdesk.diagnostics import LAST_LINES, diagnostics, end_of_log
from batchdesk.engine.watched import ServerStatus, SessionState, WatchedBatch
from batchdesk.log_file import LogFile
from batchdesk.settings.values import ServerSettings, Settings, TellingSettings

E_MAIL = "mei.lin@studio.example"
TOKEN = "eyJhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0..q3kT9xw-Zs0"
COOKIE = "__Secure-next-auth.session-token=abcdef"
WORDS = "spring sale 春季上新"
PASSWORD = "hunter2"
SECRETS = (E_MAIL, TOKEN, "abcdef", WORDS, PASSWORD, "mei.lin", "482913")

SETTINGS = Settings(
    telling=TellingSettings(rules=Rules(rules=(Rule(Tell.NEVER, tag=WORDS, merchant=E_MAIL),))),
    servers={
        "https://one.example": ServerSettings(
            web_address=f"https://one.example/{TOKEN}/{{id}}",
            ca_file=f"/home/{WORDS}",
            proxy=f"http://mei:{PASSWORD}@proxy",
        )
    },
    saved_filters={WORDS: E_MAIL},
)


def logged(folder: Path) -> Path:
    """A log as the program writes it, with everything in it that should not be there."""
    path = folder / "window.log"
    handler, logger = LogFile(path), logging.Logger("batchdesk.desktop")
    logger.addHandler(handler)
    for number in range(2 * LAST_LINES):
        logger.info("an early line %d", number)
    logger.warning("signed in as %s with %s", E_MAIL, TOKEN)
    logger.warning("the server sent Cookie: %s", COOKIE)
    logger.warning("code=482913 was refused by http://mei:%s@proxy.example/", PASSWORD)
    logger.warning("no such label: %r", WORDS)
    try:
        raise ValueError(f"{WORDS}\nsecond line of {WORDS}")
    except ValueError:
        logger.exception("a slot failed")
    handler.close()
    return path


def log_of(now: datetime) -> ConnectionLog:
    """Of a stream that had every kind of trouble, most of which quote what should not be there."""
    refused = Problem(ProblemKind.REFUSED, {"code": 503})
    log: ConnectionLog = (
        Connection(ConnectionState.WAITING, 2, now, now, refused),
        Remark(now, Turn.SLEPT),
        Remark(now, Problem(ProblemKind.MALFORMED, {"reason": WORDS})),
        Connection(ConnectionState.WAITING, 1, now, now, Problem(ProblemKind.LOST, {"reason": "connection reset"})),
    )
    told = (ProblemKind.SERVER_MESSAGE, ProblemKind.DELETED, ProblemKind.CERTIFICATE, ProblemKind.NOT_A_STREAM)
    quoting = {"message": WORDS, "reason": TOKEN, "content_type": E_MAIL}
    return (*log, *(Connection(ConnectionState.GONE, 1, None, now, Problem(kind, quoting)) for kind in told))


def text_of(folder: Path) -> str:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    key = BatchKey("https://one.example", "cm1")
    state = BatchState(key, error_message=WORDS)
    batch = WatchedBatch(
        key, WORDS, state, Connection(ConnectionState.LIVE), now, note=WORDS, tags=(WORDS,), connection_log=log_of(now)
    )
    problem = Problem(ProblemKind.UNREACHABLE, {"reason": WORDS})
    server = ServerStatus("https://one.example", SessionState.SIGNED_IN, E_MAIL, problem)
    parts = [Component("httpx", "0.28.1", "BSD")]
    return diagnostics(SETTINGS, [server], [batch], parts, {"Qt": "6.11"}, end_of_log(logged(folder)), [batch])


def test_nothing_private_is_in_it(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    assert not [secret for secret in SECRETS if secret in text]


def test_what_helps_is_in_it(tmp_path: Path) -> None:
    text = text_of(tmp_path)
    for words in (
        "httpx 0.28.1",
        "Qt: 6.11",
        "look.theme = system",
        "servers.https://one.example.proxy = True",
        "telling.rules.rules = 1",
        "saved_filters = 1",
        "https://one.example: signed_in, ",
        "live: 1",
        "batch cm1: live",
        "  2026-11-24T00:00:00Z waiting attempt 3 (refused: code 503)",
        "  2026-11-24T00:00:00Z slept",
        "  2026-11-24T00:00:00Z skipped (malformed)",
        "  2026-11-24T00:00:00Z waiting attempt 2 (lost: reason connection reset)",
        "  2026-11-24T00:00:00Z gone attempt 2 (server_message)",
        "a slot failed",
        "test_diagnostics.py",
        "ValueError",
    ):
        assert words in text
    assert "an early line 0" not in text


def test_no_log_is_no_trouble(tmp_path: Path) -> None:
    assert end_of_log(tmp_path / "none.log") == ""
