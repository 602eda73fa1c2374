"""The line that says that no server can be reached."""

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from batchdesk.desktop import offline_bar
from batchdesk.desktop.offline_bar import OfflineBar

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def asked() -> list[str]:
    return []


@pytest.fixture
def bar(qtbot: QtBot, asked: list[str], monkeypatch: pytest.MonkeyPatch) -> OfflineBar:
    monkeypatch.setattr(offline_bar, "SETTLE_MILLISECONDS", 20)
    bar = OfflineBar(lambda: asked.append("now"))
    qtbot.addWidget(bar)
    return bar


def test_a_network_that_is_back_at_once_is_not_worth_a_line(bar: OfflineBar) -> None:
    bar.take(offline=True)
    bar.take(offline=False)
    QTest.qWait(40)
    assert bar.isHidden()


def test_it_stays_as_long_as_it_is_so_and_can_be_tried(bar: OfflineBar, qtbot: QtBot, asked: list[str]) -> None:
    bar.take(offline=True)
    bar.take(offline=True)
    qtbot.waitUntil(bar.isVisible)
    bar.button.click()
    assert asked == ["now"]
    assert bar.isVisible()
    bar.take(offline=False)
    assert bar.isHidden()
