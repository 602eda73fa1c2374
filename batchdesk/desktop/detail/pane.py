"""The pane: one batch that is chosen, or that none is."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStackedWidget, QWidget

from batchdesk.batch.identity import BatchKey, web_address
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate

if TYPE_CHECKING:
    from batchdesk.desktop.detail.page import DetailPage


class DetailPane(QStackedWidget):
    """Shows the batch that is chosen, or says that none is."""

    undoable = Signal(str, object)
    """(words, TakeBack): somebody changed their own words about the batch."""
    open_wanted = Signal(object)
    """The WatchedBatch whose page is to be opened."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._shown: WatchedBatch | None = None
        self.page_of: Callable[[BatchKey], str] = web_address
        """Where a batch's page is."""
        self._nothing = plain_label()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.addWidget(self._nothing)
        self.setAccessibleName(translate("Detail", "The batch chosen"))
        self.setMinimumSize(70 * GRID, 26 * GRID)
        self.show_batches([])

    @cached_property
    def page(self) -> "DetailPage":
        """What shows a batch: with many widgets, and none at the start of the program, when nothing is chosen."""
        from batchdesk.desktop.detail.page import DetailPage

        page = DetailPage(self._engine, self._tasks)
        page.own.undoable.connect(self.undoable)
        page.buttons.open_wanted.connect(self.open_wanted)
        page.buttons.page_of = lambda key: self.page_of(key)
        self.addWidget(page)
        return page

    def show_batches(self, chosen: list[WatchedBatch]) -> None:
        """Show the one batch that is chosen; of several, how many they are."""
        if len(chosen) == 1:
            self._shown = chosen[0]
            self.page.show_batch(chosen[0], utc_now())
            self.setCurrentWidget(self.page)
        else:
            self.show_number(len(chosen))

    def show_number(self, chosen: int) -> None:
        """Say how many batches are chosen, none of which is shown."""
        if self._shown is not None:
            self._shown = None
            self.page.leave(utc_now())
        self._nothing.setText(
            translate("Detail", "%n batches are chosen.", chosen)
            if chosen
            else translate("Detail", "Choose a batch to see all that is known of it.")
        )
        self.setCurrentIndex(0)

    def follow(self, other: "DetailPane") -> None:
        """Have the tab open that is open in another one."""
        self.page.tabs.bar.setCurrentIndex(other.page.tabs.bar.currentIndex())

    def refresh_times(self) -> None:
        """Time has passed."""
        if self._shown is not None:
            self.page.show_batch(self._shown, utc_now())
