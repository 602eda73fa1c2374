"""The About window."""

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from batchdesk import __version__
from batchdesk.desktop.about import AboutDialog

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")
"""Only the platform without a screen says this."""


@pytest.fixture
def parent() -> QWidget:
    return QWidget()


@pytest.fixture
def dialog(qtbot: QtBot, parent: QWidget) -> AboutDialog:
    qtbot.addWidget(parent)
    parent.show()
    about = AboutDialog(parent)
    about.open()
    return about


def test_says_which_version_and_what_it_is_made_of(dialog: AboutDialog) -> None:
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"batchdesk {__version__}" in words
    assert "GNU Lesser General Public License" in words
    assert "httpx 0." in dialog.parts.toPlainText()


def test_is_gone_when_it_is_closed(dialog: AboutDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
