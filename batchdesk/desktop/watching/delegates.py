"""How the cells of the table are painted: ground, status, name, and plain words."""

from functools import cache
from typing import cast

from msgspec import Struct
from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from batchdesk.batch.connection import ConnectionState
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID, Colours
from batchdesk.desktop.style.motion import Motion
from batchdesk.desktop.watching import status_icons
from batchdesk.desktop.watching.batch_model import BatchModel, alignment_of
from batchdesk.desktop.watching.columns import Column, words_of
from batchdesk.desktop.watching.status_icons import FULL_TURN, Look, look_of
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.plain import one_line

Index = QModelIndex | QPersistentModelIndex

MARGIN = 2 * GRID
LEAST_FOR_TWO_LINES = 32
ICON_SIZE = 14
FOCUS_WIDTH = 3
LONGEST_LABEL = 200

_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
"""As numbers: to put two of Qt's flags together in Python takes longer than to fill a cell."""


class Fonts(Struct, frozen=True):
    """A table's font and those made from it. Making one takes longer than painting a word with it."""

    words: QFont
    """Figures of one width."""
    small: QFont
    identity: QFont
    small_identity: QFont

    @classmethod
    def of(cls, font: QFont) -> "Fonts":
        """All of them, for this one."""
        monospace = appearance.monospace(font)
        tabular = appearance.tabular(font)
        return cls(tabular, appearance.smaller(tabular), monospace, appearance.smaller(monospace))


class Cell(Struct, frozen=True):
    """What is needed to paint one cell."""

    rect: QRect
    fonts: Fonts
    selected: bool
    focused: bool
    batch: WatchedBatch
    theme: Colours

    @property
    def content(self) -> QRect:
        """The cell without its margins."""
        return content_of(self.rect)


def is_moving(batch: WatchedBatch) -> bool:
    """Whether its shapes turn and slide: it runs, and we hear so from the server."""
    return look_of(batch) is Look.RUNNING and batch.connection.state is ConnectionState.LIVE


class CellDelegate(QStyledItemDelegate):
    """The ground of a row, and the words of one column on one line.

    Asks the model itself: each question through an index would be a way through Qt and back.
    """

    def __init__(self, column: Column, batches: BatchModel, motion: Motion, parent: QWidget) -> None:
        super().__init__(parent)
        self.motion = motion
        self.now = batches.now
        self._batches = batches
        self._column = column
        self.alignment = int(alignment_of(column) | Qt.TextFlag.TextSingleLine)
        self._font = QFont()
        self._fonts = Fonts.of(self._font)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._cell(option, index)
        painter.save()
        painter.setClipRect(cell.rect)
        self._paint_ground(painter, cell)
        painter.setFont(cell.fonts.words)
        self.paint_cell(painter, cell)
        painter.restore()

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        """Paint what the cell says."""
        painter.setPen(colour(cell.theme.muted if cell.batch.state.ended else cell.theme.text))
        draw_words(painter, cell.content, self.words(cell), self.alignment)

    def words(self, cell: Cell) -> str:
        """What the column says of the batch at this moment."""
        return words_of(cell.batch, self._column, self.now())

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = self._cell(option, index)
        return QSize(self.width_of(cell) + 2 * MARGIN, appearance.row_height(option.fontMetrics))

    def width_of(self, cell: Cell) -> int:
        """How wide the whole content is, in pixels."""
        return width(cell.fonts.words, self.words(cell))

    def _cell(self, option: QStyleOptionViewItem, index: Index) -> Cell:
        if option.font != self._font:
            self._font = QFont(option.font)
            self._fonts = Fonts.of(self._font)
        state = option.state.value
        return Cell(
            rect=option.rect,
            fonts=self._fonts,
            selected=bool(state & _SELECTED),
            focused=bool(state & _FOCUSED),
            batch=self._batches.batch_at(index.row()),
            theme=appearance.colours(),
        )

    def _paint_ground(self, painter: QPainter, cell: Cell) -> None:
        ground = cell.theme.selection if cell.selected else cell.theme.base
        glow = self.motion.glow(cell.batch.key)
        painter.fillRect(cell.rect, appearance.mixed(ground, cell.theme.changed, glow) if glow else colour(ground))
        painter.fillRect(cell.rect.left(), cell.rect.bottom(), cell.rect.width(), 1, colour(cell.theme.line))
        if cell.focused:
            painter.fillRect(
                cell.rect.left(), cell.rect.top(), FOCUS_WIDTH, cell.rect.height(), colour(cell.theme.running)
            )


