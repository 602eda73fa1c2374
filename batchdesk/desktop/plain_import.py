"""Imports without PySide's detour."""

import builtins
from importlib import import_module


def import_plainly() -> None:
    """Load QtCore, and have what is loaded from now on imported by Python alone.

    WORKAROUND: QtCore puts a function of its own in the place of `__import__`, which reads the source of every module
    that is imported for the first time, to see whether it asks for snake_case names. Nobody here does, and it takes a
    tenth of the time to the first rows (https://doc.qt.io/qtforpython-6/developer/feature-motivation.html).
    """
    import_module("PySide6.QtCore")  # which makes the change
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
