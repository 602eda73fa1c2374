"""The walk finds what is wrong: a test that walks and finds nothing has looked."""

import pytest
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.looks.walking import cut, nameless, out_of_reach

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    page = QWidget()
    qtbot.addWidget(page)
    QVBoxLayout(page)
    return page


def put(page: QWidget, widget: QWidget) -> QWidget:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(widget)
    page.show()
    widget.show()
    page.adjustSize()
    return page


def test_a_control_without_a_name(page: QWidget) -> None:
    assert nameless(put(page, QPushButton())) == ["QPushButton ''"]
    assert nameless(put(page, QLineEdit())) == ["QPushButton ''", "QLineEdit ''"]


def test_a_field_has_the_name_of_its_label(page: QWidget) -> None:
    form = QFormLayout()
    form.addRow("Label", QLineEdit())
    inner = QWidget()
    inner.setLayout(form)
    assert nameless(put(page, inner)) == []


def test_a_control_that_tab_does_not_lead_to(page: QWidget) -> None:
    trap = QPlainTextEdit()
    trap.setAccessibleName("keeps the Tab key for itself")
    put(page, trap)
    assert out_of_reach(put(page, QCheckBox("below it"))) == ["QCheckBox 'below it'"]
    trap.setTabChangesFocus(True)
    assert out_of_reach(page) == []


def test_words_without_room(page: QWidget) -> None:
    label, button = QLabel("some words that need their room"), QPushButton("and some more of them")
    put(page, label)
    put(page, button)
    assert cut(page) == []
    label.setFixedWidth(40)
    button.setFixedWidth(40)
    page.adjustSize()
    assert [each.partition(" ")[0] for each in cut(page)] == ["QLabel", "QPushButton"]


def test_lines_without_room(page: QWidget) -> None:
    label = QLabel("some words that need more than one line " * 4)
    label.setWordWrap(True)
    label.setFixedSize(200, 12)
    assert len(cut(put(page, label))) == 1
