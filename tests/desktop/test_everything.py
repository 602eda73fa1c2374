"""Everything that can be opened, in both languages: each control has a name, is reached by Tab, and no text is cut."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from qasync import QEventLoop

from batchdesk.desktop.preferences.language import speak
from tests.looks import scenery
from tests.looks.stage import scenes, settle, stage
from tests.looks.walking import cut, nameless, out_of_reach

SMALL_SCREEN = (1000, 600)
"""What is left of a small laptop's screen beside the panels of its desktop."""
LANGUAGES = ("en", "zh_CN")

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.timeout(180)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_can_be_read_reached_and_heard(language: str, tmp_path: Path, qapp: QApplication) -> None:
    speak("zh_CN" if language == "zh_CN" else "en")
    now = datetime.now(UTC)
    scenery.fill(tmp_path, chinese=language == "zh_CN", now=now)
    wrong: list[str] = []

    async def walk() -> None:
        async with stage(tmp_path, chinese=language == "zh_CN", now=now) as this:
            async for name, widget in scenes(this):
                wrong.extend(f"{name}: cut: {each}" for each in cut(widget))
                wrong.extend(f"{name}: has no name: {each}" for each in nameless(widget))
                wrong.extend(f"{name}: out of reach of Tab: {each}" for each in out_of_reach(widget))
                if isinstance(widget, QDialog):
                    widget.resize(widget.minimumSizeHint())
                    await settle(widget)
                    size = widget.width(), widget.height()
                    if size[0] > SMALL_SCREEN[0] or size[1] > SMALL_SCREEN[1]:
                        wrong.append(f"{name}: does not fit a small screen: {size}")
                    wrong.extend(f"{name}, made small: cut: {each}" for each in cut(widget))

    with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
        runner.run(walk())
    assert not wrong, "\n".join(wrong)
