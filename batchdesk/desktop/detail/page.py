"""The page of one batch: the facts from the engine's row, and beside or below them what belongs to its life."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from batchdesk.desktop.detail.batch_buttons import BatchButtons
from batchdesk.desktop.detail.facts import Facts
from batchdesk.desktop.detail.life import LifePage
from batchdesk.desktop.detail.own_words import OwnWords
from batchdesk.desktop.detail.status_line import StatusLine
from batchdesk.desktop.detail.tabs import Page, Tabs
from batchdesk.desktop.detail.texts import FittedTextBox, beginning, selectable
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching import formats
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.desktop.watching.status_icons import look_of
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line

_WIDE = 640
"""From this width on (pixels) the life of the batch is beside the facts."""


class DetailPage(QScrollArea):
    """The facts from the engine's row, and tabs for what has to be read; side by side where there is room."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self.own = OwnWords(engine, tasks)
        self.title = plain_label()
        self.title.setFont(appearance.larger(self.title.font()))
        self.identity = selectable(plain_label())
        self.identity.setFont(appearance.monospace(self.identity.font()))
        self.buttons = BatchButtons()
        self.status = StatusLine()
        self.error_code = selectable(plain_label())
        self.error_code.setForegroundRole(QPalette.ColorRole.BrightText)  # the palette's colour of what failed
        self.error_message = FittedTextBox(translate("Detail", "Error message"))
        self.life = LifePage(engine, tasks)
        self.tabs = Tabs(translate("Detail", "More of the batch"), utc_now)
        self._facts = Facts()
        self._halves = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._build()

    def _build(self) -> None:
        self.tabs.add(translate("Detail", "Timeline"), lambda: self.life)
        self.tabs.add(translate("Detail", "Copies"), self._make_copies)
        self.tabs.add(translate("Detail", "Connection"), self._make_connection)
        known, more = QVBoxLayout(), QVBoxLayout()
        for widget in (self.title, self.identity, self.buttons, self.status, self.error_code, self.error_message):
            known.addWidget(widget)
            widget.setMinimumWidth(
                1
            )  # a word that is longer than the pane is wide is cut, and pushes nothing out of it
        for label in (self.title, self.identity, self.error_code):
            label.setMinimumWidth(1)  # a word that is longer than the pane is wide is cut, and pushes nothing out of it
        known.addWidget(self._facts)
        known.addWidget(self.own)
        known.addStretch(1)
        more.addWidget(self.tabs, 1)
        content = QWidget()
        content.setLayout(self._halves)
        self._halves.setContentsMargins(4 * GRID, 3 * GRID, 4 * GRID, 3 * GRID)
        self._halves.setSpacing(4 * GRID)
        for half in (known, more):
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

    def show_batch(self, batch: WatchedBatch, now: datetime) -> None:
        """Show what is known of it now."""
        self._show_facts(batch, now)
        self.tabs.show_of(batch, now)

    def leave(self, now: datetime) -> None:
        """Nobody looks at a batch any more."""
        self.tabs.show_of(None, now)

    def _make_copies(self) -> Page:
        from batchdesk.desktop.detail.copies_page import CopiesPage  # not before somebody opens it

        return CopiesPage(self._engine, self._tasks)

    def _make_connection(self) -> Page:
        from batchdesk.desktop.detail.connection_page import ConnectionPage  # not before somebody opens it

        return ConnectionPage(self._engine, self._tasks)

    def _show_facts(self, batch: WatchedBatch, now: datetime) -> None:
        state = batch.state
        label = one_line(batch.label)
        self.title.setText(label or translate("Detail", "Without a label"))
        self.identity.setText(batch.key.batch_id)
        self.buttons.show_of(batch)
        self.status.show_status(look_of(batch), formats.headline(batch, now))
        self.error_code.setText(one_line(state.error_code or ""))
        self.error_code.setVisible(bool(state.error_code))
        self.error_message.show_text(beginning(state.error_message or ""))
        self.error_message.setVisible(bool(state.error_message))
        self._facts.show_facts(batch, now)
        self.own.show_of(batch)
