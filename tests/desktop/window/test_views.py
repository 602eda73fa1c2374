"""Views are made when they are asked for, keep what was looked for, and are reached from the rail."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.rail.rail import COLLAPSED_WIDTH, Rail
from batchdesk.desktop.views import ViewEntry, Views


class Page(QLabel):
    search_hint = "Look"

    def __init__(self, made: list["Page"]) -> None:
        super().__init__()
        made.append(self)
        self.times_opened = 0
        self.texts: list[str] = []

    def opened(self) -> None:
        self.times_opened += 1

    def look_for(self, text: str) -> None:
        self.texts.append(text)


@pytest.fixture
def made() -> list[Page]:
    return []


@pytest.fixture
def entries(made: list[Page]) -> list[ViewEntry]:
    def make() -> QWidget:
        return Page(made)

    return [ViewEntry("watching", "Watching", "eye", make), ViewEntry("inbox", "Inbox", "tray", make)]


def test_a_view_is_made_once_and_only_when_it_is_opened(
    qtbot: QtBot, entries: list[ViewEntry], made: list[Page]
) -> None:
    views = Views(entries)
    qtbot.addWidget(views)
    first = views.open("watching")
    assert made == [first]
    assert views.opened_already("inbox") is None
    second = views.open("inbox")
    assert (views.currentWidget(), views.open("watching"), made) == (second, first, [first, second])
    assert [page.times_opened for page in made] == [2, 1]
    with pytest.raises(LookupError):
        views.open("nowhere")


def test_each_view_keeps_what_was_looked_for_in_it(qtbot: QtBot, entries: list[ViewEntry], made: list[Page]) -> None:
    views = Views(entries)
    qtbot.addWidget(views)
    views.open("watching")
    views.look_for("spring")
    views.open("inbox")
    assert (views.text, made[0].texts, made[1].texts) == ("", ["spring"], [])
    views.open("watching")
    assert views.text == "spring"


def test_the_rail_leads_to_a_view_by_mouse_and_keys(qtbot: QtBot, entries: list[ViewEntry]) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    rail = Rail(entries, window)
    window.show()
    rail.choose("watching")
    with qtbot.waitSignal(rail.asked, check_params_cb=lambda name: name == "inbox"):
        qtbot.mouseClick(rail.buttons["inbox"], Qt.MouseButton.LeftButton)
    rail.buttons["inbox"].setFocus()
    with qtbot.waitSignal(rail.asked, check_params_cb=lambda name: name == "watching"):
        qtbot.keyClick(rail.buttons["inbox"], Qt.Key.Key_Down)


def test_what_waits_is_spoken_and_shown_also_when_there_is_no_room_for_words(
    qtbot: QtBot, entries: list[ViewEntry]
) -> None:
    rail = Rail(entries)
    qtbot.addWidget(rail)
    rail.set_numbers({"inbox": 3})
    assert rail.buttons["inbox"].accessibleName() == "Inbox, 3 waiting"
    plain = rail.buttons["inbox"].grab().toImage()
    rail.collapse(True)
    rail.resize(rail.sizeHint())
    assert rail.width() == COLLAPSED_WIDTH
    collapsed = rail.buttons["inbox"].grab().toImage()
    rail.set_numbers({"inbox": 0})
    assert rail.buttons["inbox"].grab().toImage() != collapsed != plain
    assert rail.buttons["inbox"].accessibleName() == "Inbox"
