"""A chart, its numbers as a table, and what can be done with either: save, copy."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFont, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QMenu,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from batchdesk.charts.chart import Chart
from batchdesk.charts.svg import to_svg
from batchdesk.desktop.insights.canvas import pixmap_of
from batchdesk.desktop.insights.chart_widget import ChartWidget
from batchdesk.desktop.insights.keys import chart_keys
from batchdesk.desktop.keys import Key
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID, HEADER_STYLE
from batchdesk.words.catalogue import translate

PICTURE_RATIO = 2.0
"""Pixels a unit of a saved picture: sharp on paper and on dense screens."""


class ChartCard(QStackedWidget):
    """Shows one of the two."""

    save_asked = Signal(object, object)
    """(Path, bytes): a file that is to be written."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.drawing = ChartWidget(chart)
        self.table: QTableWidget | None = None
        """Made when it is asked for."""
        self.addWidget(self.drawing)
        keys = chart_keys()
        self.copy = self._action(keys.copy, self.copy_numbers)
        self.save = self._action(keys.save, self.open_save)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show these numbers from now on."""
        self.chart = chart
        self.drawing.show_chart(chart)
        if self.table is not None and self.currentIndex() == 1:
            self._fill(self.table)

    def show_numbers(self, wanted: bool) -> None:
        """Show the table, or the chart."""
        if not wanted:
            self.setCurrentWidget(self.drawing)
            return
        if self.table is None:
            self.table = _table()
            self.addWidget(_titled(self.chart.title, self.table))
        self.setCurrentIndex(1)
        self._fill(self.table)

    def take_keyboard(self) -> None:
        """Have the keys walk what is shown."""
        shown = self.drawing if self.table is None or self.currentIndex() == 0 else self.table
        shown.setFocus()

    def copy_numbers(self) -> None:
        """Put the table on the clipboard."""
        QGuiApplication.clipboard().setText(self.chart.table.as_tsv())

    def open_save(self) -> None:
        """Ask where the picture goes."""
        dialog = QFileDialog(self, translate("Insights", "Save as a picture"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(["SVG (*.svg)", "PNG (*.png)"])
        dialog.setDefaultSuffix("svg")
        dialog.filterSelected.connect(partial(_follow_filter, dialog))
        dialog.selectFile(f"batchdesk-{self.chart.name}.svg")
        dialog.fileSelected.connect(self._save)
        dialog.open()

    def picture(self, suffix: str) -> bytes:
        """What is shown, as the bytes of a `.png` file, or of an SVG file."""
        scene = self.drawing.scene
        if suffix.lower() != ".png":
            return to_svg(scene, self.chart.title).encode()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        pixmap_of(scene, appearance.colours(), self.font(), PICTURE_RATIO).save(buffer, "PNG")
        return bytes(buffer.data().data())

    def _save(self, chosen: str) -> None:
        path = Path(chosen)
        self.save_asked.emit(path, self.picture(path.suffix))

    def _action(self, key: Key, slot: Callable[[], None]) -> QAction:
        action = QAction(key.words, self)
        action.setShortcut(key.keys)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(lambda: slot())
        self.addAction(action)
        return action

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.addActions([self.copy, self.save])
        menu.popup(self.mapToGlobal(place))

    def _fill(self, table: QTableWidget) -> None:
        numbers = self.chart.table
        table.setAccessibleName(self.chart.title)
        table.setColumnCount(len(numbers.headings))
        table.setHorizontalHeaderLabels(numbers.headings)
        table.setRowCount(len(numbers.rows))
        for row, cells in enumerate(numbers.rows):
            for column, cell in enumerate(cells):
                item = QTableWidgetItem(cell)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                table.setItem(row, column, item)
        table.resizeColumnsToContents()


def _table() -> QTableWidget:
    table = QTableWidget()
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    table.setShowGrid(False)
    table.verticalHeader().hide()
    table.horizontalHeader().setStyleSheet(HEADER_STYLE)
    return table


def _titled(title: str, table: QTableWidget) -> QWidget:
    heading = plain_label(title, wrap=False)
    font = heading.font()
    font.setWeight(QFont.Weight.DemiBold)
    heading.setFont(font)
    heading.setContentsMargins(2 * GRID, GRID, 0, GRID)
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(heading)
    column.addWidget(table)
    return page


def _follow_filter(dialog: QFileDialog, chosen: str) -> None:
    dialog.setDefaultSuffix("png" if "png" in chosen else "svg")
