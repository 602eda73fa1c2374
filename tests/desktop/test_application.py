"""The program as it is started: real processes without a screen, and the whole of it against the embedded server."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey, Reference, batch_link
from batchdesk.desktop.first_window import first_window
from batchdesk.desktop.instance import Claim, Instance
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.notices.notifier import Message
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.program import Program
from batchdesk.desktop.request import Request
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.settings.file import Loaded
from batchdesk.settings.values import Settings
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.testserver import EmbeddedServer, ServerOptions
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")
"""Only the platform without a screen says this."""

PATIENCE_SECONDS = 20.0


def start(data_dir: Path, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "batchdesk", "--data-dir", str(data_dir), *arguments]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)


def wait_until(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert time.monotonic() < deadline, "that never happened"
        time.sleep(0.02)


def watched(database: Path) -> int:
    """How many batches stand in a database; 0 before it is there."""
    if not database.exists():
        return 0
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute("SELECT count(*) FROM batches").fetchone()[0]
    except sqlite3.OperationalError:
        return 0
    finally:
        connection.close()


def is_running(data_dir: Path) -> bool:
    """Whether an instance answers; it is asked to show its window."""
    instance = Instance(data_dir)
    claim = instance.claim(Request(), 1)
    instance.close()
    return claim is Claim.HANDED_OVER


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_demo_cleanly(tmp_path: Path, number: signal.Signals) -> None:
    with start(tmp_path, "--demo") as process:
        wait_until(lambda: watched(tmp_path / "demo" / "batchdesk.sqlite") > 0)
        process.send_signal(number)
        output, errors = process.communicate()
    assert (process.returncode, output, errors) == (0, "", "")
    assert not (tmp_path / "batchdesk.sqlite").exists()


def test_a_second_start_ends_at_once_and_leaves_the_first_running(tmp_path: Path) -> None:
    with start(tmp_path) as first:
        wait_until(lambda: is_running(tmp_path))
        with start(tmp_path, batch_link(BatchKey("https://one.example", "cm123"))) as second:
            assert second.communicate() == ("", "")
            assert second.returncode == 0
        assert first.poll() is None
        first.terminate()
        first.communicate()
    assert first.returncode == 0


def test_a_hidden_start_of_who_has_never_used_it_ends_at_once(tmp_path: Path) -> None:
    with start(tmp_path / "data", "--hidden") as process:
        try:
            assert process.wait(PATIENCE_SECONDS) == 0
        finally:
            process.kill()
    assert not (tmp_path / "data").exists()


def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with start(tmp_path / "file" / "data") as process:
        output, errors = process.communicate()
    assert process.returncode == 1
    assert output == ""
    assert errors.startswith("batchdesk: ")
    assert len(errors.splitlines()) == 1


def test_a_click_on_the_notification_opens_what_it_is_about(
    qapp: QApplication,
    tmp_path: Path,
    session_bus: str,
    running_daemon: Any,
    on_qt_loop: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session_bus)
    instance = Instance(tmp_path)
    assert instance.claim(Request()) is Claim.FIRST

    async def scenario(server: EmbeddedServer) -> None:
        program: Program
        pump = MailboxPump(lambda changes: program.take(changes))
        engine = Engine(tmp_path, pump.wake, EngineOptions(keyring=False))
        pump.connect_to(engine.mailbox)
        engine.start()
        program = Program(DesktopOptions(tmp_path), instance, engine, pump, Loaded(Settings()))
        window = program.window
        async with running_daemon(session_bus, "actions") as daemon:
            run = asyncio.create_task(program.run())
            await engine.add_server(server.url)
            await engine.sign_in(server.url, server.options.email, server.options.code)
            ids = [server.create_batch(autostart=False) for _ in range(2)]
            await engine.add([Reference(batch_id, server.url) for batch_id in ids], "Spring sale")
            await until(lambda: window.batches.rowCount() == 2 and server.open_streams == 2)
            server.advance(ids[1], status.RUNNING)
            server.advance(ids[1], status.SUCCEEDED, copy_count=5)
            await until(lambda: bool(daemon.shown))
            await daemon.emit("ActionInvoked", "us", [1, "default"])
            await until(lambda: [batch.key.batch_id for batch in window.table.chosen()] == [ids[1]])
            await until(lambda: told(tmp_path / "batchdesk.sqlite") == ["freedesktop"])
            program.entrances.open(Message("connection", "Connected again", ""))
            assert window.navigation.views.name == "watching"
            program.entrances.open(
                Message("digest", "2 batches ended", "", keys=tuple(BatchKey(server.url, each) for each in ids))
            )
            assert window.navigation.views.name == "inbox"
            program.quit()
            assert await run == 0
            engine.stop()

    with EmbeddedServer(ServerOptions(look_seconds=0.01)) as server:
        on_qt_loop(scenario(server))
    instance.close()


def test_a_window_that_was_closed_while_the_rest_was_loaded_stays_closed(
    qapp: QApplication, tmp_path: Path, session_bus: str, on_qt_loop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", session_bus)
    store = Store.open(tmp_path / DATABASE_NAME)
    store.add_batches([Addition(BatchKey("https://one.example", "cm1"))]).result()
    store.close()
    instance = Instance(tmp_path)
    assert instance.is_first()
    first = first_window(tmp_path)
    assert first.isVisible()

    async def scenario() -> None:
        program: Program
        pump = MailboxPump(lambda changes: program.take(changes))
        engine = Engine(tmp_path, pump.wake, EngineOptions(keyring=False, connect=False))
        pump.connect_to(engine.mailbox)
        engine.start()
        program = Program(DesktopOptions(tmp_path), instance, engine, pump, Loaded(Settings()), first)
        first.close()
        run = asyncio.create_task(program.run())
        await engine.ready()
        assert program.window is first
        assert not first.isVisible()
        program.quit()
        assert await run == 0
        engine.stop()

    qapp.setQuitOnLastWindowClosed(False)  # as the program does
    try:
        on_qt_loop(scenario())
    finally:
        qapp.setQuitOnLastWindowClosed(True)
        instance.close()


def told(database: Path) -> list[str | None]:
    """Where each end was shown."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return [row[0] for row in connection.execute("SELECT shown FROM notifications")]
    finally:
        connection.close()
