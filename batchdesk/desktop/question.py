"""A question in a box over the window. It is open like everything else: nobody waits for the answer."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QMessageBox, QWidget

from batchdesk.desktop.style.dialog_buttons import words_only


class Reply(Struct, frozen=True):
    """One of the answers: its words on the button, and what it leads to."""

    words: str
    do: Callable[[], object]
    destroys: bool = False
    """It ends something, or takes it away."""


def ask(parent: QWidget, text: str, more: str, *replies: Reply, check: QCheckBox | None = None) -> QMessageBox:
    """Ask; the first reply is the one that Enter gives, Escape changes nothing. `check` stands below the question."""
    box = QMessageBox(parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setIcon(QMessageBox.Icon.Question)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setWindowTitle("batchdesk")
    box.setText(text)
    box.setInformativeText(more)
    if check is not None:
        box.setCheckBox(check)
    roles = {True: QMessageBox.ButtonRole.DestructiveRole, False: QMessageBox.ButtonRole.AcceptRole}
    buttons = [box.addButton(reply.words, roles[reply.destroys]) for reply in replies]
    for button, reply in zip(buttons, replies, strict=True):
        button.clicked.connect(lambda _checked=False, reply=reply: reply.do())
    box.addButton(QMessageBox.StandardButton.Cancel)
    words_only(box).setDefaultButton(buttons[0])
    box.open()
    return box
