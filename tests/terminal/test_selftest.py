"""The selftest passes on what works, and each of its checks fails when the server or the client is broken for it."""

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from batchdesk.batch.events import StatusEvent
from batchdesk.batch.state import Applied, BatchState, Verdict, apply_status
from batchdesk.engine import watch
from batchdesk.terminal.running import run
from batchdesk.terminal.selftest import selftest
from batchdesk.testserver import EmbeddedServer, OnlyComplete, Refuse, ServerOptions, UnknownStatus

NAMES = ["create", "connect", "start", "status-flow", "version-order", "dedup"]
QUICK = ServerOptions(look_seconds=0.02, queued_seconds=0.4, running_seconds=0.4)


def checked(folder: Path, server: EmbeddedServer | None, seconds: float = 10.0) -> dict[str, bool]:
    out = io.StringIO()
    code = run(selftest(folder, out, as_json=True, server=server, seconds=seconds))
    result: dict[str, Any] = json.loads(out.getvalue())
    assert [check["name"] for check in result["checks"]] == NAMES
    assert all(check["detail"] for check in result["checks"])
    assert result["ok"] == all(check["ok"] for check in result["checks"]) == (code == 0)
    assert list(folder.iterdir()) == []
    return {check["name"]: check["ok"] for check in result["checks"]}


def take_everything(state: BatchState, event: StatusEvent, received_at: datetime) -> Applied:
    """A client that has forgotten the dedup."""
    return Applied(apply_status(BatchState(state.key), event, received_at).state, Verdict.TAKEN)


def test_all_is_well(tmp_path: Path) -> None:
    assert checked(tmp_path, None) == dict.fromkeys(NAMES, True)


def test_people_read_a_line_a_check(tmp_path: Path) -> None:
    out = io.StringIO()
    assert run(selftest(tmp_path, out, as_json=False)) == 0
    assert [line.split("\t")[:2] for line in out.getvalue().splitlines()] == [["ok", name] for name in NAMES]


def test_a_server_that_makes_no_batch(tmp_path: Path) -> None:
    server = EmbeddedServer(QUICK)
    server.inject(Refuse(status=503, everywhere=True, times=None))
    assert not checked(tmp_path, server, seconds=0.5)["create"]


def test_a_server_that_opens_no_stream(tmp_path: Path) -> None:
    server = EmbeddedServer(QUICK)
    server.inject(Refuse(status=404, times=None))
    results = checked(tmp_path, server, seconds=0.5)
    assert results["create"]
    assert not results["connect"]


def test_a_worker_that_never_starts(tmp_path: Path) -> None:
    results = checked(tmp_path, EmbeddedServer(ServerOptions(look_seconds=0.02, queued_seconds=600)), seconds=1.0)
    assert results["connect"]
    assert not results["start"]


def test_a_server_that_forgets_the_last_status(tmp_path: Path) -> None:
    server = EmbeddedServer(QUICK)
    server.inject(OnlyComplete(times=None))
    results = checked(tmp_path, server, seconds=5.0)
    assert results["start"]
    assert not results["status-flow"]


def test_a_server_whose_versions_go_another_way(tmp_path: Path) -> None:
    server = EmbeddedServer(QUICK)
    server.inject(UnknownStatus(after_events=1))
    assert not checked(tmp_path, server, seconds=5.0)["version-order"]


def test_a_client_without_dedup(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "apply_status", take_everything)
    results = checked(tmp_path, EmbeddedServer(QUICK), seconds=5.0)
    assert not results["version-order"]
    assert not results["dedup"]


def test_a_server_that_does_not_repeat_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    server = EmbeddedServer(QUICK)
    monkeypatch.setattr(server, "inject", lambda fault: None)
    results = checked(tmp_path, server, seconds=5.0)
    assert results["version-order"]
    assert not results["dedup"]
