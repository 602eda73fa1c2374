"""Takes every picture of one language in both themes: `python -m tests.looks.take zh_CN FOLDER`.

Each is taken in the light theme, and once more after the colours have turned dark before everybody's eyes.
A process of its own: time, time zone, fonts and sizes are made to stand still before anything of ours is loaded.
"""

import argparse
import asyncio
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.looks import fonts, still_time

LANGUAGES = ("en", "zh_CN")
NOW = datetime(2026, 11, 24, 6, 5, tzinfo=UTC)
"""Five past two in the afternoon, in Shanghai."""
POINTS = 9
"""The size of the text, as a desktop at 96 dots an inch has it."""


def main() -> None:
    """Write `<scene>-<theme>.png` for each scene and theme."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder:
        _stand_still(Path(folder))
        _take(options.folder, Path(folder) / "data", chinese=options.language == "zh_CN")


def _stand_still(folder: Path) -> None:
    os.environ |= {"QT_QPA_PLATFORM": "offscreen", "QT_FONT_DPI": "96", "QT_SCALE_FACTOR": "1", "TZ": "CST-8"}
    time.tzset()
    fonts.use_only_these(folder)
    still_time.move_to(NOW)
    still_time.stand()


def _take(folder: Path, data: Path, *, chinese: bool) -> None:
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

    from batchdesk.desktop.preferences.language import speak
    from batchdesk.desktop.style import appearance

    application = QApplication(["batchdesk"])
    application.setFont(QFont("DejaVu Sans", POINTS))
    application.setQuitOnLastWindowClosed(False)
    appearance.apply(application)
    speak("zh_CN" if chinese else "en")
    data.mkdir()
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.run(_take_all(folder, data, chinese))


async def _take_all(folder: Path, data: Path, chinese: bool) -> None:
    from batchdesk.settings.values import Theme
    from tests.looks import scenery
    from tests.looks.stage import scenes, settle, show_theme, stage

    scenery.fill(data, chinese=chinese, now=NOW, move_to=still_time.move_to)
    async with stage(data, chinese=chinese, now=NOW) as this:
        async for name, widget in scenes(this):
            widget.grab().save(str(folder / f"{name}-light.png"))
            show_theme(Theme.DARK)
            await settle(widget)
            widget.grab().save(str(folder / f"{name}-dark.png"))
            show_theme(Theme.LIGHT)


if __name__ == "__main__":
    main()
