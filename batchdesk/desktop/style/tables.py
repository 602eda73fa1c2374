"""How every table of batches is set up: rows chosen whole, no grid, one height, nothing that moves by itself."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from batchdesk.desktop.style import appearance


def set_up(table: QTableView) -> None:
    """Give `table` the look and the manners of the others. Its model, columns and delegates are its own."""
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setFrameShape(QTableView.Shape.NoFrame)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(appearance.row_height(table.fontMetrics()))


def alignment(*, right: bool) -> Qt.AlignmentFlag:
    """Of a column: numbers to the right, words to the left."""
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter


def own_viewport(view: QAbstractItemView) -> None:
    """Give `view` the viewport that it has anyway, but made by us.

    WORKAROUND: for a widget that Qt has made, PySide looks for its class among all that it knows, and makes each of
    them first: 64 enumerations, a tenth of the time to the first rows. One that we have made it knows.
    """
    ground = QWidget()
    ground.setAutoFillBackground(True)
    ground.setBackgroundRole(QPalette.ColorRole.Base)
    view.setViewport(ground)
