"""The life of a batch: its versions drawn to scale and in a list, and the JSON of the one that is chosen."""

import asyncio
from datetime import datetime

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.detail.loading import Loading
from batchdesk.desktop.detail.scale import ScaleBar, TimelineRead, read_timeline, stretches
from batchdesk.desktop.detail.tabs import Page
from batchdesk.desktop.detail.texts import TextBox, section_label
from batchdesk.desktop.detail.timeline import Timeline
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import VersionRecord
from batchdesk.words.catalogue import translate

_RAW_LINES = 10
_DISK_SECONDS = 0.2
_DISK_ATTEMPTS = 10


class LifePage(Page):
    """What the cache has of it; read anew with each version."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._loading = Loading(tasks)
        self._shown: WatchedBatch | None = None
        self.scale = ScaleBar()
        self.timeline = Timeline()
        self.raw = TextBox(translate("Detail", "JSON of the version"))
        self.raw.setFont(appearance.monospace(appearance.smaller(self.raw.font())))
        self.raw.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.raw.setMinimumHeight(self.raw.fontMetrics().lineSpacing() * _RAW_LINES)
        self.timeline.chosen.connect(self.raw.setPlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * GRID)
        column.addWidget(self.scale)
        column.addWidget(self.timeline)
        column.addWidget(section_label(translate("Detail", "As the server sent it")))
        column.addWidget(self.raw, 1)

    def show_of(self, batch: WatchedBatch | None, now: datetime) -> None:
        before, self._shown = self._shown, batch
        if batch is None:
            self._loading.stop()
            return
        other = before is None or before.key != batch.key
        if other:
            self._show_timeline(TimelineRead())
        if other or before is None or before.state.version != batch.state.version:
            self._loading.start(self._load(batch.key, batch.state.version))

    async def _load(self, key: BatchKey, version: int) -> None:
        """Show the timeline. The row does not wait for the disk, so the newest version may be there a moment later."""
        shown: list[VersionRecord] | None = None
        for _attempt in range(_DISK_ATTEMPTS):
            read = await self._engine.read(lambda reader: read_timeline(reader, key))
            versions = read.versions
            if versions != shown:
                self._show_timeline(read)
                shown = versions
            if version == 0 or (versions and versions[-1].version >= version):
                return
            await asyncio.sleep(_DISK_SECONDS)

    def _show_timeline(self, read: TimelineRead) -> None:
        self.timeline.show_versions(read.versions)
        self.scale.show_life(stretches(read.added_at, read.versions), read.outages)
        self.scale.setVisible(self.scale.length.total_seconds() > 0)
