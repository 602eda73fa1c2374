"""Everything that can be opened, in both languages: each control has a name, is reached by Tab, and no text is cut."""

import asyncio
import gc
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from qasync import QEventLoop

from batchdesk.desktop.about import AboutDialog
from batchdesk.desktop.preferences.language import speak
from tests.looks import scenery
from tests.looks.stage import Scene, Stage, scenes, settle, stage
from tests.looks.walking import cut, nameless, out_of_reach

SMALL_SCREEN = (1000, 600)
"""What is left of a small laptop's screen beside the panels of its desktop."""

pytestmark = [pytest.mark.qt_log_ignore("This plugin does not support"), pytest.mark.timeout(180)]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_everything_can_be_read_reached_and_heard(language: str, tmp_path: Path, qapp: QApplication) -> None:
    speak("zh_CN" if language == "zh_CN" else "en")
    now = datetime.now(UTC)
    scenery.fill(tmp_path, chinese=language == "zh_CN", now=now)
    wrong: list[str] = []

    async def walk() -> None:
        async with stage(tmp_path, chinese=language == "zh_CN", now=now) as this:
            async for name, widget in _all_of(this):
                wrong.extend(f"{name}: {each}" for each in _what_is_wrong_with(widget))
                if isinstance(widget, QDialog):
                    wrong.extend(f"{name}, made small: {each}" for each in await _what_is_wrong_when_small(widget))

    try:
        with asyncio.Runner(loop_factory=lambda: QEventLoop(qapp)) as runner:
            runner.run(walk())
    finally:
        gc.collect()  # here and not on a thread of the next test: the loop's Qt timers belong to this one
    assert not wrong, "\n".join(wrong)


async def _all_of(this: Stage) -> AsyncIterator[Scene]:
    async for scene in scenes(this):
        yield scene
    about = AboutDialog(this.window)  # in no picture: it names the versions of everything
    about.open()
    await settle(about)
    yield "about", about
    about.reject()


def _what_is_wrong_with(widget: QWidget) -> list[str]:
    return [
        *(f"cut: {each}" for each in cut(widget)),
        *(f"has no name: {each}" for each in nameless(widget)),
        *(f"out of reach of Tab: {each}" for each in out_of_reach(widget)),
    ]


async def _what_is_wrong_when_small(dialog: QDialog) -> list[str]:
    dialog.resize(dialog.minimumSizeHint())
    await settle(dialog)
    fits = dialog.width() <= SMALL_SCREEN[0] and dialog.height() <= SMALL_SCREEN[1]
    too_large = [] if fits else [f"does not fit a small screen: {dialog.size().toTuple()}"]
    return [*too_large, *(f"cut: {each}" for each in cut(dialog))]
