"""`--safe-mode`, as it is started, and that it connects to nothing and changes no memory of the window."""

import asyncio
from pathlib import Path

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop import safe_mode
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.store.records import Addition
from batchdesk.store.store import Store


def test_qt_is_started_without_what_others_put_into_it() -> None:
    environment = {"QT_PLUGIN_PATH": "/elsewhere", "QT_STYLE_OVERRIDE": "odd", "QT_QPA_PLATFORM": "xcb"}
    safe_mode.prepare(environment)
    assert "QT_PLUGIN_PATH" not in environment
    assert "QT_STYLE_OVERRIDE" not in environment
    assert environment["QT_QPA_PLATFORM"] == "xcb"


def test_nothing_is_connected_to_and_everything_can_be_read(tmp_path: Path) -> None:
    key = BatchKey("http://127.0.0.1:9", "cm1")
    store = Store.open(tmp_path / "batchdesk.sqlite")
    store.add_server(key.server, "").result()
    store.add_batches([Addition(key, "mine")]).result()
    store.close()

    async def look(options: EngineOptions) -> tuple[int, set[BatchKey]]:
        engine = Engine(tmp_path, lambda: None, options)
        engine.start()
        try:
            servers = await engine.servers()
            return len(servers), set(engine.mailbox.drain().batches)
        finally:
            engine.stop()

    assert asyncio.run(look(safe_mode.ENGINE)) == (0, {key})
    assert asyncio.run(look(EngineOptions(keyring=False)))[0] == 1
