"""How the cells of the table are painted: ground, status, name, and plain words."""

from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from batchdesk.batch.connection import ConnectionState
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID, ROW_HEIGHT, Colours
from batchdesk.desktop.style.motion import Motion
from batchdesk.desktop.watching import status_icons
from batchdesk.desktop.watching.batch_model import BATCH_ROLE, Column, alignment_of
from batchdesk.desktop.watching.status_icons import FULL_TURN, Look, look_of
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.plain import one_line

Index = QModelIndex | QPersistentModelIndex

MARGIN = 2 * GRID
ICON_SIZE = 14
FOCUS_WIDTH = 3
LONGEST_LABEL = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """What is needed to paint one cell."""

    rect: QRect
    font: QFont
    selected: bool
    focused: bool
    batch: WatchedBatch
    words: str
    alignment: Qt.AlignmentFlag
    theme: Colours

    @property
    def content(self) -> QRect:
        """The cell without its margins."""
        return self.rect.adjusted(MARGIN, 0, -MARGIN, -1)


def cell_of(option: QStyleOptionViewItem, index: Index) -> Cell:
    """Read what Qt hands to a delegate. The data of an index has no type of its own."""
    return Cell(
        rect=option.rect,
        font=option.font,
        selected=bool(option.state & QStyle.StateFlag.State_Selected),
        focused=bool(option.state & QStyle.StateFlag.State_HasFocus),
        batch=cast(WatchedBatch, index.data(BATCH_ROLE)),
        words=cast(str, index.data(Qt.ItemDataRole.DisplayRole)),
        alignment=alignment_of(Column(index.column())),
        theme=appearance.colours(),
    )


def is_moving(batch: WatchedBatch) -> bool:
    """Whether its shapes turn and slide: it runs, and we hear so from the server."""
    return look_of(batch) is Look.RUNNING and batch.connection.state is ConnectionState.LIVE


class CellDelegate(QStyledItemDelegate):
    """The ground of a row, and its words on one line. Numbers get figures of one width."""

    def __init__(self, motion: Motion, parent: QWidget) -> None:
        super().__init__(parent)
        self.motion = motion

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = cell_of(option, index)
        painter.save()
        painter.setClipRect(cell.rect)
        self._paint_ground(painter, cell)
        painter.setFont(appearance.tabular(cell.font))
        self.paint_cell(painter, cell)
        painter.restore()

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        """Paint what the cell says."""
        painter.setPen(QColor(cell.theme.muted if cell.batch.state.ended else cell.theme.text))
        draw_words(painter, cell.content, cell.words, cell.alignment)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        cell = cell_of(option, index)
        return QSize(QFontMetrics(cell.font).horizontalAdvance(cell.words) + 2 * MARGIN, ROW_HEIGHT)

    def _paint_ground(self, painter: QPainter, cell: Cell) -> None:
        ground = cell.theme.selection if cell.selected else cell.theme.base
        painter.fillRect(cell.rect, appearance.mixed(ground, cell.theme.changed, self.motion.glow(cell.batch.key)))
        painter.fillRect(cell.rect.left(), cell.rect.bottom(), cell.rect.width(), 1, QColor(cell.theme.line))
        if cell.focused:
            painter.fillRect(
                cell.rect.left(), cell.rect.top(), FOCUS_WIDTH, cell.rect.height(), QColor(cell.theme.running)
            )


class StatusDelegate(CellDelegate):
    """The shape of the status and its word, in its colour."""

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        look = look_of(cell.batch)
        turned = int(self.motion.turn * FULL_TURN) if is_moving(cell.batch) else 0
        status_icons.draw(painter, QRectF(icon_rect(cell.content)), look, cell.theme, turned)
        painter.setPen(QColor(look.colour(cell.theme)))
        words = cell.content.adjusted(ICON_SIZE + MARGIN, 0, 0, 0)
        draw_words(painter, words, cell.words, cell.alignment)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(ICON_SIZE + MARGIN, 0)


class NameDelegate(CellDelegate):
    """The operator's label over the id, or the id alone; the label is edited in its place."""

    def paint_cell(self, painter: QPainter, cell: Cell) -> None:
        label = one_line(cell.batch.label)
        identity = cell.content
        identity_font = appearance.monospace(cell.font)
        if label:
            upper, identity = halves(cell.content)
            painter.setPen(QColor(cell.theme.text))
            draw_words(painter, upper, label, cell.alignment)
            identity_font = appearance.smaller(identity_font)
        painter.setFont(identity_font)
        painter.setPen(QColor(cell.theme.muted if label else cell.theme.text))
        draw_words(painter, identity, cell.batch.key.batch_id, cell.alignment, Qt.TextElideMode.ElideMiddle)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setMaxLength(LONGEST_LABEL)
        editor.setPlaceholderText(cell_of(option, index).batch.key.batch_id)
        editor.setText(cast(str, index.data(Qt.ItemDataRole.EditRole)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:  # noqa: N802 (Qt's name)
        """Nothing: Qt calls this with every news of the row, and would wipe out what is being typed."""

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:  # noqa: N802 (Qt's name)
        model.setData(cast(QModelIndex, index), cast(QLineEdit, editor).text())


def icon_rect(content: QRect) -> QRect:
    """Where the shape of the status is in a cell."""
    return QRect(content.left(), content.center().y() - ICON_SIZE // 2 + 1, ICON_SIZE, ICON_SIZE)


def halves(content: QRect) -> tuple[QRect, QRect]:
    """The two lines of a cell."""
    middle = content.top() + content.height() // 2 + 1
    upper = QRect(content.left(), content.top() + 2, content.width(), middle - content.top() - 2)
    lower = QRect(content.left(), middle, content.width(), content.bottom() - middle - 1)
    return upper, lower


def draw_words(
    painter: QPainter,
    place: QRect,
    words: str,
    alignment: Qt.AlignmentFlag,
    shortened: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Draw `words` as plain text on one line, shortened to fit."""
    fitting = painter.fontMetrics().elidedText(words, shortened, place.width())
    painter.drawText(place, alignment | Qt.TextFlag.TextSingleLine, fitting)
