import io
import json
from datetime import UTC, datetime, timedelta

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.events import CompleteEvent, ErrorEvent, StatusEvent, TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.engine.watched import Happening
from batchdesk.terminal.steps import JsonLines, PlainLines

KEY = BatchKey("https://a.example", "cmgl0001")
NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
STATUS = StatusEvent(
    "cmgl0001",
    "PARTIAL_SUCCESS",
    3,
    3,
    "COPY_REJECTED",
    "第 4 条未通过\n\x9b31m",
    TokenUsage(1, 2, 3),
    NOW,
    NOW,
    NOW,
    "{}",
)
REFUSED = Problem(ProblemKind.LOST, {"reason": "connection reset"})
STEPS = (
    Connection(ConnectionState.CONNECTING),
    Connection(ConnectionState.LIVE),
    STATUS,
    Connection(ConnectionState.WAITING, 1, NOW + timedelta(seconds=4), problem=REFUSED),
    Connection(ConnectionState.CONNECTING, 1, problem=REFUSED),
    Connection(ConnectionState.WAITING, 2, NOW + timedelta(seconds=8), problem=REFUSED),
    Problem(ProblemKind.MALFORMED, {"reason": "no JSON"}),
    ErrorEvent("批次已被删除"),
    CompleteEvent("cmgl0001", "PARTIAL_SUCCESS"),
)


def test_json_lines_are_the_contract() -> None:
    out = io.StringIO()
    display = JsonLines(out)
    for step in STEPS:
        display.happened(Happening(KEY, step, NOW))
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    assert lines[2] == {
        "type": "status",
        "batchId": "cmgl0001",
        "status": "PARTIAL_SUCCESS",
        "statusVersion": 3,
        "copyCount": 3,
        "errorCode": "COPY_REJECTED",
        "errorMessage": "第 4 条未通过\n\x9b31m",
        "tokenUsage": {"prompt": 1, "completion": 2, "total": 3},
        "startedAt": "2026-11-24T14:05:00.000Z",
        "completedAt": "2026-11-24T14:05:00.000Z",
        "timestamp": "2026-11-24T14:05:00.000Z",
        "receivedAt": "2026-11-24T14:05:00.000Z",
    }
    states = [line["state"] for line in lines if line["type"] == "connection"]
    assert states == ["connecting", "live", "waiting", "connecting", "waiting"]
    assert {"type": "error", "batchId": "cmgl0001", "message": "批次已被删除", "kind": "server_message"} in lines
    assert [line["kind"] for line in lines if line["type"] == "error"] == [
        "lost",
        "lost",
        "malformed",
        "server_message",
    ]
    assert lines[-1] == {"type": "complete", "batchId": "cmgl0001", "finalStatus": "PARTIAL_SUCCESS"}
    assert "\x9b" not in out.getvalue()


def test_plain_lines_say_each_trouble_once_and_elsewhere() -> None:
    out, trouble = io.StringIO(), io.StringIO()
    display = PlainLines(out, trouble, {KEY: "Spring\x1b sale"})
    for step in STEPS:
        display.happened(Happening(KEY, step, NOW))
    clock = f"{NOW.astimezone():%H:%M:%S}"
    assert out.getvalue().splitlines() == [
        f"{clock}  Spring␛ sale  partial · version 3 · 3 copies · COPY_REJECTED",
        f"{clock}  Spring␛ sale  ended: partial",
    ]
    assert trouble.getvalue().count("again in") == 1
    assert "批次已被删除" in trouble.getvalue()
