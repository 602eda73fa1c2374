"""The line in the window: only where somebody can see it."""

import asyncio

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.notices.in_window import WindowNotifier
from batchdesk.desktop.notices.notifier import Message

MESSAGE = Message("tag", "Spring sale", "3 of 5 copies after 1:52")


def test_a_window_out_of_sight_says_nothing_and_hears_when_it_is_back(qtbot: QtBot) -> None:
    said: list[str] = []
    seen: list[bool] = []
    window = QWidget()
    qtbot.addWidget(window)
    notifier = WindowNotifier(window, said.append, lambda: seen.append(True))
    assert not asyncio.run(notifier.show(MESSAGE))
    window.show()
    assert seen == [True]
    assert asyncio.run(notifier.show(MESSAGE))
    assert said == ["Spring sale · 3 of 5 copies after 1:52"]
    window.showMinimized()
    assert not asyncio.run(notifier.show(MESSAGE))
    seen.clear()
    window.showNormal()
    assert seen
