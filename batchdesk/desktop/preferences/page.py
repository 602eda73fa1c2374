"""A page of the settings: shows what counts now, and says what a person wants instead."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.settings.values import Settings


class Page(QWidget):
    """Shows a part of the settings. Its subclass fills `part_of` and `show_parts`, and calls `choose` when a person
    chose."""

    chosen = Signal(object)
    """Settings"""

    def __init__(self) -> None:
        super().__init__()
        self.settings = Settings()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        self.column.setSpacing(2 * GRID)
        self._showing = False
        self._shown = False

    def show_settings(self, settings: Settings) -> None:
        """Show these. What is set in the widgets meanwhile is nobody's choice.

        What changes elsewhere in the settings leaves this page, and what is half typed in it, as they are.
        """
        same = self._shown and self.part_of(settings) == self.part_of(self.settings)
        self.settings = settings
        if not same:
            self.show_anew()

    def show_anew(self) -> None:
        """Set the widgets to what counts."""
        self._shown = True
        self._showing = True
        self.show_parts(self.settings)
        self._showing = False

    def part_of(self, settings: Settings) -> object:
        """What of the settings is shown here."""
        raise NotImplementedError

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


def put(field: QLineEdit, text: str) -> None:
    """Show `text`, unless somebody has typed something else that does not count yet."""
    if not field.isModified() and field.text() != text:
        field.setText(text)
