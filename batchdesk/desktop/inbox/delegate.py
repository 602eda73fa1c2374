"""How a line of the inbox is painted: a dot while it is unread, the shape of the outcome, two lines of words."""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from batchdesk.batch import status
from batchdesk.desktop.inbox.model import Index, Role
from batchdesk.desktop.inbox.words import outcome_words, where_words
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID, Colours
from batchdesk.desktop.watching import status_icons
from batchdesk.desktop.watching.status_icons import Look
from batchdesk.store.records import InboxEntry
from batchdesk.words.batches import name_of
from batchdesk.words.times import age

ICON_SIZE = 14
DOT = 7
MARGIN = 3 * GRID
FOCUS_WIDTH = 3

_LOOKS = {
    status.SUCCEEDED: Look.SUCCEEDED,
    status.PARTIAL_SUCCESS: Look.PARTIAL,
    status.FAILED: Look.FAILED,
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class InboxDelegate(QStyledItemDelegate):
    """All text is drawn as it is: names come from people and servers."""

    def __init__(self, now: Callable[[], datetime], parent: QWidget) -> None:
        super().__init__(parent)
        self._now = now

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(80 * GRID, 2 * QFontMetrics(option.font).height() + 4 * GRID)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = cast(InboxEntry, index.data(Role.ENTRY))
        unread = bool(index.data(Role.UNREAD))
        theme = appearance.colours()
        painter.save()
        painter.setClipRect(option.rect)
        _paint_ground(painter, option, theme)
        content = option.rect.adjusted(MARGIN, GRID, -MARGIN, -GRID)
        if unread:
            _paint_dot(painter, content, theme)
        left = content.left() + DOT + 2 * GRID
        shape = QRectF(left, content.center().y() - ICON_SIZE / 2, ICON_SIZE, ICON_SIZE)
        status_icons.draw(painter, shape, _LOOKS.get(entry.notice.outcome, Look.QUEUED), theme)
        content.setLeft(left + ICON_SIZE + 2 * GRID)
        self._paint_words(painter, content, entry, _font(option.font, bold=unread), theme)
        painter.restore()

    def _paint_words(
        self, painter: QPainter, place: QRect, entry: InboxEntry, name_font: QFont, theme: Colours
    ) -> None:
        upper, lower = QRect(place), QRect(place)
        upper.setBottom(place.center().y())
        lower.setTop(place.center().y() + 1)
        small = appearance.tabular(appearance.smaller(_font(name_font, bold=False)))
        painter.setFont(small)
        painter.setPen(QColor(theme.muted))
        upper.setRight(_draw_right(painter, upper, age(entry.notice.ended_at, self._now()), upper.width()))
        outcome = outcome_words(entry.notice)
        # Where it is narrow, what became of the batch stays whole, and where it was shown is in the tooltip.
        room = place.width() - painter.fontMetrics().horizontalAdvance(outcome) - MARGIN
        lower.setRight(_draw_right(painter, lower, where_words(entry), max(room, place.width() // 3)))
        _draw(painter, lower, outcome)
        painter.setFont(name_font)
        painter.setPen(QColor(theme.text))
        _draw(painter, upper, name_of(entry.notice))


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Colours) -> None:
    rect = option.rect
    selected = bool(option.state & QStyle.StateFlag.State_Selected)
    painter.fillRect(rect, QColor(theme.selection if selected else theme.base))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(theme.line))
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.fillRect(rect.left(), rect.top(), FOCUS_WIDTH, rect.height(), QColor(theme.running))


def _paint_dot(painter: QPainter, content: QRect, theme: Colours) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(theme.running))
    painter.drawEllipse(QRectF(content.left(), content.center().y() - DOT / 2, DOT, DOT))


def _draw(painter: QPainter, place: QRect, words: str) -> None:
    shortened = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, _LEFT | Qt.TextFlag.TextSingleLine, shortened)


def _draw_right(painter: QPainter, place: QRect, words: str, room: int) -> int:
    """Draw at the right edge in at most so many pixels, and return where the room of the others ends."""
    shortened = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room)
    painter.drawText(place, _RIGHT | Qt.TextFlag.TextSingleLine, shortened)
    return place.right() - painter.fontMetrics().horizontalAdvance(shortened) - MARGIN


def _font(font: QFont, *, bold: bool) -> QFont:
    result = QFont(font)
    result.setBold(bold)
    return result
