"""A fault of our own: said once, to be copied, and nothing stops for it."""

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.fault_dialog import tell_fault

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")


def fault(words: str) -> tuple[Any, Any, Any]:
    try:
        raise LookupError(words)
    except LookupError as error:
        return type(error), error, error.__traceback__


def test_details_are_copied_without_the_words_of_the_error(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = tell_fault(window, *fault("spring sale"))
    assert dialog.isVisible()
    (copy,) = [button for button in dialog.findChildren(QPushButton) if "opy" in button.text()]
    copy.click()
    text = QGuiApplication.clipboard().text()
    assert text.endswith("LookupError")
    assert "test_fault_dialog.py" in text
    assert "spring sale" not in text


def test_many_faults_are_one_dialog(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = tell_fault(window, *fault("one"))
    assert tell_fault(window, *fault("two")) is dialog
    assert dialog.details.toPlainText().count("LookupError") == 2
