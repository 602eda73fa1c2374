"""What the delegates paint, looked at in pixels: widths that mean something, and colours that are the status's own."""

from collections.abc import Callable
from datetime import datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.progress import FULLEST, Progress
from batchdesk.batch.usual import Usual
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import DARK, LIGHT, Colours
from batchdesk.desktop.watching import status_icons
from batchdesk.desktop.watching.batch_model import BatchModel
from batchdesk.desktop.watching.batch_table import BatchTable
from batchdesk.desktop.watching.columns import Column
from batchdesk.desktop.watching.delegates import Cell, content_of, icon_rect
from batchdesk.desktop.watching.movement import Shapes, paint_shapes
from batchdesk.desktop.watching.progress_bar import draw_running, draw_segments
from batchdesk.desktop.watching.progress_delegate import bar_rect
from batchdesk.desktop.watching.status_icons import Look
from batchdesk.engine.watched import Changes, WatchedBatch

MakeRow = Callable[..., WatchedBatch]
MakeChanges = Callable[..., Changes]

WIDTH, HEIGHT = 200, 8
TRACK = QColor(LIGHT.line)
USUAL = Usual(low=35, median=40, high=60)


def painted(paint: Callable[[QPainter], None], width: int = WIDTH, height: int = HEIGHT) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.base))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def middle_line(image: QImage) -> list[str]:
    return [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]


def running(progress: Progress, turn: float = 0.0) -> list[str]:
    return middle_line(painted(lambda p: draw_running(p, QRectF(0, 0, WIDTH, HEIGHT), progress, LIGHT, turn)))


@pytest.mark.parametrize("filled", [0, 1, 3, 5])
def test_a_segment_is_filled_for_each_copy(filled: int) -> None:
    colour = QColor(LIGHT.partial)
    bar = QRectF(0, 0, WIDTH, HEIGHT)
    line = middle_line(painted(lambda painter: draw_segments(painter, bar, filled, 5, colour, TRACK)))
    middles = [line[int((number + 0.5) * WIDTH / 5)] for number in range(5)]
    assert middles == [colour.name()] * filled + [TRACK.name()] * (5 - filled)
    assert line.count(QColor(LIGHT.base).name()) >= 4, "gaps tell the segments apart"


def test_an_estimate_is_as_long_as_its_share_and_never_full() -> None:
    line = running(Progress(target=5, fraction=0.5, usual_from=0.8, usual=USUAL))
    tint = appearance.mixed(LIGHT.running, LIGHT.base, 0.45).name()
    solid = line.count(tint)
    assert 0.3 * WIDTH < solid < 0.5 * WIDTH
    assert line[int(0.5 * WIDTH) - 4] not in (tint, TRACK.name()), "its edge is soft"
    assert line[int(0.55 * WIDTH)] == TRACK.name()
    assert running(Progress(target=5, fraction=FULLEST, usual_from=0.8, usual=USUAL))[-2] == TRACK.name()


def test_the_usual_range_has_its_marks() -> None:
    line = running(Progress(target=5, fraction=0.1, usual_from=0.6, usual=USUAL))
    marks = [x for x, colour in enumerate(line) if colour == QColor(LIGHT.muted).name()]
    assert marks == [round(0.6 * WIDTH), round(FULLEST * WIDTH)]


def test_what_is_late_is_striped_and_moves() -> None:
    late = Progress(target=5, fraction=FULLEST, usual_from=0.6, usual=USUAL, over_seconds=25)
    line = running(late)
    tint = appearance.mixed(LIGHT.running, LIGHT.base, 0.45).name()
    changes = sum(1 for before, after in pairwise(line) if (before == tint) != (after == tint))
    assert changes > 10
    assert running(late, 0.5) != line


def test_without_history_a_piece_slides_and_claims_no_share() -> None:
    unknown = Progress(target=5)
    there, back = running(unknown, 0.0), running(unknown, 0.5)
    assert there != back
    assert there.count(TRACK.name()) > WIDTH / 2


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_each_look_has_a_shape_of_its_own(qapp: QApplication, theme: Colours) -> None:
    def shape(look: Look) -> frozenset[tuple[int, int]]:
        image = painted(lambda painter: status_icons.draw(painter, QRectF(0, 0, 32, 32), look, theme), 32, 32)
        blank = QColor(LIGHT.base)
        return frozenset((x, y) for x in range(32) for y in range(32) if image.pixelColor(x, y) != blank)

    shapes = {look: shape(look) for look in Look}
    assert all(shapes.values())
    assert len(set(shapes.values())) == len(Look), "told apart without colour"


def test_the_ring_turns() -> None:
    def ring(turned: int) -> QImage:
        place = QRectF(0, 0, 32, 32)
        return painted(lambda painter: status_icons.draw(painter, place, Look.RUNNING, LIGHT, turned), 32, 32)

    assert ring(0) != ring(120)
    assert ring(0) == ring(0)


