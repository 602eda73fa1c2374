"""What is typed into the dialog is judged in sight."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.adding.dialog import AddDialog

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def parent() -> QWidget:
    return QWidget()


@pytest.fixture
def dialog(qtbot: QtBot, parent: QWidget) -> AddDialog:
    dialog = AddDialog(["https://studio.example"], lambda _key: False, parent)
    qtbot.addWidget(dialog)
    qtbot.addWidget(parent)
    dialog.show()
    return dialog


def test_a_mistake_is_explained_to_its_last_word(dialog: AddDialog) -> None:
    dialog.text.setPlainText("cmgl0001x8k2p0001qz7f\nhttps://elsewhere.example/some/page")
    assert dialog.mistake.isVisible()
    assert dialog.mistake.text().endswith("One looks like https://server/creative/batches/ID.")
    assert dialog.mistake.height() >= dialog.mistake.heightForWidth(dialog.mistake.width())
    assert dialog.add_button.isEnabled()
    assert len(dialog.references) == 1


def test_nothing_is_explained_where_all_is_clear(dialog: AddDialog) -> None:
    dialog.text.setPlainText("!!")
    dialog.text.setPlainText("cmgl0001x8k2p0001qz7f")
    assert not dialog.mistake.isVisible()
