"""A scene on a painter: the same shapes that `charts.svg` writes."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF

from batchdesk.charts.scene import FONT_SIZE, Line, Rect, Role, Scene, Shape, Text
from batchdesk.desktop.style.appearance import Colours

_DASHES = {"": [], "dashed": [6.0, 4.0], "dotted": [2.0, 3.0]}
_TILE = {"hatched": 6, "dotted": 5}


def paint(painter: QPainter, scene: Scene, theme: Colours, font: QFont) -> None:
    """Draw `scene` at the origin, in the colours of `theme`."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for shape in scene.shapes:
        _paint(painter, shape, theme, font)


def colour_of(role: Role, theme: Colours) -> QColor:
    """What a role looks like in this theme."""
    return QColor(theme.running if role == "accent" else getattr(theme, role))


def pixmap_of(scene: Scene, theme: Colours, font: QFont, ratio: float) -> QPixmap:
    """The scene on its ground, `ratio` pixels a unit."""
    pixmap = QPixmap(round(scene.width * ratio), round(scene.height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(QColor(theme.base))
    painter = QPainter(pixmap)
    paint(painter, scene, theme, font)
    painter.end()
    return pixmap


def _paint(painter: QPainter, shape: Shape, theme: Colours, font: QFont) -> None:
    colour = colour_of(shape.role, theme)
    if isinstance(shape, Rect):
        _paint_rect(painter, shape, colour, QColor(theme.base))
    elif isinstance(shape, Line):
        pen = QPen(colour, shape.width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if shape.dash:
            pen.setDashPattern([length / shape.width for length in _DASHES[shape.dash]])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF([QPointF(x, y) for x, y in shape.points]))
    else:
        _paint_text(painter, shape, colour, font)


def _paint_rect(painter: QPainter, rect: Rect, colour: QColor, ground: QColor) -> None:
    where = QRectF(rect.x, rect.y, rect.width, rect.height)
    colour.setAlphaF(rect.opacity)
    painter.fillRect(where, colour)
    if rect.pattern:
        painter.fillRect(where, _tile(rect.pattern, ground, painter.device().devicePixelRatio()))


def _tile(pattern: str, ground: QColor, ratio: float) -> QBrush:
    size = _TILE[pattern]
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if pattern == "hatched":
        painter.setPen(QPen(ground, 1.4))
        for shift in (-size, 0, size):
            painter.drawLine(QPointF(shift - 1, size + 1), QPointF(shift + size + 1, -1))
    else:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawEllipse(QPointF(size / 2, size / 2), 1, 1)
    painter.end()
    return QBrush(pixmap)


def _paint_text(painter: QPainter, text: Text, colour: QColor, font: QFont) -> None:
    face = QFont(font)
    face.setPixelSize(FONT_SIZE)
    face.setWeight(QFont.Weight.DemiBold if text.bold else QFont.Weight.Normal)
    width = QFontMetricsF(face).horizontalAdvance(text.text)
    left = text.x - {"start": 0, "middle": width / 2, "end": width}[text.anchor]
    painter.setFont(face)
    painter.setPen(colour)
    painter.drawText(QPointF(left, text.y), text.text)
