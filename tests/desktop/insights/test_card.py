"""A chart as a widget: pointed at, walked with the keys, read out, saved and copied."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from batchdesk.batch import status
from batchdesk.charts.insights import charts_of
from batchdesk.charts.scene import Pick
from batchdesk.desktop.insights.card import PICTURE_RATIO, ChartCard
from batchdesk.store.records import Statistics
from tests.charts.numbers import MONDAY, a_week

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def card(qtbot: QtBot) -> ChartCard:
    card = ChartCard(charts_of(a_week())[0])
    qtbot.addWidget(card)
    card.resize(640, 260)
    card.show()
    card.activateWindow()
    card.drawing.setFocus()
    return card


def test_arrow_keys_walk_the_numbers_and_enter_leads_to_the_batches(card: ChartCard) -> None:
    picked: list[Pick] = []
    card.drawing.picked.connect(picked.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left):
        QTest.keyClick(card.drawing, key)
    assert card.drawing.accessibleName() == "Batches by outcome: 23 Nov · partial: 1"
    QTest.keyClick(card.drawing, Qt.Key.Key_Return)
    assert picked == [Pick(MONDAY, MONDAY, (status.PARTIAL_SUCCESS,))]
    QTest.keyClick(card.drawing, Qt.Key.Key_End)
    assert card.drawing.accessibleName() == "Batches by outcome: 29 Nov · failed: 1"
    QTest.keyClick(card.drawing, Qt.Key.Key_Home)
    assert card.drawing.current == 0


def test_a_click_on_a_bar_leads_to_its_batches(card: ChartCard) -> None:
    picked: list[Pick] = []
    card.drawing.picked.connect(picked.append)
    spot = card.drawing.scene.spots[0]
    middle = QPoint(int(spot.x + spot.width / 2), int(spot.y + spot.height / 2))
    QTest.mouseMove(card.drawing, middle)
    QTest.mouseClick(card.drawing, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseClick(card.drawing, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert picked == [Pick(MONDAY, MONDAY, (status.SUCCEEDED,))]


def test_the_same_numbers_are_a_table(card: ChartCard) -> None:
    card.show_numbers(True)
    assert card.table is not None
    assert card.table.isVisible()
    card.take_keyboard()
    assert card.focusWidget() is card.table
    assert card.table.accessibleName() == "Batches by outcome"
    numbers = card.chart.table
    shown = [
        tuple(card.table.model().index(row, column).data() for column in range(len(numbers.headings)))
        for row in range(card.table.rowCount())
    ]
    assert tuple(shown) == numbers.rows


def test_numbers_are_copied_from_chart_and_table(card: ChartCard) -> None:
    card.copy.trigger()
    assert QGuiApplication.clipboard().text() == card.chart.table.as_tsv()


@pytest.mark.parametrize("suffix", [".png", ".PNG"])
def test_a_picture_is_what_is_shown_twice_as_sharp(card: ChartCard, suffix: str) -> None:
    image = QImage.fromData(card.picture(suffix))
    scene = card.drawing.scene
    assert (image.width(), image.height()) == (scene.width * PICTURE_RATIO, scene.height * PICTURE_RATIO)
    assert image.pixelColor(1, 1).name() == "#ffffff"


def test_svg_is_the_other_picture(card: ChartCard, tmp_path: Path) -> None:
    assert card.picture(".svg").startswith(b"<svg ")


def test_new_numbers_leave_no_place_pointed_at(card: ChartCard) -> None:
    QTest.keyClick(card.drawing, Qt.Key.Key_End)
    card.show_chart(charts_of(Statistics())[0])
    assert card.drawing.spot is None
    QTest.keyClick(card.drawing, Qt.Key.Key_Right)
    assert card.drawing.spot is None
    card.drawing.grab()
    card.show_numbers(True)
    card.show_chart(charts_of(a_week())[0])
    assert card.table is not None
    assert card.table.rowCount() == 7


def test_every_chart_can_be_painted(qtbot: QtBot) -> None:
    for chart in charts_of(a_week()):
        card = ChartCard(chart)
        qtbot.addWidget(card)
        QTest.keyClick(card.drawing, Qt.Key.Key_End)
        assert not card.drawing.grab().isNull()
