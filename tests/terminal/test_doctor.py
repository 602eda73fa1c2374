import asyncio
import io
import json
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from batchdesk.batch.identity import Reference
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.store.store import DATABASE_NAME
from batchdesk.stream.route import Route, Routes
from batchdesk.terminal import doctor
from batchdesk.terminal.doctor import examine
from batchdesk.terminal.running import run
from batchdesk.testserver import FORBIDDEN_MERCHANT, EmbeddedServer, HtmlAnswer, Plan, Refuse
from batchdesk.words.catalogue import Language, set_language
from batchdesk.words.problems import sentence
from tests.notification_daemon import private_bus, run_daemon

SERVER_STEPS = ("address", "tls", "server", "sign-in", "merchant", "batch", "stream", "heartbeat")


@pytest.fixture(autouse=True)
def no_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)


def examined(
    folder: Path, server: str | None, batch_id: str | None = None, routes: Routes | None = None
) -> dict[str, str]:
    out = io.StringIO()
    reference = Reference(batch_id) if batch_id else None
    code = run(examine(folder, routes or {}, server, reference, out, as_json=True))
    result = json.loads(out.getvalue())
    assert result["ok"] == (code == 0)
    return {check["name"]: check["result"] for check in result["checks"]}


def test_all_is_well_down_to_a_heartbeat(server: EmbeddedServer, history: Path) -> None:
    batch = server.create_batch(plan=Plan(final_status=None))
    results = examined(history, server.url, batch)
    assert results["database"] == "ok"
    assert [results[name] for name in SERVER_STEPS] == ["ok", "skipped", *["ok"] * 6]
    assert results["keyring"] == results["notifications"] == "skipped"


def test_a_batch_that_has_ended_needs_no_heartbeat(server: EmbeddedServer, tmp_path: Path) -> None:
    batch = server.create_batch(plan=Plan(age_seconds=60))
    assert examined(tmp_path, server.url, batch)["heartbeat"] == "ok"


def test_without_a_server_only_this_computer_is_examined(tmp_path: Path) -> None:
    results = examined(tmp_path, None)
    assert {results[name] for name in SERVER_STEPS} == {"skipped"}
    assert results["keyring"] == "failed"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "https://127.0.0.1:1"])
def test_nothing_answers(tmp_path: Path, url: str) -> None:
    results = examined(tmp_path, url)
    assert results["address"] == "failed"
    assert {results[name] for name in SERVER_STEPS[1:]} == {"skipped"}


def test_the_way_that_is_chosen_in_the_settings_is_taken(server: EmbeddedServer, tmp_path: Path) -> None:
    through = {server.url: Route(proxy="http://127.0.0.1:1")}
    assert examined(tmp_path, server.url)["address"] == "ok"
    assert examined(tmp_path, server.url, routes=through)["address"] == "failed"


def test_something_else_answers(server: EmbeddedServer, tmp_path: Path) -> None:
    server.inject(HtmlAnswer(everywhere=True, times=None))
    results = examined(tmp_path, server.url)
    assert (results["address"], results["server"], results["sign-in"]) == ("ok", "failed", "skipped")


def test_signed_out(server: EmbeddedServer, tmp_path: Path) -> None:
    server.end_sessions()
    assert examined(tmp_path, server.url)["sign-in"] == "failed"


def test_no_access_to_the_merchant(server: EmbeddedServer, tmp_path: Path) -> None:
    batch = server.create_batch(merchant=FORBIDDEN_MERCHANT.id)
    results = examined(tmp_path, server.url, batch)
    assert (results["sign-in"], results["merchant"], results["stream"]) == ("ok", "failed", "skipped")


def test_a_stream_that_does_not_open(server: EmbeddedServer, tmp_path: Path) -> None:
    server.inject(Refuse(status=503, times=None))
    results = examined(tmp_path, server.url, server.create_batch())
    assert (results["batch"], results["stream"], results["heartbeat"]) == ("ok", "failed", "skipped")


def test_a_damaged_database(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"this is no database at all" * 100)
    assert examined(tmp_path, None)["database"] == "failed"


async def notification_line(folder: Path) -> str:
    out = io.StringIO()
    await examine(folder, {}, None, None, out, as_json=False)
    return next(line for line in out.getvalue().splitlines() if "notifications" in line)


@pytest.mark.skipif(sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
@pytest.mark.parametrize(
    ("capabilities", "says"),
    [
        (("body", "actions"), "strict shows notifications, and says when one is clicked."),
        (("body",), "strict shows notifications, but cannot say when one is clicked."),
        (None, "Nothing shows notifications in this session"),
    ],
)
def test_what_shows_notifications_and_what_it_can(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capabilities: tuple[str, ...] | None, says: str
) -> None:
    async def scenario(bus: str) -> str:
        if capabilities is None:
            return await notification_line(tmp_path)
        async with run_daemon(bus, *capabilities):
            return await notification_line(tmp_path)

    with private_bus(tmp_path) as bus:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)
        line = asyncio.run(scenario(bus))
    assert says in line
    assert line.startswith("failed" if capabilities is None else "ok")


def test_other_systems_have_their_own_notifications(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "sys", SimpleNamespace(platform="win32"))
    monkeypatch.setattr(doctor, "has_library", lambda: True)
    assert "The system's own notifications are used." in run(notification_line(tmp_path))
    monkeypatch.setattr(doctor, "has_library", lambda: False)
    assert run(notification_line(tmp_path)).startswith("failed")


def test_people_read_a_line_a_thing(tmp_path: Path) -> None:
    out = io.StringIO()
    run(examine(tmp_path, {}, None, None, out, as_json=False))
    lines = out.getvalue().splitlines()
    assert len(lines) == 11
    assert lines[0].startswith("skipped   database        ")


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_what_fails_is_said_in_the_operators_language(
    server: EmbeddedServer, tmp_path: Path, language: Language
) -> None:
    set_language(language)
    server.inject(Refuse(status=503, times=None))
    out = io.StringIO()
    run(examine(tmp_path, {}, server.url, Reference(server.create_batch()), out, as_json=False))
    (line,) = (line for line in out.getvalue().splitlines() if "503" in line)
    assert sentence(Problem(ProblemKind.REFUSED, {"code": 503})) in line
    assert line.isascii() == (language == "en")
