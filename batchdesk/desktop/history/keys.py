"""The keys of the history."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from batchdesk.desktop.keys import Key
from batchdesk.words.catalogue import translate


class HistoryKeys(NamedTuple):
    """What each does to the batches that are chosen in it."""

    copy: Key
    watch: Key
    pin: Key
    compare: Key
    export: Key
    show: Key
    """Not of an action: the table has it."""


def history_keys() -> HistoryKeys:
    """In the language there is now."""
    return HistoryKeys(
        copy=Key(translate("Window", "Copy the id"), QKeySequence(QKeySequence.StandardKey.Copy)),
        watch=Key(translate("History", "Watch again"), QKeySequence("Ctrl+W")),
        pin=Key(translate("History", "Keep for ever"), QKeySequence("Ctrl+B")),
        compare=Key(translate("History", "Compare"), QKeySequence("Ctrl+M")),
        export=Key(translate("History", "Export…"), QKeySequence("Ctrl+Shift+E")),
        show=Key(translate("History", "Show in the table, if it is watched"), QKeySequence(Qt.Key.Key_Return)),
    )
