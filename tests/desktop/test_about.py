"""The About window."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from batchdesk import __version__
from batchdesk.components import BILL_OF_MATERIALS
from batchdesk.desktop import about
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
    opened = AboutDialog(parent)
    opened.open()
    return opened


def test_says_which_version_and_what_it_is_made_of(dialog: AboutDialog) -> None:
    words = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert f"batchdesk {__version__}" in words
    assert "GNU Lesser General Public License" in words
    assert "httpx 0." in dialog.parts.toPlainText()


def test_is_gone_when_it_is_closed(dialog: AboutDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_an_installers_parts_are_shown_and_their_licences_texts_can_be_opened(
    monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, parent: QWidget, tmp_path: Path
) -> None:
    opened: list[QUrl] = []
    part = {"name": "libxcb1", "version": "1.15", "licenses": [{"license": {"name": "see libxcb1/copyright"}}]}
    (tmp_path / BILL_OF_MATERIALS).write_text(json.dumps({"components": [part]}))
    monkeypatch.setattr(about, "resource", lambda _name: tmp_path)
    monkeypatch.setattr(about, "QDesktopServices", SimpleNamespace(openUrl=opened.append))
    qtbot.addWidget(parent)
    dialog = AboutDialog(parent)
    assert "libxcb1 1.15 — see libxcb1/copyright" in dialog.parts.toPlainText()
    (button,) = (button for button in dialog.findChildren(QPushButton) if "licences" in button.text())
    button.click()
    assert [url.toLocalFile() for url in opened] == [str(tmp_path)]
