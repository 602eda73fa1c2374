"""A face in the place of a view's contents."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.faces import Faced, unreadable_face

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_what_takes_its_time_is_announced_and_what_does_not_is_not(qtbot: QtBot) -> None:
    contents = QLabel("the contents")
    faced = Faced(contents)
    qtbot.addWidget(faced)
    faced.show()
    faced.wait()
    assert faced.face is None
    faced.show_contents()
    faced.wait()
    qtbot.waitUntil(lambda: faced.face is not None)
    assert faced.page.button.isHidden(), "there is nothing but to wait"
    faced.show_contents()
    assert faced.currentWidget() is contents


def test_who_was_typing_in_the_contents_has_the_button_under_the_keys(qtbot: QtBot) -> None:
    pressed: list[str] = []
    contents = QLineEdit()
    faced = Faced(contents)
    qtbot.addWidget(faced)
    faced.show()
    faced.activateWindow()
    contents.setFocus()
    faced.show_face(unreadable_face(Problem(ProblemKind.DATABASE_WRITE), lambda: pressed.append("again")))
    assert faced.focusWidget() is faced.page.button
    QTest.keyClick(faced.page.button, Qt.Key.Key_Return)
    assert pressed == ["again"]


def test_who_types_elsewhere_by_now_keeps_the_keyboard(qtbot: QtBot) -> None:
    contents, elsewhere, window = QLineEdit(), QLineEdit(), QWidget()
    faced = Faced(contents)
    column = QVBoxLayout(window)
    column.addWidget(faced)
    column.addWidget(elsewhere)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    contents.setFocus()
    elsewhere.setFocus()
    faced.show_face(unreadable_face(Problem(ProblemKind.DATABASE_WRITE), lambda: None))
    assert window.focusWidget() is elsewhere


def test_nothing_it_says_is_cut(qtbot: QtBot) -> None:
    faced = Faced(QLabel("the contents"))
    qtbot.addWidget(faced)
    faced.resize(360, 300)
    faced.show()
    faced.show_face(unreadable_face(Problem(ProblemKind.DATABASE_DAMAGED, {"path": "p" * 60}), lambda: None))
    labels = [label for label in faced.page.findChildren(QLabel) if label.text()]
    qtbot.waitUntil(lambda: all(label.height() >= label.heightForWidth(label.width()) for label in labels))
    heading = labels[0]
    faced.resize(900, 500)
    assert heading.fontMetrics().horizontalAdvance(heading.text()) < heading.width(), "it has its room, where there is"
