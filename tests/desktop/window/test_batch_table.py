"""The table keeps its place while the rows live: selection, scroll position, order under the mouse."""

from collections.abc import Callable
from datetime import datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.events import TokenUsage
from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.filtering.language import parse
from batchdesk.desktop.filtering.matching import Filter
from batchdesk.desktop.watching.batch_model import BatchModel, everything
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.desktop.watching.columns import Column
from batchdesk.engine.watched import Changes, WatchedBatch

MakeRow = Callable[..., WatchedBatch]
MakeChanges = Callable[..., Changes]


@pytest.fixture
def table(qtbot: QtBot, now: datetime) -> BatchTable:
    model = BatchModel(clock=lambda: now)
    table = BatchTable(model)
    model.setParent(table)
    qtbot.addWidget(table)
    table.resize(900, 400)
    table.show()
    return table


def filter_to(table: BatchTable, text: str) -> None:
    table.batches.show_only(Filter(parse(text), lambda _batch: False).accepts)


class Painted(QObject):
    """Notes which areas of the table's rows are painted."""

    def __init__(self, table: BatchTable) -> None:
        super().__init__(table)
        self.areas: list[QRect] = []
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.extend(event.region())
        return False


def shown(table: BatchTable) -> list[str]:
    return [table.batches.index(row, Column.NAME).data() for row in range(table.batches.rowCount())]


def chosen(table: BatchTable) -> list[BatchKey]:
    return [batch.key for batch in table.chosen()]


