"""Pictures of the real window for the README: the demo, after it has run a while, in both languages and both themes.

`python packaging/dev.py screenshots`, or this file by the project's Python. Needs no display, but a font with Chinese.
"""

import argparse
import asyncio
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # Qt is imported once its platform has been chosen
    from PySide6.QtWidgets import QApplication

    from batchdesk.desktop.window import MainWindow
    from batchdesk.engine.engine import Engine

FOLDER = Path(__file__).resolve().parents[1] / "resources" / "screenshots"
LANGUAGES = ("en", "zh_CN")
SECONDS = 34.0
"""By then the demo has one batch of nearly every kind."""
SIZE = (1240, 720)


def main() -> int:
    """Take the pictures of one language in this process, or of all, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--language", choices=LANGUAGES)
    parser.add_argument("--folder", type=Path, default=FOLDER)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    if options.language is None:
        return _all_languages(options.folder)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with TemporaryDirectory() as data_dir:
        _take(options.language, options.folder, Path(data_dir))
    return 0


def _all_languages(folder: Path) -> int:
    running = [
        subprocess.Popen([sys.executable, __file__, "--language", language, "--folder", str(folder)])
        for language in LANGUAGES
    ]
    return max(process.wait() for process in running)


def _take(language: str, folder: Path, data_dir: Path) -> None:
    from PySide6.QtWidgets import QApplication
    from qasync import QEventLoop

    from batchdesk.desktop.style import appearance
    from batchdesk.words.catalogue import set_language

    set_language("zh_CN" if language == "zh_CN" else "en")
    application = QApplication(["batchdesk"])
    appearance.apply(application)
    with asyncio.Runner(loop_factory=lambda: QEventLoop(application)) as runner:
        runner.run(_run_demo(application, language, folder, data_dir))


async def _run_demo(application: "QApplication", language: str, folder: Path, data_dir: Path) -> None:
    from batchdesk.desktop.demo import run_demo
    from batchdesk.desktop.mailbox_pump import MailboxPump
    from batchdesk.desktop.style import appearance
    from batchdesk.desktop.window import MainWindow
    from batchdesk.engine.engine import Engine
    from batchdesk.engine.options import EngineOptions

    pump = MailboxPump(lambda changes: window.take(changes))
    engine = Engine(data_dir, pump.wake, EngineOptions(keyring=False))
    pump.connect_to(engine.mailbox)
    window = MainWindow(engine, demo=True, on_quit=lambda: None, data_dir=data_dir)
    window.resize(*SIZE)
    engine.start()
    window.show()
    demo = asyncio.create_task(run_demo(engine, window.show_desk))
    try:
        await asyncio.sleep(SECONDS)
        await _choose_one_that_ended(engine, window)
        for name, colours in (("light", appearance.LIGHT), ("dark", appearance.DARK)):
            appearance.show_theme(application, colours)
            # Three frames, for the palette to reach every widget.
            await asyncio.sleep(0.5)
            window.grab().save(str(folder / f"window-{name}-{language}.png"))
    finally:
        demo.cancel()
        await asyncio.wait([demo])
        await window.finish()
        pump.stop()
        engine.stop()


async def _choose_one_that_ended(engine: "Engine", window: "MainWindow") -> None:
    """Open the detail of a batch with a story: a partial one."""
    from batchdesk.store.records import HistoryQuery

    entries = await engine.read(lambda reader: reader.history(HistoryQuery(statuses=("PARTIAL_SUCCESS",))))
    if entries:
        window.open_batch(entries[0].batch.key)
    await asyncio.sleep(1.0)


if __name__ == "__main__":
    sys.exit(main())
