"""How a row of the history is painted: as in the live table, at rest, with what was looked for marked."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from batchdesk.desktop.history.columns import Column, matches, words_of
from batchdesk.desktop.history.model import HistoryModel, alignment_of
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import Colours
from batchdesk.desktop.watching import status_icons
from batchdesk.desktop.watching.delegates import FOCUS_WIDTH, ICON_SIZE, MARGIN, Fonts, colour, halves, icon_rect, width
from batchdesk.desktop.watching.status_icons import look_of
from batchdesk.engine.cached import cached_row
from batchdesk.store.records import BatchRecord
from batchdesk.words.plain import one_line

Index = QModelIndex | QPersistentModelIndex

_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_ALIGNMENTS = {column: int(alignment_of(column) | Qt.TextFlag.TextSingleLine) for column in Column}
"""As numbers: to put two of Qt's flags together in Python takes longer than to paint a word."""
_LEFT = _ALIGNMENTS[Column.NAME]


class HistoryDelegate(QStyledItemDelegate):
    """Paints every column."""

    def __init__(self, model: HistoryModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._font = QFont()
        self._fonts = Fonts.of(self._font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.font != self._font:
            self._font = QFont(option.font)
            self._fonts = Fonts.of(self._font)
        theme = appearance.colours()
        painter.save()
        painter.setClipRect(option.rect)
        _paint_ground(painter, option, theme)
        entry = self._model.entry(index.row())
        content = option.rect.adjusted(MARGIN, 0, -MARGIN, -1)
        if entry is None:
            _paint_placeholder(painter, content, theme)
        else:
            self._paint_cell(painter, content, entry.batch, Column(index.column()), theme)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        words = self._model.data(self._model.index(index.row(), index.column()))
        extra = ICON_SIZE + MARGIN if index.column() == Column.STATUS else 0
        needed = width(self._fonts.words, str(words)) + extra + 2 * MARGIN
        return QSize(needed, appearance.row_height(option.fontMetrics))

    def _paint_cell(
        self, painter: QPainter, content: QRect, batch: BatchRecord, column: Column, theme: Colours
    ) -> None:
        painter.setFont(self._fonts.words)
        if column is Column.STATUS:
            content = self._paint_status(painter, content, batch, theme)
        elif column is Column.NAME:
            self._paint_name(painter, content, batch, theme)
            return
        else:
            painter.setPen(colour(theme.text if column is Column.COPIES else theme.muted))
        words = words_of(batch, column, self._model.now(), self._model.looked_for)
        marked = column in (Column.REMARK, Column.TAGS)
        self._draw(painter, content, words, _ALIGNMENTS[column], theme, marked=marked)

    def _paint_status(self, painter: QPainter, content: QRect, batch: BatchRecord, theme: Colours) -> QRect:
        look = look_of(cached_row(batch))
        status_icons.draw(painter, QRectF(icon_rect(content)), look, theme)
        painter.setPen(colour(look.colour(theme)))
        return content.adjusted(ICON_SIZE + MARGIN, 0, 0, 0)

    def _paint_name(self, painter: QPainter, content: QRect, batch: BatchRecord, theme: Colours) -> None:
        label, identity = one_line(batch.label), content
        if label:
            upper, identity = halves(content)
            painter.setPen(colour(theme.text))
            self._draw(painter, upper, label, _LEFT, theme, marked=True)
        painter.setFont(self._fonts.small_identity if label else self._fonts.identity)
        painter.setPen(colour(theme.muted if label else theme.text))
        elide = Qt.TextElideMode.ElideMiddle
        self._draw(painter, identity, batch.key.batch_id, _LEFT, theme, marked=True, elide=elide)

    def _draw(
        self,
        painter: QPainter,
        place: QRect,
        words: str,
        alignment: int,
        theme: Colours,
        *,
        marked: bool,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        """Plain text on one line, shortened to fit; behind what was looked for a marker's stroke."""
        if not words:
            return
        metrics = painter.fontMetrics()
        fitting = metrics.elidedText(words, elide, place.width())
        if marked and self._model.looked_for:
            top = place.center().y() - metrics.height() // 2
            for start, end in matches(fitting, self._model.looked_for):
                left = place.left() + metrics.horizontalAdvance(fitting[:start])
                stroke = QRect(left, top, metrics.horizontalAdvance(fitting[start:end]), metrics.height())
                painter.fillRect(stroke, colour(theme.changed))
        painter.drawText(place, alignment, fitting)


def _paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Colours) -> None:
    state, rect = option.state.value, option.rect
    painter.fillRect(rect, colour(theme.selection if state & _SELECTED else theme.base))
    painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, colour(theme.line))
    if state & _FOCUSED:
        painter.fillRect(rect.left(), rect.top(), FOCUS_WIDTH, rect.height(), colour(theme.running))


def _paint_placeholder(painter: QPainter, content: QRect, theme: Colours) -> None:
    """A row that is being read: where its words are going to be."""
    line = QRect(content.left(), content.center().y() - 3, content.width() * 2 // 3, 6)
    painter.fillRect(line, colour(theme.line))
