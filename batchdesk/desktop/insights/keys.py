"""The keys of a chart in Insights."""

from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from batchdesk.desktop.keys import Key
from batchdesk.words.catalogue import translate


class ChartKeys(NamedTuple):
    """What each does with the chart that has the keyboard."""

    copy: Key
    save: Key
    next: Key
    """This one and the next are not of an action: the chart has them."""
    pick: Key


def chart_keys() -> ChartKeys:
    """In the language there is now."""
    return ChartKeys(
        copy=Key(translate("Insights", "Copy the numbers"), QKeySequence(QKeySequence.StandardKey.Copy)),
        save=Key(translate("Insights", "Save as a picture…"), QKeySequence(QKeySequence.StandardKey.Save)),
        next=Key(translate("Insights", "Say the next value"), QKeySequence(Qt.Key.Key_Right)),
        pick=Key(translate("Insights", "Show its batches in the history"), QKeySequence(Qt.Key.Key_Return)),
    )
