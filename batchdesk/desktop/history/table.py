"""The table of the history: its columns, and which of its rows are chosen, however many have been read."""

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.history.columns import Column
from batchdesk.desktop.history.delegate import HistoryDelegate
from batchdesk.desktop.history.model import HistoryModel
from batchdesk.desktop.style import tables
from batchdesk.desktop.style.appearance import GRID, HEADER_STYLE
from batchdesk.store.records import BatchRecord
from batchdesk.words.catalogue import translate

WIDTHS = {
    Column.STATUS: 32 * GRID,
    Column.NAME: 64 * GRID,
    Column.COPIES: 28 * GRID,
    Column.DURATION: 20 * GRID,
    Column.TOKENS: 20 * GRID,
    Column.ADDED: 28 * GRID,
    Column.MERCHANT: 26 * GRID,
    Column.TAGS: 26 * GRID,
}

LEFT_OUT_FIRST = (Column.TAGS, Column.MERCHANT, Column.TOKENS, Column.COPIES)
LEAST_REMARK = 50 * GRID
LEAST_NAME = 40 * GRID


class HistoryTable(QTableView):
    """Never asks for a row that is out of sight: choosing a million is as quick as choosing one."""

    def __init__(self, model: HistoryModel) -> None:
        super().__init__()
        self._history = model
        self._kept: frozenset[BatchKey] = frozenset()
        self.setAccessibleName(translate("History", "History"))
        self.setModel(model)
        self.setItemDelegate(HistoryDelegate(model, self))
        tables.set_up(self)
        header = self.horizontalHeader()
        header.setStyleSheet(HEADER_STYLE)
        header.setHighlightSections(False)
        for column, width in WIDTHS.items():
            header.resizeSection(column, width)
        header.setSectionResizeMode(Column.REMARK, QHeaderView.ResizeMode.Stretch)

    @property
    def chosen_rows(self) -> list[range]:
        """The rows that are chosen, read or not."""
        selection = self.selectionModel().selection()
        spans = [selection.at(place) for place in range(selection.size())]
        return sorted((range(span.top(), span.bottom() + 1) for span in spans), key=lambda rows: rows.start)

    @property
    def chosen_number(self) -> int:
        """How many batches are chosen."""
        return sum(map(len, self.chosen_rows))

    def chosen(self) -> list[BatchRecord]:
        """The batches that are chosen, as far as they have been read."""
        rows = self.chosen_rows
        return [entry.batch for row, entry in self._history.loaded if any(row in span for span in rows)]

    def begin(self) -> None:
        """Take the keyboard."""
        if not self.currentIndex().isValid() and self._history.rowCount():
            self.choose_row(0)
        self.setFocus()

    def choose_row(self, row: int) -> None:
        """Choose this one alone. Not `selectRow`: while a key is held down, as for a shortcut, it would add to what is
        chosen or take from it."""
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(self._history.index(row, 0), flag.ClearAndSelect | flag.Rows)

    def keep_choice(self) -> None:
        """The rows are about to be read anew: remember which batches are chosen."""
        self._kept = frozenset(batch.key for batch in self.chosen())

    def choose_kept(self) -> None:
        """Choose them again; the newest batch, where none of them is near the top."""
        rows = [row for row, entry in self._history.loaded if entry.batch.key in self._kept]
        self._kept = frozenset()
        self.choose_row(rows[0] if rows else 0)
        for row in rows[1:]:
            whole = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
            self.selectionModel().select(self._history.index(row, 0), whole)

    def make_room(self) -> None:
        """Leave out what is said in the detail as well, until a remark has room to be read."""
        left = self.viewport().width() - LEAST_REMARK - sum(WIDTHS.values())
        for column in LEFT_OUT_FIRST:
            self.setColumnHidden(column, left < 0)
            left += WIDTHS[column] if left < 0 else 0
        self.setColumnWidth(Column.NAME, max(LEAST_NAME, WIDTHS[Column.NAME] + min(0, left)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.make_room()

    @property
    def is_at_top(self) -> bool:
        """Whether the newest row is in sight."""
        return self.verticalScrollBar().value() == 0
