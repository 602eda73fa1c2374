"""How a line of the command palette is painted: its name, and what it is in muted letters at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID

KIND = Qt.ItemDataRole.UserRole
MARK = 3
"""Width of the line at the left of the one that Enter does."""
SHARE_OF_KIND = 0.4
"""The most a kind takes: it may be a long name of a key, or a translation."""

Index = QModelIndex | QPersistentModelIndex


class ChoiceDelegate(QStyledItemDelegate):
    """All text is drawn as it is: names come from people and servers."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, max(option.fontMetrics.height() + 2 * GRID, 7 * GRID))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme, rect = appearance.colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(theme.selection))
            painter.fillRect(rect.left(), rect.top(), MARK, rect.height(), QColor(theme.running))
        place = rect.adjusted(3 * GRID, 0, -3 * GRID, 0)
        painter.setFont(option.font)
        metrics = painter.fontMetrics()
        kind = metrics.elidedText(
            str(index.data(KIND)), Qt.TextElideMode.ElideRight, int(place.width() * SHARE_OF_KIND)
        )
        painter.setPen(QColor(theme.muted))
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, kind)
        place.setRight(place.right() - metrics.horizontalAdvance(kind) - 3 * GRID)
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, place.width())
        painter.setPen(QColor(theme.text))
        painter.drawText(
            place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, name
        )
        painter.restore()