class StatusDelegate(CellDelegate):
    """The shape of the status and its word, in its colour."""

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        look = look_of(cell.batch)
        turned = int(self.motion.turn * FULL_TURN) if is_moving(cell.batch) else 0
        status_icons.draw(painter, QRectF(icon_rect(cell.content)), look, cell.theme, turned)
        painter.setPen(colour(look.colour(cell.theme)))
        draw_words(painter, cell.content.adjusted(ICON_SIZE + MARGIN, 0, 0, 0), self.words(cell), self.alignment)

    def width_of(self, cell: Cell) -> int:
        return super().width_of(cell) + ICON_SIZE + MARGIN


class NameDelegate(CellDelegate):
    """The operator's label over the id, or the id alone; the label is edited in its place."""

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        label = one_line(cell.batch.label)
        identity, identity_font = cell.content, cell.fonts.identity
        if label:
            upper, identity = halves(cell.content)
            painter.setPen(colour(cell.theme.text))
            draw_words(painter, upper, label, self.alignment)
            identity_font = cell.fonts.small_identity
        painter.setFont(identity_font)
        painter.setPen(colour(cell.theme.muted if label else cell.theme.text))
        draw_words(painter, identity, cell.batch.key.batch_id, self.alignment, Qt.TextElideMode.ElideMiddle)

    def width_of(self, cell: Cell) -> int:
        label = one_line(cell.batch.label)
        identity_font = cell.fonts.small_identity if label else cell.fonts.identity
        return max(width(cell.fonts.words, label), width(identity_font, cell.batch.key.batch_id))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        batch = self._batches.batch_at(index.row())
        editor.setMaxLength(LONGEST_LABEL)
        editor.setPlaceholderText(batch.key.batch_id)
        editor.setText(batch.label)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 (Qt's name)
        """Nothing: Qt calls this with every news of the row, and would wipe out what is being typed."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 (Qt's name)
        model.setData(cast(QModelIndex, index), cast(QLineEdit, editor).text())


@cache
def colour(name: str) -> QColor:
    """The colour of this `#RRGGBB`, read once."""
    return QColor(name)


def width(font: QFont, words: str) -> int:
    """How wide these words are, in pixels."""
    return QFontMetrics(font).horizontalAdvance(words)


def content_of(cell: QRect) -> QRect:
    """A cell without its margins."""
    return cell.adjusted(MARGIN, 0, -MARGIN, -1)


def icon_rect(content: QRect) -> QRect:
    """Where the shape of the status is in a cell."""
    return QRect(content.left(), content.center().y() - ICON_SIZE // 2 + 1, ICON_SIZE, ICON_SIZE)


def halves(content: QRect) -> tuple[QRect, QRect]:
    """The two lines of a cell; side by side in a row that is high enough for one only."""
    if content.height() < LEAST_FOR_TWO_LINES:
        words = (content.width() - MARGIN) * 3 // 5
        right = content.adjusted(words + MARGIN, 0, 0, 0)
        return QRect(content.left(), content.top(), words, content.height()), right
    middle = content.top() + content.height() // 2 + 1
    upper = QRect(content.left(), content.top() + 2, content.width(), middle - content.top() - 2)
    lower = QRect(content.left(), middle, content.width(), content.bottom() - middle - 1)
    return upper, lower


def draw_words(
    painter: QPainter,
    place: QRect,
    words: str,
    alignment: int,
    shortened: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Draw `words` as plain text, shortened to fit. `alignment`: flags of Qt's alignment and text."""
    if words:
        painter.drawText(place, alignment, painter.fontMetrics().elidedText(words, shortened, place.width()))
