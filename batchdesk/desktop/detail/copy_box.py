"""One generated text: which it is, the text itself or why there is none, and a button that copies it whole."""

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from batchdesk.batch.copies import Copy
from batchdesk.desktop.detail.copy_button import CopyButton
from batchdesk.desktop.detail.texts import MOST_CHARACTERS, FittedTextBox, selectable
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.words.catalogue import translate
from batchdesk.words.copies import copy_state, why_copy_failed
from batchdesk.words.plain import paragraph

_LINES = 14


def heading_of(copy: Copy) -> str:
    """`Copy 2`."""
    return translate("Detail", "Copy {number}", number=copy.sequence)


class CopyBox(QWidget):
    """Shows one copy at a time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = Copy(0)
        self.heading = plain_label()
        self.text = FittedTextBox(translate("Detail", "Copies"), _LINES)
        self.why = selectable(plain_label())
        self.why.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.button = CopyButton(
            translate("Detail", "Copy"), translate("Detail", "Copy this text"), lambda: self._copy.text
        )
        row = QHBoxLayout()
        row.addWidget(self.heading, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addLayout(row)
        column.addWidget(self.text)
        column.addWidget(self.why)

    def show_copy(self, copy: Copy, batch_reason: str) -> None:
        """Show this one; `batch_reason` is why a batch has fewer copies than it was to have."""
        self._copy = copy
        heading = heading_of(copy)
        self.heading.setText(translate("Table", " · ").join(part for part in (heading, copy_state(copy)) if part))
        self.text.setAccessibleName(heading)
        self.button.setAccessibleName(translate("Detail", "Copy the text of copy {number}", number=copy.sequence))
        self.text.setVisible(bool(copy.text))
        self.button.setVisible(bool(copy.text))
        self.text.show_text(paragraph(copy.text[:MOST_CHARACTERS]))
        remark = _remark(copy, batch_reason)
        self.why.setText(remark)
        self.why.setVisible(bool(remark))


def _remark(copy: Copy, batch_reason: str) -> str:
    if not copy.text:
        return why_copy_failed(copy) or batch_reason
    if len(copy.text) > MOST_CHARACTERS:
        return translate(
            "Detail",
            "The first {shown} of {all} characters are shown; copying takes all of them.",
            shown=f"{MOST_CHARACTERS:,}",
            all=f"{len(copy.text):,}",
        )
    return why_copy_failed(copy)
