"""Starts that fail say why and what to do; what is damaged is set aside; safe mode goes round all of it."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.instance import Claim, Instance
from batchdesk.desktop.request import Request
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.testserver import EmbeddedServer

PATIENCE_SECONDS = 60
NO_TOML = b"[[[\0="


def start(*arguments: str | Path, **variables: str) -> subprocess.Popen[str]:
    """The window, without a screen, a desktop or a keyring; in English."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "PATH": "/nowhere",  # no program that would show a dialog on the screen of who runs the tests
    }
    command = [sys.executable, "-m", "batchdesk", "--language", "en", *arguments]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment | variables
    )


def complaint(process: subprocess.Popen[str]) -> str:
    """What a start that fails says."""
    with process:
        output, errors = process.communicate(timeout=PATIENCE_SECONDS)
    assert process.returncode != 0
    assert output == ""
    assert errors.startswith("batchdesk: ")
    assert len(errors.splitlines()) == 1
    return errors


@contextmanager
def opened(data_dir: Path, *arguments: str, **variables: str) -> Generator[None]:
    """While the window is open."""
    with start("--data-dir", data_dir, *arguments, **variables) as process:
        try:
            wait_until(lambda: answers(data_dir), process)
            yield
        finally:
            process.terminate()
            process.communicate(timeout=PATIENCE_SECONDS)


def answers(data_dir: Path) -> bool:
    instance = Instance(data_dir)
    claim = instance.claim(Request(), 1)
    instance.close()
    return claim is Claim.HANDED_OVER


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[str] | None = None) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        assert process is None or process.poll() is None, "it ended by itself"
        assert time.monotonic() < deadline, "that never happened"
        time.sleep(0.05)


@pytest.mark.skipif(sys.platform != "linux", reason="Qt's platforms elsewhere cannot be chosen so")
def test_broken_graphics(tmp_path: Path) -> None:
    said = complaint(start("--data-dir", tmp_path, QT_QPA_PLATFORM="broken"))
    assert "No window can be opened here: " in said
    assert "--safe-mode" in said


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that not even root can write")
def test_a_home_that_cannot_be_written() -> None:
    home = dict.fromkeys(("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), "") | {"HOME": "/proc/nowhere"}
    said = complaint(start(**home))
    assert "The data folder /proc/nowhere" in said
    assert "--data-dir" in said


def test_without_qt_the_commands_that_need_none_are_named(tmp_path: Path) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    (broken / "__init__.py").write_text("raise ImportError('libEGL.so.1: cannot open shared object file')")
    said = complaint(start("--data-dir", tmp_path / "data", PYTHONPATH=str(tmp_path)))
    assert "libEGL.so.1" in said
    assert "batchdesk watch" in said


def test_a_damaged_database_and_damaged_settings_are_set_aside(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"no database at all" * 100)
    (tmp_path / "settings.toml").write_bytes(NO_TOML)
    (tmp_path / "window.ini").write_bytes(NO_TOML)
    with opened(tmp_path):
        wait_until(lambda: len(list(tmp_path.glob("*.damaged-*"))) == 2)
    names = {path.name.partition(".damaged-")[0] for path in tmp_path.glob("*.damaged-*")}
    assert names == {DATABASE_NAME, "settings.toml"}


def test_safe_mode_leaves_out_settings_network_and_what_others_put_into_qt(tmp_path: Path) -> None:
    safe, usual = tmp_path / "safe", tmp_path / "usual"
    with EmbeddedServer() as server:
        for folder in (safe, usual):
            watch_one(folder, BatchKey(server.url, folder.name))
            (folder / "settings.toml").write_bytes(NO_TOML)
        foreign = {"QT_STYLE_OVERRIDE": "no-such-style", "BATCHDESK_SESSION_TOKEN": server.session_cookie()}
        # The one beside it, begun later, shows that there was time enough.
        with opened(safe, "--safe-mode", **foreign), opened(usual, **foreign):
            server.requests.wait_for(lambda entry: entry.batch_id == "usual", PATIENCE_SECONDS)
            assert server.requests.count(batch_id="safe") == 0
    assert (safe / "settings.toml").read_bytes() == NO_TOML
    assert not (usual / "settings.toml").exists()
    assert "no-such-style" not in logged(safe)
    assert "no-such-style" in logged(usual)


def watch_one(data_dir: Path, key: BatchKey) -> None:
    """Leave the folder as if this batch were watched."""
    data_dir.mkdir()
    store = Store.open(data_dir / DATABASE_NAME)
    store.add_server(key.server, "").result()
    store.add_batches([Addition(key, "mine")]).result()
    store.close()


def logged(data_dir: Path) -> str:
    return "".join(path.read_text(encoding="utf-8") for path in data_dir.rglob("*.log"))
