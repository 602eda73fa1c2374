"""What waits for the first paint begins after it, and also where there is none to wait for."""

from typing import Any

import pytest
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop import first_paint as module
from batchdesk.desktop.first_paint import first_paint

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")
"""Only the platform without a screen says this."""


class Part(QLabel):
    """A part of a window that knows whether it was painted."""

    painted = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.painted = True


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    QVBoxLayout(window).addWidget(Part("a row"))
    qtbot.addWidget(window)
    return window


def test_all_parts_are_painted_when_it_returns(window: QWidget, on_qt_loop: Any) -> None:
    async def show() -> None:
        window.show()
        await first_paint(window)

    on_qt_loop(show())
    part = window.findChild(Part)
    assert part is not None
    assert part.painted


def test_a_window_that_nobody_can_see_is_not_waited_for(
    window: QWidget, on_qt_loop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.01)
    on_qt_loop(first_paint(window))
