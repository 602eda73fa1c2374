"""One page of a server's batches, each with a box to tick."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.desktop.watching.formats import tooltip
from batchdesk.engine.listed import ListedBatch, Standing
from batchdesk.words.batches import status_word
from batchdesk.words.catalogue import translate
from batchdesk.words.times import moment

ID, STATUS, MADE, HERE, COPIES = range(5)


class ServerList(QTreeWidget):
    """Ticks outlive the page they were made on."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.ticked: dict[BatchKey, None] = {}
        """What is to be added, in the order of ticking."""
        self._rows: Sequence[ListedBatch] = ()
        self.setAccessibleName(translate("Adding", "Batches on the server"))
        self.setHeaderLabels(
            [
                translate("Adding", "Batch"),
                translate("Adding", "Status"),
                translate("Adding", "Made"),
                translate("Adding", "Here"),
                translate("Adding", "Copies"),
            ]
        )
        self.headerItem().setTextAlignment(COPIES, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.header().setSectionResizeMode(ID, QHeaderView.ResizeMode.Stretch)
        self.header().setStretchLastSection(False)
        self.itemChanged.connect(self._take_tick)
        self._show_edges()

    @property
    def has_new(self) -> bool:
        """Whether the page has a batch that was never seen here."""
        return any(batch.standing is Standing.NEW for batch in self._rows)

    def show_batches(self, batches: Sequence[ListedBatch]) -> None:
        """Show this page."""
        with QSignalBlocker(self):
            self.clear()
            self._rows = batches
            self.addTopLevelItems([self._item(batch) for batch in batches])
        for column in (STATUS, MADE, HERE, COPIES):
            width = max(self.sizeHintForColumn(column), self.header().sectionSizeHint(column))
            self.setColumnWidth(column, width + 3 * GRID)
        self.setCurrentIndex(self.model().index(0, 0))

    def tick_new(self) -> None:
        """Tick all of this page that was never seen here."""
        for row, batch in enumerate(self._rows):
            item = self.topLevelItem(row)
            if batch.standing is Standing.NEW and item is not None:
                item.setCheckState(ID, Qt.CheckState.Checked)

    def forget_ticks(self) -> None:
        """Begin anew."""
        self.ticked.clear()
        self.ticks_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._show_edges()
            with QSignalBlocker(self):
                for row, batch in enumerate(self._rows):
                    item = self.topLevelItem(row)
                    if item is not None:
                        _colour(item, batch.standing)

    def _show_edges(self) -> None:
        """Let the boxes be seen in the dark theme, too: see `appearance.control_palette`."""
        edge = appearance.control_palette(appearance.colours()).color(QPalette.ColorRole.Window)
        if self.palette().color(QPalette.ColorRole.Window) != edge:
            palette = QPalette()  # of this one colour: the others go on following the theme
            palette.setColor(QPalette.ColorRole.Window, edge)
            self.setPalette(palette)

    def _take_tick(self, item: QTreeWidgetItem) -> None:
        key = self._rows[self.indexOfTopLevelItem(item)].key
        if item.checkState(ID) is Qt.CheckState.Checked:
            self.ticked[key] = None
        else:
            self.ticked.pop(key, None)
        self.ticks_changed.emit()

    def _item(self, batch: ListedBatch) -> QTreeWidgetItem:
        made = moment(batch.created_at, utc_now()) if batch.created_at is not None else ""
        copies = "" if batch.copy_count is None else f"{batch.copy_count:,}"
        here = _standing_words(batch.standing)
        item = QTreeWidgetItem([batch.key.batch_id, status_word(batch.status), made, here, copies])
        item.setSizeHint(ID, QSize(0, self.fontMetrics().height() + 2 * GRID))
        item.setFont(ID, appearance.monospace(self.font()))
        item.setToolTip(ID, tooltip(batch.key.batch_id))
        item.setTextAlignment(COPIES, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        there = batch.standing is Standing.IN_TABLE
        item.setCheckState(ID, Qt.CheckState.Checked if there or batch.key in self.ticked else Qt.CheckState.Unchecked)
        if there:
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        _colour(item, batch.standing)
        return item


def _colour(item: QTreeWidgetItem, standing: Standing) -> None:
    theme = appearance.colours()
    if standing is Standing.IN_TABLE:
        for column in (ID, STATUS, COPIES, MADE):
            item.setForeground(column, QColor(theme.muted))
    item.setForeground(HERE, QColor(theme.succeeded if standing is Standing.NEW else theme.muted))


def _standing_words(standing: Standing) -> str:
    words = {
        Standing.NEW: lambda: translate("Adding", "new"),
        Standing.IN_TABLE: lambda: translate("Adding", "in the table"),
        Standing.IN_HISTORY: lambda: translate("Adding", "in the history"),
    }
    return words[standing]()
