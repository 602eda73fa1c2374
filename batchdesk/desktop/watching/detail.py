"""All that is known of one batch: the pane beside the table."""

import asyncio
from datetime import datetime
from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QPlainTextEdit,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching import formats, status_icons
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.desktop.watching.delegates import ICON_SIZE
from batchdesk.desktop.watching.own_words import OwnWords
from batchdesk.desktop.watching.scale import ScaleBar, TimelineRead, read_timeline, stretches
from batchdesk.desktop.watching.status_icons import Look, look_of
from batchdesk.desktop.watching.timeline import Timeline
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import VersionRecord
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line, paragraph
from batchdesk.words.problems import sentence

_DISK_SECONDS = 0.2
_DISK_ATTEMPTS = 10
_ERROR_LINES = 8
_RAW_LINES = 10
_WIDE = 640
"""From this width on (pixels) the timeline is beside the facts."""


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
            self.page.show_timeline(TimelineRead())
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
                self.page.show_timeline(read)
                shown = versions
            if version == 0 or (versions and versions[-1].version >= version):
                return
            await asyncio.sleep(_DISK_SECONDS)

    def _stop_loading(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            self._loading = None


class DetailPage(QScrollArea):
    """The facts from the engine's row, and the timeline from the cache; side by side where there is room."""

    def __init__(self, own: OwnWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.own = own
        self.title = plain_label()
        self.title.setFont(appearance.larger(self.title.font()))
        self.identity = _selectable(plain_label())
        self.identity.setFont(appearance.monospace(self.identity.font()))
        self.status = StatusLine()
        self.error_code = _selectable(plain_label())
        self.error_code.setForegroundRole(QPalette.ColorRole.BrightText)  # the palette's colour of what failed
        self.error_message = FittedTextBox(translate("Detail", "Error message"))
        self.timeline = Timeline()
        self.scale = ScaleBar()
        self.raw = TextBox(translate("Detail", "JSON of the version"))
        self.raw.setFont(appearance.monospace(appearance.smaller(self.raw.font())))
        self.raw.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.raw.setMinimumHeight(self.raw.fontMetrics().lineSpacing() * _RAW_LINES)
        self.timeline.chosen.connect(self.raw.setPlainText)
        self._facts = _Facts()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._build()

    def _build(self) -> None:
        known, versions = QVBoxLayout(), QVBoxLayout()
        for widget in (self.title, self.identity, self.status, self.error_code, self.error_message, self._facts):
            known.addWidget(widget)
        known.addWidget(self.own)
        known.addStretch(1)
        versions.addWidget(_section(translate("Detail", "Timeline")))
        versions.addWidget(self.scale)
        versions.addWidget(self.timeline)
        versions.addWidget(_section(translate("Detail", "As the server sent it")))
        versions.addWidget(self.raw, 1)
        content = QWidget()
        content.setLayout(self._halves)
        self._halves.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        self._halves.setSpacing(4 * GRID)
        for half in (known, versions):
            half.setSpacing(2 * GRID)
            self._halves.addLayout(half, 1)
        self.setWidget(content)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide = self.width() > _WIDE
        self._halves.setStretch(0, 1 if wide else 0)
        self._halves.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        super().resizeEvent(event)

    def show_timeline(self, read: TimelineRead) -> None:
        """Show the versions, and how long each status lasted."""
        self.timeline.show_versions(read.versions)
        self.scale.show_life(stretches(read.added_at, read.versions), read.outages)
        self.scale.setVisible(self.scale.length.total_seconds() > 0)

    def show_facts(self, batch: WatchedBatch, now: datetime) -> None:
        """Show what the row knows."""
        state = batch.state
        label = one_line(batch.label)
        self.title.setText(label or translate("Detail", "Without a label"))
        self.identity.setText(batch.key.batch_id)
        self.status.show_status(look_of(batch), formats.headline(batch, now))
        self.error_code.setText(one_line(state.error_code or ""))
        self.error_code.setVisible(bool(state.error_code))
        self.error_message.show_text(paragraph(state.error_message or ""))
        self.error_message.setVisible(bool(state.error_message))
        self._facts.show_facts(_facts(batch, now))
        self.own.show_of(batch)


class StatusLine(QWidget):
    """The shape of a status and its words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look.QUEUED
        self.words = plain_label()
        row = QVBoxLayout(self)
        row.setContentsMargins(ICON_SIZE + 2 * GRID, 0, 0, 0)
        row.addWidget(self.words)

    def show_status(self, look: Look, words: str) -> None:
        """Show this from now on."""
        self._look = look
        self.words.setText(words)
        self.update()

    def sizeHint(self) -> QSize:
        return super().sizeHint().expandedTo(QSize(0, ICON_SIZE + GRID))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        top = (self.height() - ICON_SIZE) / 2
        status_icons.draw(painter, QRectF(0, top, ICON_SIZE, ICON_SIZE), self._look, appearance.colours())
        painter.end()


class _Facts(QWidget):
    """Names and values in two columns; a name without a value is not shown."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(4 * GRID)
        self._grid.setVerticalSpacing(GRID)
        self._grid.setColumnStretch(1, 1)
        self._rows: dict[str, tuple[QLabel, QLabel]] = {}

    def show_facts(self, facts: dict[str, str]) -> None:
        for name, value in facts.items():
            name_label, value_label = self._rows.get(name) or self._add(name)
            if value_label.text() != value:
                value_label.setText(value)
            name_label.setVisible(bool(value))
            value_label.setVisible(bool(value))

    def _add(self, name: str) -> tuple[QLabel, QLabel]:
        name_label, value_label = plain_label(name, wrap=False), _selectable(plain_label())
        name_label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        name_label.setAlignment(Qt.AlignmentFlag.AlignTop)
        value_label.setFont(appearance.tabular(value_label.font()))
        value_label.setAccessibleName(name)
        row = len(self._rows)
        self._grid.addWidget(name_label, row, 0)
        self._grid.addWidget(value_label, row, 1)
        self._rows[name] = (name_label, value_label)
        return self._rows[name]


def _facts(batch: WatchedBatch, now: datetime) -> dict[str, str]:
    state, problem = batch.state, batch.connection.problem
    return {
        translate("Detail", "Copies"): formats.copies_words(batch),
        translate("Detail", "Elapsed"): formats.elapsed_words(batch, now),
        translate("Detail", "Started"): _local(state.started_at),
        translate("Detail", "Ended"): _local(state.completed_at),
        translate("Detail", "Tokens"): _tokens(state),
        translate("Detail", "Merchant"): formats.merchant_words(batch),
        translate("Detail", "Connection"): formats.connection_cell(batch, now),
        translate("Detail", "Why"): sentence(problem) if problem else "",
        translate("Detail", "Last word"): formats.heard_words(batch, now),
        translate("Detail", "Server"): batch.key.server,
    }


def _tokens(state: BatchState) -> str:
    usage = state.token_usage
    if usage is None:
        return ""
    return translate(
        "Detail",
        "{total} ({prompt} prompt, {completion} completion)",
        total=f"{usage.total:,}",
        prompt=f"{usage.prompt:,}",
        completion=f"{usage.completion:,}",
    )


def _local(time: datetime | None) -> str:
    return f"{time.astimezone():%Y-%m-%d %H:%M:%S}" if time else ""


def _selectable(label: QLabel) -> QLabel:
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label


def _section(words: str) -> QLabel:
    label = plain_label(words, wrap=False)
    label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
    return label


class TextBox(QPlainTextEdit):
    """Text to read and to copy."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setReadOnly(True)
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)


class FittedTextBox(TextBox):
    """As high as its text, up to a limit; beyond that it scrolls."""

    def show_text(self, text: str) -> None:
        """Keep what the person has selected, unless the text is another one."""
        if self.toPlainText() != text:
            self.setPlainText(text)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        # Measured and not counted: a line with characters of another font in it, Chinese ones above all, is taller.
        layout, line = self.document().documentLayout(), self.fontMetrics().lineSpacing()
        most = _ERROR_LINES * line
        height, block = 0.0, self.document().begin()
        while block.isValid() and height < most:
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        frame = 2 * (self.frameWidth() + int(self.document().documentMargin()) + 1)
        self.setFixedHeight(ceil(min(max(height, line), most)) + frame)
