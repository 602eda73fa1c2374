"""Pages behind tabs. Must not know what is on them."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtWidgets import QTabBar, QVBoxLayout, QWidget

from batchdesk.desktop.style.appearance import GRID
from batchdesk.engine.watched import WatchedBatch

_STYLE = """
QTabBar::tab { padding: 4px 10px; border: none; border-bottom: 2px solid transparent; }
QTabBar::tab { color: palette(placeholder-text); }
QTabBar::tab:hover { color: palette(text); }
QTabBar::tab:selected { color: palette(text); border-bottom-color: palette(link); }
QTabBar::tab:selected:focus { background: palette(highlight); }
"""
"""Fusion's tabs of one ground on another are hardly told apart in the dark."""


class Page(QWidget):
    """What a tab shows of a batch."""

    def show_of(self, batch: WatchedBatch | None, now: datetime) -> None:
        """Show what there is of this batch now; None: nobody looks any more, and nothing needs to be read."""
        raise NotImplementedError


class Tabs(QWidget):
    """A page is made when its tab is first opened, and only the one that is seen is told of the batch.

    As high as the page that is shown: a QTabWidget is as high as the highest of them.
    """

    def __init__(self, name: str, now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._batch: WatchedBatch | None = None
        self._makers: list[Callable[[], Page]] = []
        self._made: dict[int, Page] = {}
        self.bar = QTabBar()
        self.bar.setAccessibleName(name)
        self.bar.setExpanding(False)
        self.bar.setDrawBase(False)
        self.bar.setStyleSheet(_STYLE)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * GRID)
        self._column.addWidget(self.bar)
        self.bar.currentChanged.connect(self._open)

    def add(self, title: str, make: Callable[[], Page]) -> None:
        """One more tab; the first is open."""
        self._makers.append(make)
        self.bar.addTab(title)

    @property
    def page(self) -> Page:
        """The page that is shown."""
        return self._made[self.bar.currentIndex()]

    def show_of(self, batch: WatchedBatch | None, now: datetime) -> None:
        """Have the page that is seen show this batch."""
        self._batch = batch
        self.page.show_of(batch, now)

    def _open(self, number: int) -> None:
        if number not in self._made:
            self._made[number] = self._makers[number]()
            self._column.addWidget(self._made[number], 1)
        for other, page in self._made.items():
            page.setVisible(other == number)
        self.page.show_of(self._batch, self._now())