def test_news_move_neither_selection_nor_scroll(table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
    rows = [row(number) for number in range(10, 60)]
    table.batches.take(changes(*rows))
    table.choose(rows[30].key)
    table.verticalScrollBar().setValue(500)
    ended = [replace(each, state=replace(each.state, version=3, status="FAILED")) for each in rows[::2]]
    table.batches.take(changes(*ended))
    assert chosen(table) == [rows[30].key]
    assert table.verticalScrollBar().value() == 500


def test_the_choice_stays_with_its_batch_when_rows_come_and_go(
    table: BatchTable, row: MakeRow, changes: MakeChanges
) -> None:
    rows = [row(number) for number in range(10, 20)]
    table.batches.take(changes(*rows))
    table.choose(rows[5].key)
    table.batches.take(replace(changes(row(1), row(2)), removed=frozenset({rows[0].key, rows[7].key})))
    assert chosen(table) == [rows[5].key]


def test_only_rows_that_changed_and_are_seen_are_painted(
    table: BatchTable, row: MakeRow, changes: MakeChanges, qtbot: QtBot
) -> None:
    rows = [row(number) for number in range(10, 60)]
    table.batches.take(changes(*rows))
    painted = Painted(table)
    qtbot.waitUntil(lambda: bool(painted.areas))
    table.motion.wanted = False
    for timer in table.findChildren(QTimer):
        timer.stop()  # time repaints by itself
    QApplication.processEvents()
    painted.areas.clear()
    for changed in (rows[-1], rows[2]):
        table.batches.take(changes(replace(changed, state=replace(changed.state, version=3))))
        QApplication.sendPostedEvents()
    QApplication.processEvents()
    third = table.rowViewportPosition(2)
    assert [(area.top(), area.height()) for area in painted.areas] == [(third, table.rowHeight(2))]
    painted.areas.clear()
    news = [replace(each, state=replace(each.state, version=4)) for each in (rows[1], rows[3], rows[-1])]
    table.batches.take(changes(*news))
    QApplication.processEvents()
    tops = [area.top() for area in painted.areas]
    assert tops == [table.rowViewportPosition(1), table.rowViewportPosition(3)], "not what is between the two"


def test_the_filter_looks_into_label_id_status_and_error(table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
    table.batches.take(
        changes(row(1, label="Spring Sale"), row(2, "FAILED", label="春季", error_code="MODEL_TIMEOUT"), row(77))
    )
    for text, count in (("spring", 1), ("春", 1), ("0077", 1), ("failed", 1), ("timeout", 1), ("cmgl", 3), ("zz", 0)):
        filter_to(table, text)
        assert len(shown(table)) == count, text
    table.batches.show_only(everything)
    assert len(shown(table)) == 3


def test_a_batch_behind_the_filter_cannot_be_chosen(table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
    batch = row(1, label="Spring")
    table.batches.take(changes(batch))
    filter_to(table, "autumn")
    assert not table.choose(batch.key)
    table.batches.show_only(everything)
    assert table.choose(batch.key)


def test_the_order_is_held_under_the_mouse(
    qapp: QApplication, table: BatchTable, row: MakeRow, changes: MakeChanges
) -> None:
    first, second = row(1, label="a"), row(2, label="b")
    table.batches.take(changes(first, second))
    table.sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)
    QTest.mouseMove(table.viewport(), QPoint(50, 50))
    table.batches.take(changes(replace(first, label="z")))
    assert shown(table) == ["z", "b"]
    QApplication.sendEvent(table.viewport(), QEvent(QEvent.Type.Leave))
    assert shown(table) == ["b", "z"]


@pytest.mark.parametrize("column", list(Column))
def test_every_column_sorts(table: BatchTable, row: MakeRow, changes: MakeChanges, column: Column) -> None:
    ended = row(2, "SUCCEEDED", took=9, copies=5)
    ended = replace(ended, merchant="m-7", state=replace(ended.state, token_usage=TokenUsage(5, 6, 11)))
    table.batches.take(changes(row(1), ended, row(3, "QUEUED", running_for=None)))
    table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    ascending = shown(table)
    table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    assert sorted(ascending) == sorted(shown(table))
    assert ascending != shown(table) or column in (Column.CONNECTION, Column.HEARD)


def test_rows_that_come_above_move_nothing_that_is_seen(table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
    table.batches.take(changes(*(row(number) for number in range(100, 150))))
    QApplication.processEvents()
    table.verticalScrollBar().setValue(500)
    seen = table.batches.batch_at(table.rowAt(0)).key
    table.batches.take(changes(*(row(number) for number in range(1, 20))))
    assert table.batches.batch_at(table.rowAt(0)).key == seen


def test_the_keyboard_begins_at_the_first_row_seen_however_many_came_above(
    table: BatchTable, row: MakeRow, changes: MakeChanges
) -> None:
    first = row(99)
    table.batches.take(changes(first))
    table.begin()
    table.batches.take(changes(*(row(number) for number in range(1, 40))))
    assert table.currentIndex().row() == table.batches.index_of(first.key).row() > 0, "it has gone down with its batch"
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen(table) == [table.batches.batch_at(0).key]
    QTest.keyClick(table, Qt.Key.Key_Down)
    assert chosen(table) == [table.batches.batch_at(1).key]
    table.clearSelection()
    table.verticalScrollBar().setValue(10 * table.rowHeight(0))
    QTest.keyClick(table, Qt.Key.Key_Up)
    assert chosen(table) == [table.batches.batch_at(table.visible_rows().start).key]


def test_the_order_follows_the_news_by_itself(
    qtbot: QtBot, table: BatchTable, row: MakeRow, changes: MakeChanges
) -> None:
    table.sortByColumn(Column.NAME, Qt.SortOrder.AscendingOrder)
    first, second = row(1, label="a"), row(2, label="b")
    table.batches.take(changes(first, second))
    table.choose(second.key)
    table.batches.take(changes(replace(first, label="z"), row(3, label="c")))
    qtbot.waitUntil(lambda: shown(table) == ["b", "c", "z"])
    assert chosen(table) == [second.key]


def test_what_no_longer_matches_goes_only_when_nothing_is_held(
    table: BatchTable, row: MakeRow, changes: MakeChanges
) -> None:
    batch = row(1)
    table.batches.take(changes(batch, row(2)))
    filter_to(table, "status:running")
    table.batches.hold(held=True)
    table.batches.take(changes(replace(batch, state=replace(batch.state, version=3, status="FAILED"))))
    assert len(shown(table)) == 2
    table.batches.hold(held=False)
    assert len(shown(table)) == 1


def test_columns_are_hidden_and_shown_in_the_headers_menu(table: BatchTable) -> None:
    assert table.isColumnHidden(Column.TOKENS)
    menu = table.header.column_menu()
    action = next(action for action in menu.actions() if action.text() == "Tokens")
    action.trigger()
    assert not table.isColumnHidden(Column.TOKENS)
    assert "Batch" not in [action.text() for action in menu.actions()], "what has no name cannot be told apart"
    menu.deleteLater()


def test_a_narrow_window_takes_nothing_from_the_names(table: BatchTable) -> None:
    table.resize(500, 400)
    QApplication.processEvents()
    assert table.columnWidth(Column.NAME) >= table.header.least_name
    table.resize(1600, 400)
    QApplication.processEvents()
    assert table.header.length() == table.viewport().width()


def test_a_double_click_on_an_edge_fits_the_column(table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
    table.batches.take(changes(row(1, connection=Connection(ConnectionState.GONE))))
    table.setColumnWidth(Column.CONNECTION, 50)
    table.header.sectionHandleDoubleClicked.emit(Column.CONNECTION)
    assert table.columnWidth(Column.CONNECTION) >= table.fontMetrics().horizontalAdvance("not found or no access")


def test_typing_a_label_survives_the_news_of_its_row(
    qtbot: QtBot, table: BatchTable, row: MakeRow, changes: MakeChanges
) -> None:
    batch = row(1, label="old")
    table.batches.take(changes(batch))
    asked: list[str] = []
    table.batches.renamed.connect(lambda _key, label: asked.append(label))
    table.choose(batch.key)
    table.rename()
    editor = table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.setText("half typ")
    table.batches.take(changes(replace(batch, state=replace(batch.state, version=3))))
    assert editor.text() == "half typ"
    QTest.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: asked == ["half typ"])
