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
from batchdesk.desktop import program
from batchdesk.desktop.first_paint import after_paint, first_paint
from batchdesk.__main__ import main

def tell_what_is_loaded():
    print(json.dumps(sorted(sys.modules)), flush=True)
    os._exit(0)

async def paint(window):
    after_paint(window, tell_what_is_loaded)
    await first_paint(window)

program.first_paint = paint
sys.argv = ["batchdesk"]
main()
"""

NOT_YET = (
    "click", "dbus_fast", "httpx", "httpx_sse", "keyring", "qtawesome", "rich", "starlette", "tomlkit", "uvicorn",
    "PySide6.QtDBus", "PySide6.QtNetwork", "PySide6.QtSvg",
    "batchdesk.cli", "batchdesk.testserver", "batchdesk.charts", "batchdesk.exports", "batchdesk.engine.supervisor",
    "batchdesk.desktop.about", "batchdesk.desktop.adding.dialog", "batchdesk.desktop.demo",
    "batchdesk.desktop.detail.page", "batchdesk.desktop.exporting", "batchdesk.desktop.fault_dialog",
    "batchdesk.desktop.history", "batchdesk.desktop.importing", "batchdesk.desktop.inbox", "batchdesk.desktop.insights",
    "batchdesk.desktop.notices", "batchdesk.desktop.palette", "batchdesk.desktop.preferences.dialog",
    "batchdesk.desktop.sign_in.form", "batchdesk.desktop.surroundings", "batchdesk.desktop.tray.icon",
)  # fmt: skip


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """What a double-click has loaded when the window has been painted with a batch from the cache."""
    folder = tmp_path_factory.mktemp("data")
    store = Store.open(folder / DATABASE_NAME)
    store.add_batches([Addition(BatchKey("https://one.example", "cm1"))]).result()
    store.close()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "BATCHDESK_DATA_DIR": str(folder)}
    command = [sys.executable, "-c", PROGRAM]
    answer = subprocess.run(command, env=environment, capture_output=True, text=True, check=True, timeout=30)
    return frozenset(json.loads(answer.stdout))


@pytest.mark.parametrize("name", NOT_YET)
def test_it_is_not_loaded_before_the_first_paint(loaded: frozenset[str], name: str) -> None:
    package = Path(__file__).parents[2] / name.replace(".", "/")
    assert not name.startswith("batchdesk.") or package.is_dir() or package.with_suffix(".py").is_file()
    assert name not in loaded
