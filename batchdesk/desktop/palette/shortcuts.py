"""The sheet of shortcuts, made from the actions themselves: what it says is what the keys do."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from batchdesk.desktop.style.appearance import HEADER_STYLE
from batchdesk.words.catalogue import translate


class ShortcutSheet(QDialog):
    """Every action that has a shortcut."""

    def __init__(self, actions: Iterable[QAction], parent: QWidget) -> None:
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
        for action in actions:
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
            if keys:
                self.list.addTopLevelItem(QTreeWidgetItem([action.text().replace("&", ""), keys]))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.button(QDialogButtonBox.StandardButton.Close).setText(translate("Palette", "Close"))
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.list)
        column.addWidget(buttons)
        self.list.resizeColumnToContents(1)
        self.resize(460, 560)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)
