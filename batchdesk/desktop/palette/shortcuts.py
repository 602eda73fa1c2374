"""The sheet of shortcuts, made of what the actions themselves are made of: what it says is what the keys do."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from batchdesk.desktop.keys import Key
from batchdesk.desktop.placing import give_size
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import HEADER_STYLE
from batchdesk.desktop.style.dialog_buttons import words_only
from batchdesk.words.catalogue import translate

Section = tuple[str, Iterable[Key]]
"""Its title, empty for what counts everywhere, and what can be done there."""


class ShortcutSheet(QDialog):
    """Everything that has a shortcut, by where it counts."""

    def __init__(self, sections: Iterable[Section], parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Palette", "Keyboard shortcuts"))
        self.list = QTreeWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.list.setHeaderLabels([translate("Palette", "What it does"), translate("Palette", "Keys")])
        self.list.setRootIsDecorated(False)
        self.list.header().setStyleSheet(HEADER_STYLE)
        self.list.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.list.header().setStretchLastSection(False)
        for title, keys in sections:
            self._add(title, [key for key in keys if not key.keys.isEmpty()])
        buttons = words_only(QDialogButtonBox(QDialogButtonBox.StandardButton.Close))
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(translate("Palette", "Close"))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        column.addWidget(buttons)
        self.list.resizeColumnToContents(1)
        give_size(self, 460, 560)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self, title: str, keys: Sequence[Key]) -> None:
        if title and keys:
            heading = QTreeWidgetItem([title])
            heading.setFont(0, appearance.smaller(self.font(), bold=True))
            self.list.addTopLevelItem(heading)
        for key in keys:
            native = key.keys.toString(QKeySequence.SequenceFormat.NativeText)
            self.list.addTopLevelItem(QTreeWidgetItem([key.words, native]))
