"""The keys of the inbox."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from batchdesk.desktop.keys import Key
from batchdesk.words.catalogue import translate


def inbox_keys() -> list[Key]:
    """In the language there is now. Not of an action: the list has it."""
    return [Key(translate("Inbox", "Open the batch"), QKeySequence(Qt.Key.Key_Return))]
