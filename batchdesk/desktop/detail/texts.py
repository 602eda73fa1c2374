"""Text to read, to select and to copy: whatever a server sent is shown as it is."""

from math import ceil

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from batchdesk.desktop.message_bar import plain_label
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import paragraph

MOST_CHARACTERS = 10_000
"""Of one text are shown: laying out a megabyte would stop the window."""


def beginning(text: str) -> str:
    """`text` harmless to show; of a very long one as much as is shown, and how much more there is."""
    if len(text) <= MOST_CHARACTERS:
        return paragraph(text)
    words = translate(
        "Detail",
        "The first {shown} of {all} characters are shown; an export has all of them.",
        shown=f"{MOST_CHARACTERS:,}",
        all=f"{len(text):,}",
    )
    return f"{paragraph(text[:MOST_CHARACTERS])}…\n\n{words}"


def selectable(label: QLabel) -> QLabel:
    """`label`, so that its text can be chosen and copied."""
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label


def section_label(words: str) -> QLabel:
    """What stands over a part of the pane."""
    label = plain_label(words, wrap=False)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


class TextBox(QPlainTextEdit):
    """Text to read and to copy."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)


class FittedTextBox(TextBox):
    """As high as its text, up to a limit of lines; beyond that it scrolls."""

    def __init__(self, name: str, most_lines: int = 8) -> None:
        super().__init__(name)
        self._most_lines = most_lines

    def show_text(self, text: str) -> None:
        """Keep what the person has selected, unless the text is another one."""
        if self.toPlainText() != text:
            self.setPlainText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Measured and not counted: a line with characters of another font in it, Chinese ones above all, is taller.
        layout, line = self.document().documentLayout(), self.fontMetrics().lineSpacing()
        most = self._most_lines * line
        height, block = 0.0, self.document().begin()
        while block.isValid() and height < most:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        frame = 2 * (self.frameWidth() + int(self.document().documentMargin()) + 1)
        self.setFixedHeight(ceil(min(max(height, line), most)) + frame)
