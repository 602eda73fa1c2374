"""The pane: one batch that is chosen, or that none is."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStackedWidget, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.detail.own_words import OwnWords
from batchdesk.desktop.detail.page import DetailPage
from batchdesk.desktop.detail.scale import TimelineRead, read_timeline
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import VersionRecord
from batchdesk.words.catalogue import translate

_DISK_SECONDS = 0.2
_DISK_ATTEMPTS = 10


class DetailPane(QStackedWidget):
    """Shows the batch that is chosen, or says that none is."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._shown: WatchedBatch | None = None
        self._loading: asyncio.Task[None] | None = None
        self.page = DetailPage(OwnWords(engine, tasks))
        self._nothing = plain_label()
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.addWidget(self._nothing)
        self.addWidget(self.page)
        self.setAccessibleName(translate("Detail", "The batch chosen"))
        self.setMinimumSize(70 * GRID, 40 * GRID)
        self.show_batches([])

    def show_batches(self, chosen: list[WatchedBatch]) -> None:
        """Show the one batch that is chosen; of several, how many they are."""
        if len(chosen) == 1:
            self._show(chosen[0])
        else:
            self.show_number(len(chosen))

    def show_number(self, chosen: int) -> None:
        """Say how many batches are chosen, none of which is shown."""
        self._shown = None
        self._stop_loading()
        self._nothing.setText(
            translate("Detail", "%n batches are chosen.", chosen)
            if chosen
            else translate("Detail", "Choose a batch to see all that is known of it.")
        )
        self.setCurrentIndex(0)

    def refresh_times(self) -> None:
        """Time has passed."""
        if self._shown is not None:
            self.page.show_facts(self._shown, utc_now())

    def _show(self, batch: WatchedBatch) -> None:
        before, self._shown = self._shown, batch
        self.page.show_facts(batch, utc_now())
        self.setCurrentWidget(self.page)
        same = before is not None and before.key == batch.key
        if not same:
            self.page.life.show_timeline(TimelineRead())
        if not (same and before is not None and before.state.version == batch.state.version):
            self._stop_loading()
            self._loading = self._tasks.start(self._load(batch.key, batch.state.version))

    async def _load(self, key: BatchKey, version: int) -> None:
        """Show the timeline. The row does not wait for the disk, so the newest version may be there a moment later."""
        shown: list[VersionRecord] | None = None
        for _attempt in range(_DISK_ATTEMPTS):
            read = await self._engine.read(lambda reader: read_timeline(reader, key))
            versions = read.versions
            if versions != shown:
                self.page.life.show_timeline(read)
                shown = versions
            if version == 0 or (versions and versions[-1].version >= version):
                return
            await asyncio.sleep(_DISK_SECONDS)

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None
