"""Messages inform, offer an answer, and go."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from batchdesk.desktop.message_bar import MOST_MESSAGES, Answer, MessageArea

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def area(qtbot: QtBot) -> MessageArea:
    area = MessageArea()
    qtbot.addWidget(area)
    return area


def test_nothing_to_say_takes_no_room(area: MessageArea) -> None:
    assert area.isHidden()


def test_an_answer_is_given_once_and_the_message_goes(area: MessageArea) -> None:
    given: list[str] = []
    area.say("Removed.", answer=Answer("Undo", lambda: given.append("undo")))
    button = area.findChild(QPushButton)
    assert isinstance(button, QPushButton)
    button.click()
    assert given == ["undo"]
    assert area.texts == ()
    assert area.isHidden()


def test_it_goes_by_itself_after_its_time(qtbot: QtBot, area: MessageArea) -> None:
    area.say("Gone soon.", seconds=0.01)
    area.say("Stays.")
    qtbot.waitUntil(lambda: area.texts == ("Stays.",))


def test_the_same_is_not_said_twice_and_the_oldest_makes_room(area: MessageArea) -> None:
    for text in ("one", "two", "one", "three", "four"):
        area.say(text)
    assert area.texts == ("one", "three", "four")
    assert len(area.texts) == MOST_MESSAGES


def test_a_long_message_gets_the_lines_that_it_needs(area: MessageArea) -> None:
    area.say("A sentence that goes on about what happened and what to do. " * 6)
    assert area.heightForWidth(300) > area.heightForWidth(3000) > 0


def test_server_text_is_shown_literally(area: MessageArea) -> None:
    area.say("The server says: <b>x</b><img src=x>", trouble=True)
    label = area.findChild(QLabel)
    assert isinstance(label, QLabel)
    assert label.textFormat() is Qt.TextFormat.PlainText
    area.show()
    area.grab()


def test_what_can_be_taken_back_is_by_the_key_as_well_the_last_first(qtbot: QtBot, area: MessageArea) -> None:
    taken_back: list[str] = []
    can_undo: list[bool] = []
    area.can_undo.connect(can_undo.append)
    area.undo()
    area.say("one", answer=Answer("Undo", lambda: taken_back.append("one"), undoes=True))
    area.say("two", answer=Answer("Undo", lambda: taken_back.append("two"), undoes=True))
    area.say("Signed out.", answer=Answer("Sign in", lambda: taken_back.append("no")))
    area.undo()
    area.undo()
    assert taken_back == ["two", "one"]
    assert area.texts == ("Signed out.",)
    area.undo()
    assert taken_back == ["two", "one"]
    assert can_undo[0]
    assert not can_undo[-1]
