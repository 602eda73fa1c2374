"""A line of the filter list. Must not know what it filters by."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.watching.delegates import colour
from batchdesk.words.catalogue import translate

ROW = 7 * GRID
REMARK = 4 * GRID
"""Height of the second line."""


class Line(QWidget):
    """Between the views and their filters."""

    def sizeHint(self) -> QSize:
        return QSize(0, 4 * GRID)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(0, GRID, self.width(), 1, colour(appearance.colours().line))
        painter.end()


class FilterButton(QAbstractButton):
    """A filter and its number."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self._number: int | None = None
        self._remark = ""
        self._is_trouble = False
        self.setText(title)
        self.setShortcut(QKeySequence())  # an ampersand in a person's or a server's word makes no key
        self.setCheckable(True)
        self.setFixedHeight(ROW)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(title)

    @property
    def number(self) -> int | None:
        """How many batches it shows; None where that is not counted."""
        return self._number

    def set_number(self, number: int) -> None:
        """Show how many batches it shows."""
        if number != self._number:
            self._number = number
            self.setAccessibleName(translate("Window", "{filter}, %n batches", number, filter=self.text()))
            self.update()

    def set_remark(self, words: str, *, trouble: bool = False) -> None:
        """Say this in a second, smaller line; empty takes it away."""
        if (words, trouble) != (self._remark, self._is_trouble):
            self._remark, self._is_trouble = words, trouble
            self.setFixedHeight(ROW + REMARK if words else ROW)
            self.update()

    @property
    def remark(self) -> str:
        """What the second line says."""
        return self._remark

    def nextCheckState(self) -> None:  # noqa: N802 (Qt's name)
        """Nothing: what is chosen is what the search box says."""

    def sizeHint(self) -> QSize:
        return QSize(20 * GRID, self.height())

    def words_that_fit(self) -> str:
        """Its text beside the number, shortened where there is no room for all of it."""
        metrics = QFontMetrics(appearance.tabular(self.font()))
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideMiddle, self._place_of_words(metrics).width())

    def _place_of_words(self, metrics: QFontMetrics) -> QRect:
        return self._place.adjusted(0, 0, -metrics.horizontalAdvance(self._number_words) - 2 * GRID, 0)

    @property
    def _place(self) -> QRect:
        return QRect(4 * GRID, 0, self.width() - 7 * GRID, ROW)

    @property
    def _number_words(self) -> str:
        return f"{self._number:,}" if self._number else ""

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = appearance.colours()
        painter = QPainter(self)
        ground = theme.selection if self.isChecked() else theme.base if self.underMouse() else theme.ground
        painter.fillRect(self.rect(), colour(ground))
        if self.hasFocus():
            painter.setPen(colour(theme.running))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setFont(appearance.tabular(self.font()))
        painter.setPen(colour(theme.muted))
        painter.drawText(self._place, Qt.AlignmentFlag.AlignRight | middle, self._number_words)
        painter.setPen(colour(theme.text if self._number != 0 or self.isChecked() else theme.muted))
        place = self._place_of_words(painter.fontMetrics())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | middle, self.words_that_fit())
        if self._remark:
            self._paint_remark(painter, QRect(4 * GRID, ROW - GRID, self.width() - 7 * GRID, REMARK))
        painter.end()

    def _paint_remark(self, painter: QPainter, place: QRect) -> None:
        theme = appearance.colours()
        painter.setFont(appearance.smaller(self.font()))
        painter.setPen(colour(theme.partial if self._is_trouble else theme.muted))
        words = painter.fontMetrics().elidedText(self._remark, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, words)
