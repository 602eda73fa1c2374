"""The cell of the progress: words over the bar."""

from datetime import datetime

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from batchdesk.batch import status
from batchdesk.batch.progress import progress_of
from batchdesk.desktop.watching import status_icons
from batchdesk.desktop.watching.delegates import (
    ICON_SIZE,
    LEAST_FOR_TWO_LINES,
    MARGIN,
    Cell,
    CellDelegate,
    colour,
    draw_words,
    halves,
    icon_rect,
    is_moving,
    width,
)
from batchdesk.desktop.watching.progress_bar import BAR_HEIGHT, draw_running, draw_segments
from batchdesk.desktop.watching.status_icons import Look, look_of
from batchdesk.engine.watched import WatchedBatch

LEAST_BAR = 80
"""Pixels in which five segments can be told apart."""


class ProgressDelegate(CellDelegate):
    """What succeeded needs no bar: the tick and its words are enough. What is gone or unknown has none to show."""

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        look = look_of(cell.batch)
        if look is Look.SUCCEEDED:
            self._paint_success(painter, cell)
        elif look is Look.GONE or (look is Look.QUEUED and cell.batch.state.status != status.QUEUED):
            super().paint_cell(painter, cell)
        else:
            self._paint_bar(painter, cell, look)

    def width_of(self, cell: Cell) -> int:
        return max(width(cell.fonts.small, self.words(cell)), LEAST_BAR)

    def _paint_success(self, painter: QPainter, cell: Cell) -> None:
        status_icons.draw(painter, QRectF(icon_rect(cell.content)), Look.SUCCEEDED, cell.theme)
        painter.setPen(colour(cell.theme.muted))
        draw_words(painter, cell.content.adjusted(ICON_SIZE + MARGIN, 0, 0, 0), self.words(cell), self.alignment)

    def _paint_bar(self, painter: QPainter, cell: Cell, look: Look) -> None:
        upper, _ = halves(cell.content)
        painter.setFont(cell.fonts.small)
        painter.setPen(colour(cell.theme.muted if cell.batch.state.ended else cell.theme.text))
        draw_words(painter, upper, self.words(cell), self.alignment)
        bar = QRectF(bar_rect(cell.content))
        progress = progress_of(cell.batch.state, cell.batch.usual, self.now())
        if look is Look.RUNNING:
            draw_running(painter, bar, progress, cell.theme, self.motion.turn if is_moving(cell.batch) else 0.0)
        else:
            filled, track = colour(look.colour(cell.theme)), colour(cell.theme.line)
            draw_segments(painter, bar, progress.copies or 0, progress.target, filled, track)


def bar_moves(batch: WatchedBatch, now: datetime) -> bool:
    """Whether the bar has something that moves by itself. An estimate grows with the seconds only."""
    progress = progress_of(batch.state, batch.usual, now)
    return progress.fraction is None or progress.over_seconds is not None


def bar_rect(content: QRect) -> QRect:
    """Where the bar is in a cell, below its words or beside them."""
    _, lower = halves(content)
    below = lower.height() < LEAST_FOR_TWO_LINES // 2
    top = lower.top() + 2 if below else lower.center().y() - BAR_HEIGHT // 2 + 1
    return QRect(lower.left(), top, lower.width(), BAR_HEIGHT)
