"""One frame of what moves in the table: where it is, and how it is painted.

Shapes that turn and slide are painted by themselves, since a view asks for a dozen things before it paints a cell, and
they move as long as anything runs.
"""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter, QRegion

from batchdesk.batch.progress import progress_of
from batchdesk.desktop.style.appearance import Colours
from batchdesk.desktop.watching import status_icons
from batchdesk.desktop.watching.delegates import colour
from batchdesk.desktop.watching.progress_bar import draw_running
from batchdesk.desktop.watching.status_icons import FULL_TURN, Look
from batchdesk.engine.watched import WatchedBatch


class Shapes(Struct, frozen=True):
    """What moves in one row."""

    batch: WatchedBatch
    ground: str
    """The colour that is under them."""
    ring: QRect | None
    bar: QRect | None
    """None for what stands still, and for what is in a hidden column."""


class Frame(Struct, frozen=True):
    """What is to be painted, and nothing else."""

    region: QRegion
    shapes: tuple[Shapes, ...]
    rows: QRegion
    """Whole rows, whose ground fades: a part of `region`."""


def paint_shapes(painter: QPainter, shapes: Iterable[Shapes], theme: Colours, turn: float, now: datetime) -> None:
    """Paint them as they are in their cells, `turn` (0 … 1) of the way."""
    for each in shapes:
        if each.ring is not None:
            painter.fillRect(each.ring, colour(each.ground))
            status_icons.draw(painter, QRectF(each.ring), Look.RUNNING, theme, int(turn * FULL_TURN))
        if each.bar is not None:
            painter.fillRect(each.bar, colour(each.ground))
            draw_running(painter, QRectF(each.bar), progress_of(each.batch.state, each.batch.usual, now), theme, turn)
