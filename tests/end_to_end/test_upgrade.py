"""A newer version started over an older one's data keeps all of it; an older version on newer data says so."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

from batchdesk.store import schema
from batchdesk.store.store import DATABASE_NAME

OLD = Path(__file__).parents[1] / "old_databases" / "0.1.0.sqlite"
UNTOUCHED = f"{OLD.as_uri()}?mode=ro&immutable=1"
"""SQLite leaves files of its own beside a database that it only reads."""

PATIENCE_SECONDS = 60


def command(folder: Path, *arguments: str) -> list[str]:
    return [sys.executable, "-m", "batchdesk", "--data-dir", str(folder), "--language", "en", *arguments]


def environment() -> dict[str, str]:
    return os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command(folder, *arguments),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE_SECONDS,
    )


def version(database: Path) -> int:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        (number,) = connection.execute("PRAGMA user_version").fetchone()
    return number


def test_the_window_brings_an_older_history_up_to_date_after_a_copy(tmp_path: Path) -> None:
    database = tmp_path / DATABASE_NAME
    shutil.copyfile(OLD, database)
    with subprocess.Popen(command(tmp_path), env=environment(), stderr=subprocess.DEVNULL) as window:
        try:
            until = time.monotonic() + PATIENCE_SECONDS
            while version(database) < schema.VERSION:
                assert window.poll() is None, "it ended by itself"
                assert time.monotonic() < until, "it is still as it was"
                time.sleep(0.05)
        finally:
            window.terminate()
    (copy,) = tmp_path.glob(f"{DATABASE_NAME}.before-update-*")
    with closing(sqlite3.connect(copy)) as old, closing(sqlite3.connect(UNTOUCHED, uri=True)) as released:
        assert list(old.iterdump()) == list(released.iterdump())
    shown = run(tmp_path, "history")
    assert shown.returncode == 0
    assert all(name in shown.stdout for name in ("cmrunning1", "cmpartial1", "cmfailed1"))


def test_newer_data_is_read_and_left_as_it_is(tmp_path: Path) -> None:
    database = tmp_path / DATABASE_NAME
    shutil.copyfile(OLD, database)
    assert run(tmp_path, "import", str(database)).returncode == 0  # opened, so up to date
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    before = database.read_bytes()
    assert "cmfailed1" in run(tmp_path, "history").stdout
    refused = run(tmp_path, "import", shutil.copy(OLD, tmp_path / "theirs.sqlite"))
    assert refused.returncode != 0
    assert "A newer batchdesk has written" in refused.stderr
    assert database.read_bytes() == before
