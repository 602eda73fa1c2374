"""The header of the table: columns are moved, sized, hidden and sorted by; one takes the space that is left."""

from functools import partial

from PySide6.QtCore import QAbstractItemModel, QPoint, QSignalBlocker, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from batchdesk.desktop.style.appearance import GRID, HEADER_STYLE
from batchdesk.desktop.style.tables import own_viewport
from batchdesk.desktop.watching.columns import FIRST_HIDDEN, Column, heading
from batchdesk.words.catalogue import translate

USUAL_NAME = 20
"""Characters of a label or an id: the column of names never gets less room, whatever the others take."""


class TableHeader(QHeaderView):
    """A double-click on an edge fits a column to what is seen of it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        own_viewport(self)
        self.setAccessibleName(translate("Table", "Columns"))
        self.setStyleSheet(HEADER_STYLE)
        self.setSectionsMovable(True)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(12 * GRID)
        self.setSortIndicatorClearable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.sectionResized.connect(self._make_room)
        self.sectionCountChanged.connect(self._make_room)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            # Qt sets all sections anew with every order of the rows, one by one, and only then they are as they were.
            model.layoutChanged.connect(self._make_room)

    @property
    def least_name(self) -> int:
        """The width in pixels below which no name is shortened for the sake of other columns."""
        return self.fontMetrics().averageCharWidth() * USUAL_NAME + 4 * GRID

    @property
    def comfortable_width(self) -> int:
        """The width in pixels at which no column has to shorten what it usually says."""
        return self._others() + self.least_name

    def begin(self) -> None:
        """The columns as they are at first; what is remembered comes after."""
        self.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Fixed)
        for column in FIRST_HIDDEN:
            self.setSectionHidden(column, True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def column_menu(self) -> QMenu:
        """Every column with its tick; the name stays. It deletes itself when it is closed."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for column in Column:
            if column is not Column.NAME:
                action = menu.addAction(heading(column))
                action.setCheckable(True)
                action.setChecked(not self.isSectionHidden(column))
                action.toggled.connect(partial(self._show, column))
        return menu

    def _show(self, column: Column, shown: bool) -> None:
        self.setSectionHidden(column, not shown)
        self._make_room()

    def _open_menu(self, place: QPoint) -> None:
        self.column_menu().popup(self.mapToGlobal(place))

    def _others(self) -> int:
        return sum(self.sectionSize(column) for column in Column if column is not Column.NAME)

    def _make_room(self) -> None:
        if self.count() == len(Column):
            with QSignalBlocker(self):
                self.resizeSection(Column.NAME, max(self.least_name, self.viewport().width() - self._others()))
            self.viewport().update()
            self.geometriesChanged.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()
