"""A start loads what the first paint needs, and nothing else: every module costs each operator each morning."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.store.records import Addition
from batchdesk.store.store import DATABASE_NAME, Store

PROGRAM = """
import json, os, sys
from batchdesk.desktop import first_window
from batchdesk.__main__ import main

show = first_window.first_window

def tell_what_is_loaded(folder):
    window = show(folder)
    rows = window.table.model().rowCount() if window.isVisible() else 0
    print(json.dumps([rows, sorted(sys.modules)]), flush=True)
    os._exit(0)

first_window.first_window = tell_what_is_loaded
sys.argv = ["batchdesk"]
main()
"""

NOT_YET = (
    "asyncio", "click", "dbus_fast", "httpx", "httpx_sse", "keyring", "platformdirs", "qasync",
    "qtawesome", "rich", "sqlite_utils", "ssl", "starlette", "tomlkit", "uvicorn",
    "PySide6.QtDBus", "PySide6.QtNetwork", "PySide6.QtSvg",
    "batchdesk.cli", "batchdesk.testserver", "batchdesk.charts", "batchdesk.exports", "batchdesk.stream",
    "batchdesk.engine.engine", "batchdesk.store.reader", "batchdesk.store.store",
    "batchdesk.desktop.detail", "batchdesk.desktop.furniture", "batchdesk.desktop.history",
    "batchdesk.desktop.program", "batchdesk.desktop.rail", "batchdesk.desktop.running", "batchdesk.desktop.style.icons",
)  # fmt: skip
"""Of what is loaded with these nothing is needed to show the rows of the cache."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """What a double-click has loaded when the window can be seen with a batch from the cache."""
    folder = tmp_path_factory.mktemp("data")
    store = Store.open(folder / DATABASE_NAME)
    store.add_batches([Addition(BatchKey("https://one.example", "cm1"))]).result()
    store.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BATCHDESK_DATA_DIR": str(folder)}
    command = [sys.executable, "-c", PROGRAM]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=30)
    rows, modules = json.loads(answer.stdout)
    assert rows == 1
    return frozenset(modules)


@pytest.mark.parametrize("name", NOT_YET)
def test_it_is_not_loaded_before_the_first_paint(loaded: frozenset[str], name: str) -> None:
    package = Path(__file__).parents[2] / name.replace(".", "/")
    assert not name.startswith("batchdesk.") or package.is_dir() or package.with_suffix(".py").is_file()
    assert name not in loaded
