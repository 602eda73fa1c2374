"""A dialog fits onto the screen with the frame around it."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.placing import give_size


def test_no_dialog_is_larger_than_the_screen(qtbot: QtBot) -> None:
    dialog = QWidget()
    qtbot.addWidget(dialog)
    give_size(dialog, 300, 9_000)
    room = dialog.screen().availableSize()
    assert dialog.width() == 300
    assert room.height() - 60 < dialog.height() < room.height() - 40
