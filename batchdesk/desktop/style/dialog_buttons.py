"""The buttons of dialogs have words only: icons of whatever theme a desktop has are of another set than ours.

Qt asks the style whether they have some. A style of our own would answer in Python all that Qt asks of one, thousands
of times a second.
"""

from typing import TypeVar

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialogButtonBox, QMessageBox

Box = TypeVar("Box", QDialogButtonBox, QMessageBox)


def words_only(box: Box) -> Box:
    """`box`, with no icon on the buttons it has."""
    for button in box.buttons():
        button.setIcon(QIcon())
    return box
