"""One chart as a widget: painted, pointed at, and walked with the arrow keys. What is pointed at is said in words."""

from html import escape

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from batchdesk.charts.chart import Chart
from batchdesk.charts.scene import Scene, Spot
from batchdesk.desktop.insights.canvas import pixmap_of
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import Colours
from batchdesk.words.catalogue import translate

LEAST = QSize(360, 240)

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class ChartWidget(QWidget):
    """Left and right walk its places, Enter opens what the one stands for, as a click does."""

    picked = Signal(object)
    """Pick"""

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.current: int | None = None
        """The number of the place that is pointed at."""
        self._scene: Scene | None = None
        self._picture: tuple[tuple[Colours, float], QPixmap] | None = None
        self.setMinimumSize(LEAST)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        """Show this from now on. Newer numbers in the same places keep the place that is pointed at."""
        pointed_at = self.current
        places = 0 if pointed_at is None else len(self.scene.spots)
        self.chart = chart
        self._forget()
        if pointed_at is not None and places == len(self.scene.spots):
            self._point_at(pointed_at)

    @property
    def scene(self) -> Scene:
        """What is painted, at the size it has now."""
        if self._scene is None:
            self._scene = self.chart.draw(float(self.width()), float(self.height()))
        return self._scene

    @property
    def spot(self) -> Spot | None:
        """The place that is pointed at."""
        return None if self.current is None else self.scene.spots[self.current]

    def _forget(self) -> None:
        self._scene = None
        self.current = None
        self._picture = None
        self._say()
        self.update()

    def _point_at(self, number: int | None) -> None:
        if number != self.current:
            self.current = number
            self._say()
            self.update()

    def _say(self) -> None:
        spot = self.spot
        name = self.chart.title if spot is None else f"{self.chart.title}: {spot.words}"
        self.setAccessibleName(name)
        self.setAccessibleDescription(translate("Insights", "Arrow keys walk the numbers, Enter shows their batches."))
        # A reader reads the name of what has the focus again when it changes.
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.setCursor(
            Qt.CursorShape.PointingHandCursor if spot is not None and spot.pick else Qt.CursorShape.ArrowCursor
        )

    def _painted(self, theme: Colours) -> QPixmap:
        """Painted once for each look, and not with every place that is pointed at."""
        look = (theme, self.devicePixelRatioF())
        if self._picture is None or self._picture[0] != look:
            self._picture = look, pixmap_of(self.scene, theme, self.font(), self.devicePixelRatioF())
        return self._picture[1]

    def _pick(self) -> None:
        if self.spot is not None and self.spot.pick is not None:
            self.picked.emit(self.spot.pick)

    def _show_words(self, at: QPoint) -> None:
        if self.spot is not None:
            QToolTip.showText(at, f"<p style='white-space:pre'>{escape(self.spot.words)}</p>", self)

    # What Qt tells.

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            self._show_words(event.globalPos())
            return True
        if event.type() == QEvent.Type.FocusOut:
            self._point_at(None)
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        count, key = len(self.scene.spots), Qt.Key(event.key())
        if key in _STEPS and count:
            step = _STEPS[key]
            at = (-1 if step > 0 else count) if self.current is None else self.current
            self._point_at(min(max(at + step, 0), count - 1))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End) and count:
            self._point_at(0 if key == Qt.Key.Key_Home else count - 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._pick()
            return
        else:
            super().keyPressEvent(event)
            return
        if self.spot is not None:
            self._show_words(self.mapToGlobal(QPoint(int(self.spot.x), int(self.spot.y))))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.scene.spot_at(event.position().x(), event.position().y()))
        if self.spot is None:
            QToolTip.hideText()
        else:
            self._show_words(event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point_at(self.scene.spot_at(event.position().x(), event.position().y()))
            self._pick()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if not self.hasFocus():
            self._point_at(None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._forget()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = appearance.colours()
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._painted(theme))
        if self.spot is not None:
            painter.setPen(QPen(QColor(theme.text), 1))
            painter.drawRect(QRectF(self.spot.x - 1, self.spot.y - 1, self.spot.width + 2, self.spot.height + 2))
        frame = theme.running if self.hasFocus() else theme.line
        painter.setPen(QPen(QColor(frame), 1))
        painter.drawRect(QRectF(QPointF(0.5, 0.5), self.size().toSizeF() - QSize(1, 1).toSizeF()))
        painter.end()
