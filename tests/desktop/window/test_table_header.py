"""The header of the table shares out its width."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from batchdesk.desktop.watching.batch_model import BatchModel
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.desktop.watching.columns import Column
from batchdesk.engine.watched import Changes, WatchedBatch


def test_what_was_wide_enough_is_not_widened_in_a_window_made_anew(qtbot: QtBot, now: datetime) -> None:
    model = BatchModel(clock=lambda: now)
    table = BatchTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    widths = [table.columnWidth(column) for column in Column]
    table.widen_columns()
    assert [table.columnWidth(column) for column in Column] == widths


def test_another_order_of_the_rows_leaves_the_columns_in_the_window(
    qtbot: QtBot, now: datetime, row: Callable[..., WatchedBatch], changes: Callable[..., Changes]
) -> None:
    model = BatchModel(clock=lambda: now)
    table = BatchTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(table.header.comfortable_width + 50, 400)
    table.show()
    model.take(changes(row(1), row(2), row(3)))
    widths = [table.columnWidth(column) for column in Column]
    assert table.header.length() == table.viewport().width()
    for order in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        table.sortByColumn(Column.NAME, order)
        assert [table.columnWidth(column) for column in Column] == widths
