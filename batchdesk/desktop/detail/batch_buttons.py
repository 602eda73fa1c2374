"""What is done with the batch that is shown: its page opened, its id or all of it in a line put on the clipboard."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from batchdesk.batch.identity import BatchKey, web_address
from batchdesk.desktop.detail.copy_button import CopyButton
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.desktop.watching.markdown import as_markdown
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate


class BatchButtons(QWidget):
    """A row of small buttons."""

    open_wanted = Signal(object)
    """The WatchedBatch whose page is to be opened."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._batch: WatchedBatch | None = None
        self.page_of: Callable[[BatchKey], str] = web_address
        """Where a batch's page is."""
        self.open = QPushButton(translate("Detail", "Open"))
        self.open.setAccessibleName(translate("Window", "Open in the browser"))
        self.open.setAutoDefault(True)  # Enter does it as well
        self.open.clicked.connect(lambda: self.open_wanted.emit(self._batch))
        self.copy_id = CopyButton(translate("Detail", "Copy id"), translate("Window", "Copy the id"), self._id)
        self.copy_markdown = CopyButton(
            translate("Detail", "Markdown"), translate("Window", "Copy as Markdown"), self._markdown
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        for button in (self.open, self.copy_id, self.copy_markdown):
            button.setFont(appearance.smaller(button.font()))
            button.setToolTip(button.accessibleName())
            row.addWidget(button)
        row.addStretch(1)

    def show_of(self, batch: WatchedBatch) -> None:
        """From now on they do it with this one."""
        self._batch = batch

    def _id(self) -> str:
        return self._batch.key.batch_id if self._batch is not None else ""

    def _markdown(self) -> str:
        return as_markdown([self._batch], utc_now(), self.page_of) if self._batch is not None else ""
