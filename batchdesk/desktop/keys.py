"""What a key does: for the action that has it, and for the sheet of shortcuts, also before a view has been made."""

from typing import NamedTuple

from PySide6.QtGui import QKeySequence


class Key(NamedTuple):
    """One thing that can be done with the keyboard."""

    words: str
    keys: QKeySequence
    """Empty where there are none."""
