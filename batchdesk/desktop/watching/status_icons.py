"""A status as a shape and a colour: told apart without colour, and drawn sharp at every scale."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from batchdesk.batch import status
from batchdesk.desktop.style.appearance import Colours
from batchdesk.desktop.watching.formats import is_gone
from batchdesk.engine.watched import WatchedBatch

FULL_TURN = 360
_SIXTEENTHS = 16
"""Qt counts angles in sixteenths of a degree."""


class Look(Enum):
    """How a batch stands, as the eye tells it apart. The value is the name of its colour."""

    QUEUED = "queued"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    PARTIAL = "partial"
    FAILED = "failed"
    ARCHIVED = "archived"
    GONE = "gone"

    def colour(self, theme: Colours) -> str:
        """Its colour in `theme`."""
        colour: str = getattr(theme, self.value)
        return colour


_LOOKS = {
    status.RUNNING: Look.RUNNING,
    status.SUCCEEDED: Look.SUCCEEDED,
    status.PARTIAL_SUCCESS: Look.PARTIAL,
    status.FAILED: Look.FAILED,
    status.ARCHIVED: Look.ARCHIVED,
}


def look_of(batch: WatchedBatch) -> Look:
    """The look of `batch`. A status of the future looks as if nothing had begun: it promises the least."""
    if is_gone(batch):
        return Look.GONE
    return _LOOKS.get(batch.state.status, Look.QUEUED)


def draw(painter: QPainter, place: QRectF, look: Look, theme: Colours, turned: int = 0) -> None:
    """Draw the shape of `look` into the square `place`; the running ring is turned by `turned` degrees."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = place.width() / 8
    pen = QPen(QColor(look.colour(theme)), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = place.adjusted(width, width, -width, -width)
    if look is Look.RUNNING:
        painter.drawArc(inner, -turned * _SIXTEENTHS, FULL_TURN * 3 // 4 * _SIXTEENTHS)
    else:
        _SHAPES[look](painter, inner)
    painter.restore()


def _circle(painter: QPainter, place: QRectF) -> None:
    painter.drawEllipse(place)


def _tick(painter: QPainter, place: QRectF) -> None:
    painter.drawPolyline(_points(place, (0.05, 0.55), (0.36, 0.86), (0.95, 0.16)))


def _half_circle(painter: QPainter, place: QRectF) -> None:
    painter.drawEllipse(place)
    painter.setBrush(painter.pen().color())
    painter.drawChord(place, 90 * _SIXTEENTHS, 180 * _SIXTEENTHS)


def _cross(painter: QPainter, place: QRectF) -> None:
    near = place.adjusted(*(place.width() * share for share in (0.1, 0.1, -0.1, -0.1)))
    painter.drawLine(near.topLeft(), near.bottomRight())
    painter.drawLine(near.topRight(), near.bottomLeft())


def _box(painter: QPainter, place: QRectF) -> None:
    painter.drawPolygon(_points(place, (0.08, 0.36), (0.92, 0.36), (0.92, 0.96), (0.08, 0.96)))
    painter.drawPolygon(_points(place, (0.0, 0.06), (1.0, 0.06), (1.0, 0.36), (0.0, 0.36)))
    painter.drawPolyline(_points(place, (0.38, 0.6), (0.62, 0.6)))


def _dashed_circle(painter: QPainter, place: QRectF) -> None:
    dashes = 8
    for number in range(dashes):
        start = number * FULL_TURN // dashes
        painter.drawArc(place, start * _SIXTEENTHS, FULL_TURN // dashes // 3 * _SIXTEENTHS)


def _points(place: QRectF, *shares: tuple[float, float]) -> QPolygonF:
    return QPolygonF([QPointF(place.x() + x * place.width(), place.y() + y * place.height()) for x, y in shares])


_SHAPES: dict[Look, Callable[[QPainter, QRectF], None]] = {
    Look.QUEUED: _circle,
    Look.SUCCEEDED: _tick,
    Look.PARTIAL: _half_circle,
    Look.FAILED: _cross,
    Look.ARCHIVED: _box,
    Look.GONE: _dashed_circle,
}
