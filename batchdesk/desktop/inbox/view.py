"""The inbox as a view of the window: what ended, what of it nobody has looked at, and the way to each batch."""

from collections.abc import Callable, Sequence
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QHideEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QPushButton, QVBoxLayout, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import Problem
from batchdesk.desktop.faces import Face, Faced, unreadable_face
from batchdesk.desktop.inbox.delegate import InboxDelegate
from batchdesk.desktop.inbox.model import InboxModel, Role, utc_now
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import Changes
from batchdesk.store.records import InboxEntry, InboxQuery
from batchdesk.words.catalogue import translate

LOOKED_AT_MILLISECONDS = 1500
"""What was in sight for so long, in the window that has the focus, counts as read."""
TICK_MILLISECONDS = 30_000
"""Ages are in minutes."""


class InboxView(QWidget):
    """Enter or a double-click opens a batch. Nothing here deletes anything."""

    all_asked = Signal()
    """Nothing matches, and somebody wants to see everything: the search is to be emptied."""
    table_asked = Signal()
    """There is nothing yet, and somebody wants to see what is watched."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, open_batch: Callable[[BatchKey], None]) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._open_batch = open_batch
        self.search_hint = translate("Inbox", "Search the inbox")
        self.model = InboxModel(self._read_page, tasks)
        self.list = _List(self)
        self.unread_only = QPushButton(translate("Inbox", "Unread only"))
        self.all_read = QPushButton(translate("Inbox", "Mark all as read"))
        self.group = plain_label(wrap=False)
        self.lift_group = QPushButton(translate("Inbox", "Show all"))
        self.faced = Faced(self.list)
        self._looking = QTimer(self, singleShot=True, interval=LOOKED_AT_MILLISECONDS)
        self._looking.timeout.connect(self._have_looked)
        self._ticker = QTimer(self, interval=TICK_MILLISECONDS)
        self._ticker.timeout.connect(self.list.viewport().update)
        self._build()
        self._connect()

    # What the window asks.

    def opened(self) -> None:
        """It comes to the front."""
        if self.model.rowCount() == 0:
            self.faced.wait()
        self.model.begin_visit()
        self.begin()

    def begin(self) -> None:
        """Take the keyboard."""
        if not self.faced.begin_face():
            self.list.setFocus()

    def look_for(self, text: str) -> None:
        """Show the ends of batches that hold this text."""
        self.model.look_for(text)

    def show_only(self, keys: Sequence[BatchKey]) -> None:
        """Show the ends of these batches, which one message was about; of all, without any."""
        self.group.setText(translate("Inbox", "The %n batches of one message", len(keys)) if keys else "")
        self.group.setVisible(bool(keys))
        self.lift_group.setVisible(bool(keys))
        self.model.show_only(keys)

    def take(self, changes: Changes) -> None:
        """Show what is new in the inbox."""
        if changes.inbox and self.isVisible():
            self.model.refresh()

    # How it is put together.

    def _build(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(InboxDelegate(utc_now, self.list))
        self.unread_only.setCheckable(True)
        tools = QHBoxLayout()
        tools.setContentsMargins(3 * GRID, 2 * GRID, 3 * GRID, 2 * GRID)
        tools.setSpacing(2 * GRID)
        tools.addWidget(self.unread_only)
        tools.addWidget(self.group)
        tools.addWidget(self.lift_group)
        tools.addStretch(1)
        tools.addWidget(self.all_read)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(tools)
        column.addWidget(self.faced, 1)
        self.show_only(())

    def _connect(self) -> None:
        self.unread_only.toggled.connect(self.model.show_unread_only)
        self.all_read.clicked.connect(self._mark_all)
        self.lift_group.clicked.connect(lambda: self.show_only(()))
        self.list.activated.connect(self._open)
        self.list.verticalScrollBar().valueChanged.connect(self._look)
        self.model.settled.connect(self._settle)
        self.model.failed.connect(self._say_unreadable)

    def _settle(self) -> None:
        """Say that there is nothing, and why; else choose a line, so that the keyboard has one."""
        if self.model.rowCount() == 0:
            self.faced.show_face(self._why_nothing())
            return
        self.faced.show_contents()
        if not self.list.currentIndex().isValid():
            self.list.selectionModel().setCurrentIndex(
                self.model.index(0), self.list.selectionModel().SelectionFlag.NoUpdate
            )
        self._look()

    def _why_nothing(self) -> Face:
        query = self.model.query
        show_all = translate("Inbox", "Show all")
        if query.search or query.keys:
            return Face("funnel", translate("Inbox", "Nothing in the inbox matches"), "", show_all, self._show_all)
        if query.unread_only:
            return Face("check-circle", translate("Inbox", "Everything has been read"), "", show_all, self._show_all)
        return Face(
            "tray",
            translate("Inbox", "No batch has ended yet"),
            translate("Inbox", "Each end is noted here, with where it was shown."),
            translate("Inbox", "Show what is watched"),
            self.table_asked.emit,
        )

    def _say_unreadable(self, problem: Problem) -> None:
        self.faced.show_face(unreadable_face(problem, self.model.refresh))

    def _show_all(self) -> None:
        self.unread_only.setChecked(False)
        self.show_only(())
        self.all_asked.emit()

    # What is read.

    async def _read_page(self, query: InboxQuery) -> list[InboxEntry]:
        return await self._engine.read(lambda reader: reader.inbox(query))

    def _look(self) -> None:
        if self.isVisible():
            self._looking.start()

    def _have_looked(self) -> None:
        if self.isVisible() and self.isActiveWindow():
            self._mark(self.model.unread_among(self.list.rows_in_sight()), keep_looking_new=True)

    def _mark(self, ids: Sequence[int], *, keep_looking_new: bool) -> None:
        if ids:
            self.model.take_read(ids, keep_looking_new=keep_looking_new)
            self._tasks.start(self._engine.inbox.mark_read(ids))

    def _mark_all(self) -> None:
        self.model.take_all_read()
        self._tasks.start(self._engine.inbox.mark_all_read())

    def _open(self, index: QModelIndex) -> None:
        entry = cast(InboxEntry, index.data(Role.ENTRY))
        self._mark([entry.notice.id], keep_looking_new=False)
        self._open_batch(entry.notice.key)

    # What Qt tells.

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ticker.start()
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ticker.stop()
        self._looking.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange:
            self._look()

    def paintEvent(self, _event: QPaintEvent) -> None:
        theme = appearance.colours()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.base))
        painter.fillRect(QRect(0, self.faced.y() - 1, self.width(), 1), QColor(theme.line))
        painter.end()


class _List(QListView):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(translate("Inbox", "Ends of batches"))
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def rows_in_sight(self) -> range:
        """The rows that can be seen."""
        first = self.indexAt(self.viewport().rect().topLeft())
        last = self.indexAt(self.viewport().rect().bottomLeft())
        if not first.isValid():
            return range(0)
        end = last.row() + 1 if last.isValid() else self.model().rowCount()
        return range(first.row(), end)
