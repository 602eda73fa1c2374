"""Tells of a trouble that keeps the program from running: on the screen where there is one, and on standard error."""

import asyncio
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from batchdesk.desktop.style.dialog_buttons import words_only

_SCREENLESS = frozenset({"minimal", "offscreen"})
"""Platforms of Qt on which nobody could answer a box."""


async def tell_trouble(text: str, parent: QWidget | None = None) -> None:
    """Say `text`, and wait until the box with it has been closed."""
    sys.stderr.write(f"batchdesk: {text}\n")
    if QGuiApplication.platformName() in _SCREENLESS:
        return
    box = QMessageBox(QMessageBox.Icon.Critical, "batchdesk", text, QMessageBox.StandardButton.Close, parent)
    words_only(box).setTextFormat(Qt.TextFormat.PlainText)
    closed: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    box.finished.connect(closed.set_result)
    box.open()
    await closed
    box.deleteLater()
