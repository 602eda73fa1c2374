"""What the pages of the settings share."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.settings.values import Settings


class Page(QWidget):
    """Shows a part of the settings. Its subclass fills `show_parts`, and calls `choose` when a person chose."""

    chosen = Signal(object)
    """Settings"""

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(2 * GRID)
        self._showing = False

    def show_settings(self, settings: Settings) -> None:
        """Show these. What is set in the widgets meanwhile is nobody's choice."""
        self.settings = settings
        self._showing = True
        self.show_parts(settings)
        self._showing = False

    def show_parts(self, settings: Settings) -> None:
        """Set the widgets."""
        raise NotImplementedError

    def choose(self, settings: Settings) -> None:
        """A person wants these from now on."""
        if not self._showing and settings != self.settings:
            self.settings = settings
            self.chosen.emit(settings)


def heading(words: str) -> QLabel:
    """The heading of a section."""
    label = plain_label(words)
    label.setFont(appearance.smaller(label.font(), bold=True))
    return label
