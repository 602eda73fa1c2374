"""Where a window is brought back to."""

from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QApplication, QHeaderView, QSplitter, QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.window_memory import WindowMemory


def window_at(qtbot: QtBot, place: QRect) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(place)
    return window


def test_a_window_of_a_screen_that_is_gone_comes_back_onto_one_that_is_there(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    memory = WindowMemory(tmp_path)
    columns, panes = QHeaderView(Qt.Orientation.Horizontal), QSplitter()
    qtbot.addWidget(columns)
    qtbot.addWidget(panes)
    screen = qapp.primaryScreen().availableGeometry()
    gone = window_at(qtbot, QRect(screen.bottomRight() + QPoint(500, 300), screen.size() / 2))
    memory.remember(gone, columns, panes, narrow_rail=False)
    window = window_at(qtbot, QRect(0, 0, 50, 50))
    memory.restore(window, columns)
    assert window.size() == gone.size()
    assert screen.contains(window.geometry())
