"""What was found damaged at the start is said in the window that opens all the same."""

import asyncio
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from batchdesk.desktop.instance import Claim, Instance
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.program import Program
from batchdesk.desktop.request import Request
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.settings.file import load
from batchdesk.store.store import DATABASE_NAME
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")
"""Only the platform without a screen says this."""


def test_a_damaged_database_and_damaged_settings_are_said(qapp: QApplication, tmp_path: Path, on_qt_loop: Any) -> None:
    (tmp_path / DATABASE_NAME).write_bytes(b"this is no database at all" * 100)
    (tmp_path / "settings.toml").write_bytes(b"[[[\0=")

    async def scenario() -> None:
        program: Program
        pump = MailboxPump(lambda changes: program.take(changes))
        engine = Engine(tmp_path, pump.wake, EngineOptions(keyring=False))
        pump.connect_to(engine.mailbox)
        engine.start()
        # Safe mode here is without a tray; the settings were read as they are without it.
        options = DesktopOptions(tmp_path, safe_mode=True)
        program = Program(options, instance, engine, pump, load(options.settings_file))
        running = asyncio.create_task(program.run())

        def said() -> str:
            return " ".join(label.text() for label in program.window.messages.findChildren(QLabel))

        try:
            await until(lambda: f"{DATABASE_NAME}.damaged-" in said() and "settings.toml.damaged-" in said())
        finally:
            program.quit()
            assert await running == 0
            engine.stop()

    instance = Instance(tmp_path)
    assert instance.claim(Request()) is Claim.FIRST
    on_qt_loop(scenario())
    instance.close()
