"""Each platform has its own way first, the window last."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.notices.in_window import WindowNotifier
from batchdesk.desktop.notices.notifier import Message
from batchdesk.desktop.notices.ways import ways_to_notify
from batchdesk.desktop.tray.host import TrayHost
from batchdesk.desktop.tray.icon import Tray


class Answers:
    def open(self, message: Message) -> None: ...

    def browse(self, message: Message) -> None: ...


@pytest.mark.parametrize(("platform", "own"), [("linux", "freedesktop"), ("win32", "native"), ("darwin", "native")])
def test_the_platforms_own_is_first_and_the_window_last(qtbot: QtBot, platform: str, own: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tray = Tray(TrayHost(window), parent=window)
    in_window = WindowNotifier(window, lambda text: None, lambda: None)
    ways = ways_to_notify(Answers(), tray, in_window, lambda: None, platform)
    assert [way.name for way in ways] == [own, "tray", "window"]