class TestCells:
    """Whole cells, in a table that is shown."""

    @pytest.fixture
    def table(self, qtbot: QtBot, now: datetime) -> BatchTable:
        model = BatchModel(clock=lambda: now)
        table = BatchTable(model)
        model.setParent(table)
        qtbot.addWidget(table)
        table.resize(1000, 700)
        return table

    def cell(self, table: BatchTable, row: int, column: Column) -> QImage:
        place: QRect = table.visualRect(table.batches.index(row, column))
        return table.viewport().grab(place).toImage()

    def colours_in(self, image: QImage) -> set[str]:
        return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}

    @pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
    def test_every_state_is_painted(
        self, qapp: QApplication, table: BatchTable, row: MakeRow, changes: MakeChanges, theme: Colours
    ) -> None:
        qapp.setPalette(appearance.palette(theme))
        states = [
            row(1, "QUEUED", running_for=None),
            row(2, label="春季新品"),
            row(3, running_for=85),
            row(4, usual=None),
            row(5, "SUCCEEDED", took=112, copies=5),
            row(6, "SUCCEEDED", took=22, copies=1, target=1),
            row(7, "PARTIAL_SUCCESS", took=80, copies=3),
            row(8, "FAILED", took=80, error_code="TIMEOUT"),
            row(9, "ARCHIVED", took=80, copies=5),
            row(10, connection=Connection(ConnectionState.GONE)),
            row(11, "REVIEWING"),
            row(12, "", version=0, running_for=None, heard_seconds_ago=None),
            row(13, "FAILED", took=1, copies=0, target=0),
            row(14, "SUCCEEDED", took=1, copies=500, target=500),
        ]
        table.batches.take(changes(*states))
        table.show()
        seen = [self.colours_in(self.cell(table, number, Column.STATUS)) for number in range(len(states))]
        for number, batch in enumerate(states):
            assert QColor(status_icons.look_of(batch).colour(theme)).name() in seen[number]
            for column in Column:
                self.cell(table, number, column)

    def test_a_partial_fills_three_of_five_in_its_colour(
        self, table: BatchTable, row: MakeRow, changes: MakeChanges
    ) -> None:
        table.batches.take(changes(row(1, "PARTIAL_SUCCESS", took=80, copies=3)))
        table.show()
        image = self.cell(table, 0, Column.PROGRESS)
        widths = [
            sum(image.pixelColor(x, y) == QColor(LIGHT.partial) for x in range(image.width()))
            for y in range(image.height())
        ]
        assert max(widths) == pytest.approx(0.6 * (image.width() - 16), abs=8)

    def test_a_row_that_changed_fades_and_is_as_before(
        self, qtbot: QtBot, table: BatchTable, row: MakeRow, changes: MakeChanges
    ) -> None:
        batch = row(1)
        table.batches.take(changes(batch))
        table.show()
        table.motion.light_up([batch.key])
        assert table.motion.fading == {batch.key}
        lit = self.cell(table, 0, Column.COPIES).pixelColor(2, 2)
        qtbot.waitUntil(lambda: not table.motion.fading)
        rested = self.cell(table, 0, Column.COPIES).pixelColor(2, 2)
        assert lit != rested == QColor(LIGHT.base)

    def test_only_the_shapes_are_painted_while_they_move(
        self, monkeypatch: pytest.MonkeyPatch, table: BatchTable, row: MakeRow, changes: MakeChanges
    ) -> None:
        table.batches.take(changes(row(1, usual=None)))
        table.show()
        QApplication.processEvents()
        table.motion.stop()
        cells: list[Cell] = []

        def note_words(cell: Cell) -> str:
            cells.append(cell)
            return ""

        monkeypatch.setattr(table.itemDelegateForColumn(Column.STATUS), "words", note_words)
        table.motion.frame.emit()
        QApplication.processEvents()
        assert cells == [], "the words stand still"
        table.motion.frame.emit()
        table.viewport().update()
        QApplication.processEvents()
        assert len(cells) == 1, "unless there is more to paint"

    @pytest.mark.parametrize("chosen", [False, True])
    def test_a_shape_that_moves_is_what_its_cell_shows(
        self, table: BatchTable, row: MakeRow, changes: MakeChanges, chosen: bool, now: datetime
    ) -> None:
        batch = row(1, usual=None)
        table.batches.take(changes(batch))
        table.show()
        table.motion.stop()
        if chosen:
            table.selectRow(0)
        theme = appearance.colours()
        ground = theme.selection if chosen else theme.base
        for column, shape_of in ((Column.STATUS, icon_rect), (Column.PROGRESS, bar_rect)):
            cell = table.visualRect(table.batches.index(0, column))
            image = self.cell(table, 0, column)
            place = shape_of(content_of(QRect(QPoint(), cell.size())))
            whole = image.copy(place)
            ring, bar = (place, None) if column is Column.STATUS else (None, place)
            painter = QPainter(image)
            paint_shapes(painter, [Shapes(batch, ground, ring, bar)], theme, 0.0, now)
            painter.end()
            assert image.copy(place) == whole
            painter = QPainter(image)
            paint_shapes(painter, [Shapes(batch, ground, ring, bar)], theme, 0.4, now)
            painter.end()
            assert image.copy(place) != whole, "and it moves"

    def test_nothing_moves_for_who_wants_no_motion(self, table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
        batch = row(1)
        table.batches.take(changes(batch))
        table.show()
        table.motion.stop()
        table.motion.wanted = False
        table.motion.light_up([batch.key])
        table.motion.set_turning(True)
        assert not table.motion.fading
        assert table.motion.turn == 0

    def test_it_rests_while_it_is_hidden(self, table: BatchTable, row: MakeRow, changes: MakeChanges) -> None:
        table.batches.take(changes(row(1)))
        table.show()
        assert table.is_alive
        table.hide()
        assert not table.is_alive
