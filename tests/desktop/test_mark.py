"""The mark is told apart by its shape, and can be seen on any panel."""

import itertools

import pytest
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from batchdesk.desktop.tray.mark import COLOURS, SIZES, MarkState, application_icon, mark_icon, mark_pixmap
from tests.looks.contrast import contrast

LEGIBLE = 3.0
"""Contrast of a graphical object: WCAG 2.1, 1.4.11."""


def shape(state: MarkState, number: int = 0, size: int = 16) -> list[bool]:
    """Which pixels are drawn, whatever their colour."""
    image = mark_pixmap(size, state, number).toImage().convertToFormat(QImage.Format.Format_ARGB32)
    return [image.pixelColor(x, y).alpha() > 127 for x, y in itertools.product(range(size), range(size))]


@pytest.mark.parametrize("state", MarkState)
@pytest.mark.parametrize("panel", ["#FFFFFF", "#15181C"])
def test_can_be_seen_on_light_and_dark_panels(state: MarkState, panel: str) -> None:
    assert contrast(COLOURS[state], panel) >= LEGIBLE


@pytest.mark.parametrize("size", [16, 22, 64])
def test_states_differ_by_shape_alone(qtbot: QtBot, size: int) -> None:
    shapes = [shape(state, 3, size) for state in MarkState]
    for one, other in itertools.combinations(shapes, 2):
        differing = sum(a != b for a, b in zip(one, other, strict=True))
        assert differing >= size * size / 16


def test_numbers_can_be_told_apart_at_sixteen_pixels(qtbot: QtBot) -> None:
    shapes = [tuple(shape(MarkState.WORKING, number)) for number in (1, 2, 3, 8, 12, 99)]
    assert len(set(shapes)) == len(shapes)
    assert shape(MarkState.WORKING, 5000) == shape(MarkState.WORKING, 99)


def test_an_icon_has_every_size_a_panel_asks_for(qtbot: QtBot) -> None:
    assert [size.width() for size in mark_icon(MarkState.FAILED).availableSizes()] == list(SIZES)
    assert application_icon().availableSizes()[-1].width() == 256
