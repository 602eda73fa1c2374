"""The rail is made narrow by hand, and opens over the view where the window has no room for it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from batchdesk.desktop.navigation import WIDTH_FOR_WORDS, Navigation
from batchdesk.desktop.rail.rail import COLLAPSED_WIDTH, WIDTH
from batchdesk.desktop.views import ViewEntry

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Page(QLineEdit):
    search_hint = "Look"

    def opened(self) -> None: ...

    def look_for(self, text: str) -> None:
        self.setText(text)

    def begin(self) -> None:
        self.setFocus()


@pytest.fixture
def navigation(qtbot: QtBot) -> Navigation:
    navigation = Navigation([ViewEntry("watching", "Watching", "eye", Page), ViewEntry("inbox", "Inbox", "tray", Page)])
    qtbot.addWidget(navigation)
    qtbot.addWidget(navigation.search_box)
    navigation.views.open("watching")
    navigation.resize(WIDTH_FOR_WORDS, 600)
    navigation.show()
    navigation.activateWindow()
    qtbot.waitUntil(navigation.isActiveWindow)
    return navigation


def room(navigation: Navigation) -> int:
    """What the view leaves at its left."""
    return navigation.views.x()


def test_a_click_makes_it_narrow_and_wide_again(navigation: Navigation) -> None:
    assert (room(navigation), navigation.filters.isVisible()) == (WIDTH, True)
    assert navigation.rail.toggle.accessibleName() == "Narrow the rail"
    QTest.mouseClick(navigation.rail.toggle, Qt.MouseButton.LeftButton)
    QTest.qWait(0)
    assert (room(navigation), navigation.filters.isVisible(), navigation.narrow) == (COLLAPSED_WIDTH, False, True)
    assert navigation.rail.toggle.accessibleName() == "Widen the rail"
    navigation.toggle_rail()
    QTest.qWait(0)
    assert (room(navigation), navigation.filters.isVisible(), navigation.narrow) == (WIDTH, True, False)


class TestWhereThereIsNoRoom:
    @pytest.fixture(autouse=True)
    def cramped(self, navigation: Navigation) -> None:
        navigation.resize(WIDTH_FOR_WORDS - 200, 600)
        navigation.views.view.begin()
        navigation.toggle_rail()
        QTest.qWait(0)

    def test_it_lies_over_the_view_with_the_keyboard_in_it(self, navigation: Navigation) -> None:
        assert (room(navigation), navigation.rail.width()) == (COLLAPSED_WIDTH, WIDTH)
        assert navigation.filters.isVisible()
        assert navigation.focusWidget() is navigation.filters.buttons[()]
        assert not navigation.narrow, "the operator's choice is another matter"

    def test_escape_leads_back(self, navigation: Navigation) -> None:
        QTest.keyClick(navigation.filters.buttons[()], Qt.Key.Key_Escape)
        assert navigation.rail.width() == COLLAPSED_WIDTH
        assert navigation.focusWidget() is navigation.views.currentWidget()

    def test_what_is_chosen_in_it_closes_it(self, navigation: Navigation) -> None:
        failed = next(button for button in navigation.filters.buttons.values() if button.text() == "Failed")
        QTest.mouseClick(failed, Qt.MouseButton.LeftButton)
        assert navigation.search_box.text() == "status:failed"
        assert navigation.rail.width() == COLLAPSED_WIDTH

    def test_with_ctrl_several_are_chosen_in_it(self, navigation: Navigation) -> None:
        failed = next(button for button in navigation.filters.buttons.values() if button.text() == "Failed")
        QTest.mouseClick(failed, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier)
        assert navigation.rail.width() == WIDTH

    def test_a_click_beside_it_closes_it(self, navigation: Navigation) -> None:
        navigation.views.currentWidget().setFocus()
        assert navigation.rail.width() == COLLAPSED_WIDTH

    def test_another_view_closes_it(self, navigation: Navigation) -> None:
        navigation.views.open("inbox")
        assert navigation.rail.width() == COLLAPSED_WIDTH

    def test_where_there_is_room_again_it_stands_beside_the_view(self, navigation: Navigation) -> None:
        navigation.resize(WIDTH_FOR_WORDS, 600)
        QTest.qWait(0)
        assert (room(navigation), navigation.rail.over) == (WIDTH, False)
