"""Adding batches: what was typed is judged line by line while it is typed, before anything is added."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHeaderView,
    QLineEdit,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.adding.pasted import ADDABLE, Entry, Verdict, judge, verdict_words
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.watching.delegates import LONGEST_LABEL
from batchdesk.desktop.watching.formats import tooltip
from batchdesk.words.catalogue import translate


class AddDialog(QDialog):
    """Ids and addresses in, references and a label out. `accepted` says that the person wants them."""

    def __init__(self, servers: Sequence[str], watched: Callable[[BatchKey], bool], parent: QWidget) -> None:
        super().__init__(parent)
        self._servers = tuple(servers)
        self._watched = watched
        self.entries: list[Entry] = []
        self.text = QPlainTextEdit()
        self.label = QLineEdit()
        self.server = QComboBox(self)
        self.verdicts = QTreeWidget()
        self.mistake = plain_label()
        buttons = QDialogButtonBox.StandardButton
        self._buttons = QDialogButtonBox(buttons.Cancel)
        self.add_button = self._buttons.addButton(translate("Window", "Add"), QDialogButtonBox.ButtonRole.AcceptRole)
        self._buttons.button(buttons.Cancel).setText(translate("Window", "Cancel"))
        self._build()
        self._judge()

    @property
    def references(self) -> list[Reference]:
        """What is to be added, each with its server."""
        return [entry.reference for entry in self.entries if entry.reference and entry.verdict in ADDABLE]

    def _build(self) -> None:
        self.setWindowTitle(translate("Window", "Add batches"))
        self.text.setAccessibleName(translate("Window", "Batch ids or addresses"))
        self.text.setPlaceholderText(translate("Window", "One or more, each on its own line"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(appearance.monospace(self.text.font()))
        self.text.setMinimumHeight(24 * GRID)
        self.text.textChanged.connect(self._judge)
        self.label.setMaxLength(LONGEST_LABEL)
        self.label.setPlaceholderText(translate("Window", "Your own name for it, if you like"))
        self.server.addItems(list(self._servers))
        self.server.currentIndexChanged.connect(self._judge)
        self._build_verdicts()
        self._buttons.accepted.connect(self.accept)
        self._buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(plain_label(translate("Window", "Paste batch ids, or the addresses of their web pages.")))
        column.addWidget(self.text, 1)
        column.addWidget(self.verdicts, 1)
        column.addWidget(self.mistake)
        rows = QFormLayout()
        rows.addRow(translate("Window", "Label"), self.label)
        rows.addRow(translate("Window", "Server of bare ids"), self.server)
        rows.setRowVisible(self.server, len(self._servers) > 1)
        column.addLayout(rows)
        column.addWidget(self._buttons)
        self.resize(620, 440)

    def _build_verdicts(self) -> None:
        self.verdicts.setAccessibleName(translate("Window", "What is to be added"))
        self.verdicts.setHeaderHidden(True)
        self.verdicts.setColumnCount(2)
        self.verdicts.setRootIsDecorated(False)
        self.verdicts.setSelectionMode(QTreeWidget.SelectionMode.NoSelection)
        self.verdicts.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verdicts.setUniformRowHeights(True)
        self.verdicts.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        self.verdicts.setColumnWidth(0, 64 * GRID)
        self.verdicts.header().setStretchLastSection(True)

    def _judge(self) -> None:
        default = self.server.currentText() or None
        self.entries = judge(self.text.toPlainText(), self._servers, self._watched, default)
        self.verdicts.clear()
        self.verdicts.addTopLevelItems([self._item(entry) for entry in self.entries])
        self.verdicts.setVisible(bool(self.entries))
        # A row has no room for a whole sentence, and what to do stands at its end.
        mistakes = [entry.why for entry in self.entries if entry.verdict is Verdict.MISTAKE]
        self.mistake.setText(mistakes[0] if mistakes else "")
        self.mistake.setVisible(bool(mistakes))
        count = len(self.references)
        self.add_button.setEnabled(count > 0)
        self.add_button.setText(translate("Window", "Add %n", count) if count > 1 else translate("Window", "Add"))

    def _item(self, entry: Entry) -> QTreeWidgetItem:
        theme = appearance.colours()
        item = QTreeWidgetItem([entry.reference.batch_id if entry.reference else entry.text, verdict_words(entry)])
        item.setToolTip(0, tooltip(entry.text))
        item.setToolTip(1, tooltip(item.text(1)))
        item.setFont(0, appearance.monospace(self.font()))
        colour = theme.failed if entry.verdict is Verdict.MISTAKE else theme.muted
        item.setForeground(1, QColor(theme.succeeded if entry.verdict is Verdict.NEW else colour))
        return item
