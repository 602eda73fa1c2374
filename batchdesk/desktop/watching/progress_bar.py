"""The bar itself: segments where copies are known, one soft estimate where they are not. Paints; knows no cell."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPainterPath, QPolygonF

from batchdesk.batch.progress import FULLEST, Progress
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import Colours

BAR_HEIGHT = 8
SEGMENT_GAP = 2
ROUNDING = 2
SOFT_EDGE = 24
"""Pixels over which an estimate fades out: it says 'about here'."""
STRIPE_WIDTH = 8
STRIPES_A_TURN = 1
"""Slow: a late batch is no alarm."""
BUSY_SHARE = 0.25
MOST_SEGMENTS = 20
"""With more copies than this, single segments can no longer be told apart."""
LIGHTER = 0.45
"""How much of the ground is in the tint of an estimate."""


def draw_segments(painter: QPainter, bar: QRectF, filled: int, target: int, colour: QColor, track: QColor) -> None:
    """One segment a copy, `filled` of them full."""
    count = max(1, min(target, MOST_SEGMENTS))
    full = round(filled * count / max(1, target))
    width = (bar.width() - (count - 1) * SEGMENT_GAP) / count
    with _Antialiased(painter):
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(count):
            painter.setBrush(colour if number < full else track)
            left = bar.left() + number * (width + SEGMENT_GAP)
            painter.drawRoundedRect(QRectF(left, bar.top(), width, bar.height()), ROUNDING, ROUNDING)


def draw_running(painter: QPainter, bar: QRectF, progress: Progress, theme: Colours, turn: float) -> None:
    """The estimate and the usual range; stripes when it is late; a sliding piece where there is no history.

    `turn` (0 … 1) is how far the movement of stripes and piece is.
    """
    tint = appearance.mixed(theme.running, theme.base, LIGHTER)
    outline = QPainterPath()
    outline.addRoundedRect(bar, ROUNDING, ROUNDING)
    with _Antialiased(painter):
        painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
        painter.fillRect(bar, QColor(theme.line))
        if progress.fraction is None:
            _draw_busy(painter, bar, tint, turn)
        elif progress.over_seconds is not None:
            _draw_stripes(painter, bar, tint, QColor(theme.line), turn)
        else:
            _draw_estimate(painter, bar, progress.fraction, tint)
            _draw_usual(painter, bar, progress.usual_from, theme)


def _draw_estimate(painter: QPainter, bar: QRectF, fraction: float, tint: QColor) -> None:
    end = bar.width() * fraction
    edge = min(SOFT_EDGE, end)
    fading = QLinearGradient(bar.left() + end - edge, 0, bar.left() + end, 0)
    fading.setColorAt(0, tint)
    clear = QColor(tint)
    clear.setAlpha(0)
    fading.setColorAt(1, clear)
    painter.fillRect(QRectF(bar.left(), bar.top(), end, bar.height()), fading)


def _draw_usual(painter: QPainter, bar: QRectF, usual_from: float | None, theme: Colours) -> None:
    """From the first mark on, batches usually end; by the second, nine of ten have."""
    if usual_from is None:
        return
    for share in (usual_from, FULLEST):
        painter.fillRect(
            QRectF(round(bar.left() + bar.width() * share), bar.top(), 1, bar.height()), QColor(theme.muted)
        )


def _draw_stripes(painter: QPainter, bar: QRectF, tint: QColor, track: QColor, turn: float) -> None:
    reach = bar.adjusted(0, 0, -bar.width() * (1 - FULLEST), 0)
    painter.setClipRect(reach, Qt.ClipOperation.IntersectClip)
    painter.fillRect(reach, appearance.mixed(tint.name(), track.name(), 0.6))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    period = 2 * STRIPE_WIDTH
    left = reach.left() - period - bar.height() + turn * STRIPES_A_TURN * period
    while left < reach.right():
        bottom, top = bar.bottom(), bar.top()
        lean = bar.height()
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(left, bottom),
                    QPointF(left + lean, top),
                    QPointF(left + lean + STRIPE_WIDTH, top),
                    QPointF(left + STRIPE_WIDTH, bottom),
                ]
            )
        )
        left += period


def _draw_busy(painter: QPainter, bar: QRectF, tint: QColor, turn: float) -> None:
    width = bar.width() * BUSY_SHARE
    there_and_back = 1 - abs(2 * turn - 1)
    left = bar.left() + (bar.width() - width) * there_and_back
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(QRectF(left, bar.top(), width, bar.height()), ROUNDING, ROUNDING)


class _Antialiased:
    """A painter with smooth edges, as it was before afterwards."""

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter

    def __enter__(self) -> None:
        self._painter.save()
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def __exit__(self, *_error: object) -> None:
        self._painter.restore()
