"""The table keeps its place while the rows live: selection, scroll position, order under the mouse."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.watching.batch_model import BatchModel, Column
from batchdesk.desktop.watching.batch_table import BatchTable
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


class Painted(QObject):
    """Notes which areas of the table's rows are painted."""

    def __init__(self, table: BatchTable) -> None:
        super().__init__(table)
        self.areas: list[QRect] = []
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.rect())
        return False


def shown(table: BatchTable) -> list[str]:
    return [table.filter.index(row, Column.NAME).data() for row in range(table.filter.rowCount())]


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


def test_the_filter_looks_into_label_id_status_and_error(table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
    table.batches.take(
        changes(row(1, label="Spring Sale"), row(2, "FAILED", label="春季", error_code="MODEL_TIMEOUT"), row(77))
    )
    for text, count in (("spring", 1), ("春", 1), ("0077", 1), ("failed", 1), ("timeout", 1), ("cmgl", 3), ("zz", 0)):
        table.filter.look_for(text)
        assert len(shown(table)) == count, text
    table.filter.look_for("")
    assert len(shown(table)) == 3


def test_a_batch_behind_the_filter_cannot_be_chosen(table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
    batch = row(1, label="Spring")
    table.batches.take(changes(batch))
    table.filter.look_for("autumn")
    assert not table.choose(batch.key)
    table.filter.look_for("")
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
    table.batches.take(changes(row(1), row(2, "SUCCEEDED", took=9, copies=5), row(3, "QUEUED", running_for=None)))
    table.sortByColumn(column, Qt.SortOrder.AscendingOrder)
    ascending = shown(table)
    table.sortByColumn(column, Qt.SortOrder.DescendingOrder)
    assert sorted(ascending) == sorted(shown(table))
    assert ascending != shown(table) or column in (Column.CONNECTION, Column.HEARD)


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
