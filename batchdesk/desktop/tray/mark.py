"""The program's mark, drawn in code: one tile in one colour, what it says cut out of it.

The states differ by shape alone, so that it works at 16 px and on a panel of any colour. Must not know a batch.
"""

from enum import Enum
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QIcon,
    QPainter,
    QPainterPath,
    QPainterPathStroker,
    QPixmap,
    QTransform,
)


class MarkState(Enum):
    """What the mark can say, the quietest first."""

    IDLE = "idle"
    WORKING = "working"
    OFFLINE = "offline"
    PARTIAL = "partial"
    FAILED = "failed"


COLOURS = {
    MarkState.IDLE: "#7A8592",
    MarkState.WORKING: "#3F72EA",
    MarkState.OFFLINE: "#7A8592",
    MarkState.PARTIAL: "#B07208",
    MarkState.FAILED: "#DB3B3B",
}
"""Middle tones, 3:1 and more against white and against a near-black panel: no desktop says which of them it has."""

APPLICATION_COLOUR = "#2457D6"

SIZES = (16, 22, 24, 32, 48, 64)
"""What panels ask for, in pixels."""

LARGEST_NUMBER = 99

_GRID = 16
"""The drawing is designed on a grid of 16; whole steps of it fall on whole pixels at 16, 32, 48 and 64."""


def mark_icon(state: MarkState, number: int = 0) -> QIcon:
    """The mark as an icon of all sizes. `number` is how many batches are being worked on."""
    return _icon(state, number if state is MarkState.WORKING else 0)


@cache
def application_icon() -> QIcon:
    """The program's own icon: the mark at rest, on a white ground so that it stands on any wallpaper."""
    icon = QIcon()
    for size in (*SIZES, 128, 256):
        icon.addPixmap(application_pixmap(size))
    return icon


def mark_pixmap(size: int, state: MarkState, number: int = 0) -> QPixmap:
    """The mark at `size` physical pixels, in its state's colour, the rest transparent."""
    return _painted(size, [(mark_path(size, state, number), COLOURS[state])])


def application_pixmap(size: int) -> QPixmap:
    """The program's own icon at `size` physical pixels."""
    ground = QPainterPath()
    ground.addRect(_rect(size, 3, 3, 10, 10))
    return _painted(size, [(ground, "#FFFFFF"), (mark_path(size, MarkState.IDLE), APPLICATION_COLOUR)])


def mark_path(size: int, state: MarkState, number: int = 0) -> QPainterPath:
    """The outline of the mark at `size` pixels: everything inside it is filled with the one colour."""
    tile = QPainterPath()
    tile.addRoundedRect(_rect(size, 1, 1, 14, 14), size * 3 / _GRID, size * 3 / _GRID)
    match state:
        case MarkState.IDLE:
            return tile.subtracted(_rows(size))
        case MarkState.WORKING:
            return tile.subtracted(_number(size, number))
        case MarkState.OFFLINE:
            return tile.subtracted(_box(size, 3, 3, 10, 10)).united(_line(size, (3, 13), (13, 3)))
        case MarkState.PARTIAL:
            return tile.subtracted(_box(size, 3, 3, 10, 5))
        case MarkState.FAILED:
            return tile.subtracted(_line(size, (5, 5), (11, 11)).united(_line(size, (5, 11), (11, 5))))


@cache
def _icon(state: MarkState, number: int) -> QIcon:
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(mark_pixmap(size, state, number))
    return icon


def _painted(size: int, layers: list[tuple[QPainterPath, str]]) -> QPixmap:
    pixmap = QPixmap(size, size)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for path, colour in layers:
        painter.fillPath(path, QColor(colour))
    painter.end()
    return pixmap


def _rect(size: int, left: int, top: int, width: int, height: int) -> QRectF:
    """A rectangle of the grid, its edges on whole pixels."""
    edges = [round(step * size / _GRID) for step in (left, top, left + width, top + height)]
    return QRectF(QPointF(edges[0], edges[1]), QPointF(edges[2], edges[3]))


def _box(size: int, left: int, top: int, width: int, height: int) -> QPainterPath:
    path = QPainterPath()
    path.addRect(_rect(size, left, top, width, height))
    return path


def _rows(size: int) -> QPainterPath:
    """Three rows of a table, the last one not full yet."""
    return _box(size, 4, 4, 8, 2).united(_box(size, 4, 7, 8, 2)).united(_box(size, 4, 10, 5, 2))


def _line(size: int, start: tuple[int, int], end: tuple[int, int]) -> QPainterPath:
    unit = size / _GRID
    path = QPainterPath(QPointF(start[0] * unit, start[1] * unit))
    path.lineTo(end[0] * unit, end[1] * unit)
    stroker = QPainterPathStroker()
    stroker.setWidth(2 * unit)
    return stroker.createStroke(path)


def _number(size: int, number: int) -> QPainterPath:
    """The number, as large as the tile allows; more than LARGEST_NUMBER could not be read."""
    font = QFont(QGuiApplication.font().family())
    font.setBold(True)
    font.setPixelSize(64)
    text = QPainterPath()
    text.addText(0, 0, font, str(min(number, LARGEST_NUMBER)))
    bounds = text.boundingRect()
    room = _rect(size, 2, 3, 12, 10)
    scale = min(room.width() / bounds.width(), room.height() / bounds.height())
    transform = QTransform.fromTranslate(room.center().x(), room.center().y())
    transform.scale(scale, scale)
    transform.translate(-bounds.center().x(), -bounds.center().y())
    return transform.map(text)
