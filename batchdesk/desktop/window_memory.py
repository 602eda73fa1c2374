"""The window's place, size and columns, kept in the data folder from one run to the next."""

from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QByteArray, QMargins, QPoint, QSettings
from PySide6.QtWidgets import QHeaderView, QSplitter, QWidget

FILE_NAME = "window.ini"
_COLUMNS_VERSION = 2
"""Counted up when the columns become others: what was remembered of the old ones no longer fits."""


class WindowMemory:
    """Brings back what was remembered; what is missing or unreadable is left as it is.

    A window that was on a screen which is no longer there is brought onto one that is: by Qt's restoreGeometry.
    """

    def __init__(self, data_dir: Path) -> None:
        self._settings = QSettings(str(data_dir / FILE_NAME), QSettings.Format.IniFormat)

    @property
    def narrow_rail(self) -> bool:
        """Whether the rail had icons only, by the operator's choice."""
        return bool(self._settings.value("rail/narrow", False, bool))

    @property
    def recent(self) -> list[str]:
        """What was chosen in the command palette, the latest first."""
        value = self._settings.value("palette/recent", [])
        return [str(name) for name in cast(list[object], value)] if isinstance(value, list) else []

    def keep_recent(self, names: Sequence[str]) -> None:
        """Write down what was chosen in the command palette."""
        self._settings.setValue("palette/recent", list(names))

    @property
    def around_table(self) -> QMargins:
        """What stood around the table when its view was last in front, in pixels from the window's edges."""
        value = self._settings.value("table/around", [])
        sides = cast(list[object], value) if isinstance(value, list) else []
        try:
            return QMargins(*(int(str(side)) for side in sides))
        except (TypeError, ValueError):  # nothing yet, or somebody has changed it
            return QMargins()

    def restore(self, window: QWidget, columns: QHeaderView) -> None:
        """Put the window and its columns where they were."""
        window.restoreGeometry(self._bytes("window/geometry"))
        if self._settings.value("columns/version", 0, int) == _COLUMNS_VERSION:
            columns.restoreState(self._bytes("columns/state"))

    def restore_panes(self, splitter: QSplitter) -> None:
        """Put the panes where they were."""
        splitter.restoreState(self._bytes("panes/state"))

    def remember_table(self, table: QWidget, window: QWidget, *, passing: int) -> None:
        """Write down where in its window a table stands that can be seen; `passing` pixels above it only now."""
        first = table.mapTo(window, QPoint())
        last = window.rect().bottomRight() - table.mapTo(window, table.rect().bottomRight())
        self._settings.setValue("table/around", [first.x(), first.y() - passing, last.x(), last.y()])

    def remember(self, window: QWidget, columns: QHeaderView, splitter: QSplitter, *, narrow_rail: bool) -> None:
        """Write down where they are."""
        self._settings.setValue("window/geometry", window.saveGeometry())
        self._settings.setValue("columns/version", _COLUMNS_VERSION)
        self._settings.setValue("columns/state", columns.saveState())
        self._settings.setValue("panes/state", splitter.saveState())
        self._settings.setValue("rail/narrow", narrow_rail)
        self._settings.sync()

    def _bytes(self, name: str) -> QByteArray:
        value = self._settings.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()
