"""Ids and addresses, pasted or typed, and judged line by line before anything is added."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHeaderView,
    QPlainTextEdit,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from batchdesk.batch.identity import Reference
from batchdesk.desktop.adding.known import KnownBatches
from batchdesk.desktop.adding.pasted import ADDABLE, MOST_ENTRIES, Entry, Verdict, judge, number_left_out, verdict_words
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.watching.formats import tooltip
from batchdesk.words.catalogue import translate
from batchdesk.words.sentences import one_after_another


class PastePage(QWidget):
    """Text in, references out."""

    changed = Signal()
    """What is to be added is another now."""

    merchant = ""
    """Nobody knows whose they are."""

    def __init__(self, servers: Sequence[str], known: KnownBatches, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._servers = tuple(servers)
        self._known = known
        self.entries: list[Entry] = []
        self.text = QPlainTextEdit()
        self.server = QComboBox(self)
        self.verdicts = QTreeWidget()
        self.mistake = plain_label()
        self._build()
        self._judge()

    @property
    def references(self) -> list[Reference]:
        """What is to be added, each with its server."""
        return [entry.reference for entry in self.entries if entry.reference and entry.verdict in ADDABLE]

    def _build(self) -> None:
        self.text.setAccessibleName(translate("Window", "Batch ids or addresses"))
        self.text.setPlaceholderText(translate("Window", "One or more, each on its own line"))
        self.text.setTabChangesFocus(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(appearance.monospace(self.text.font()))
        self.text.setMinimumHeight(20 * GRID)
        self.text.textChanged.connect(self._judge)
        self.server.addItems(list(self._servers))
        self.server.currentIndexChanged.connect(self._judge)
        self._known.learnt.connect(self._judge)
        self._build_verdicts()
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addWidget(plain_label(translate("Window", "Paste batch ids, or the addresses of their web pages.")))
        column.addWidget(self.text, 1)
        column.addWidget(self.verdicts, 1)
        column.addWidget(self.mistake)
        if len(self._servers) > 1:
            rows = QFormLayout()
            rows.addRow(translate("Window", "Server of bare ids"), self.server)
            column.addLayout(rows)
        else:
            self.server.hide()

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
        self.entries = judge(self.text.toPlainText(), self._servers, self._known.standing, default)
        self._known.ask(entry.key for entry in self.entries if entry.key is not None)
        self.verdicts.clear()
        self.verdicts.addTopLevelItems([self._item(entry) for entry in self.entries])
        self.verdicts.setVisible(bool(self.entries))
        # A row has no room for a whole sentence, and what to do stands at its end.
        mistakes = [entry.why for entry in self.entries if entry.verdict is Verdict.MISTAKE]
        said = one_after_another([*mistakes[:1], _left_out_words(self.text.toPlainText())])
        self.mistake.setText(said)
        self.mistake.setVisible(bool(said))
        self.changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._judge()  # the verdicts have colours of the theme

    def _item(self, entry: Entry) -> QTreeWidgetItem:
        theme = appearance.colours()
        item = QTreeWidgetItem([entry.reference.batch_id if entry.reference else entry.text, verdict_words(entry)])
        item.setToolTip(0, tooltip(entry.text))
        item.setToolTip(1, tooltip(item.text(1)))
        item.setFont(0, appearance.monospace(self.font()))
        colour = theme.failed if entry.verdict is Verdict.MISTAKE else theme.muted
        item.setForeground(1, QColor(theme.succeeded if entry.verdict in (Verdict.NEW, Verdict.BACK) else colour))
        return item


def _left_out_words(text: str) -> str:
    if not number_left_out(text):
        return ""
    return translate(
        "Adding", "Only the first {limit} are read at once; add these, then paste the rest.", limit=f"{MOST_ENTRIES:,}"
    )
