"""What the operator adds to a batch: a note, tags, whether it is kept, and whether its end is told.

All of it is saved by itself. Must not know where the batch is shown.
"""

import re
from collections.abc import Coroutine
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.telling import Telling
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.words.catalogue import translate

SAVE_MILLISECONDS = 800
"""After the last key."""
NOTE_LINES = 3
LONGEST_NOTE = 10_000
LONGEST_TAG = 60
_BETWEEN_TAGS = re.compile(r"[,，、;；\n]+")


class Marked(Protocol):
    """What is shown of a batch, from the table or from the history."""

    @property
    def key(self) -> BatchKey: ...
    @property
    def note(self) -> str: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def pinned(self) -> bool: ...
    @property
    def telling(self) -> Telling: ...


def tags_in(text: str) -> tuple[str, ...]:
    """The tags in a line, commas of either script between them; each once."""
    tags = (" ".join(part.split())[:LONGEST_TAG] for part in _BETWEEN_TAGS.split(text))
    return tuple(dict.fromkeys(tag for tag in tags if tag))


class OwnWords(QWidget):
    """News of the batch never touch what is being typed. The note can be undone as long as the batch is shown."""

    def __init__(self, engine: Engine, tasks: OwnedTasks) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._shown: Marked | None = None
        self.note = QPlainTextEdit()
        self.tags = QLineEdit()
        self.pinned = QCheckBox(translate("Detail", "Keep for ever"))
        self.telling = QComboBox()
        self._typing = QTimer(self, singleShot=True, interval=SAVE_MILLISECONDS)
        self._typing.timeout.connect(self.save)
        self._build()
        self._connect()

    def show_of(self, batch: Marked) -> None:
        """Show what there is of `batch`; what was typed for another one is saved first."""
        other = self._shown is None or self._shown.key != batch.key
        if other:
            self.save()
        self._shown = batch
        if other or not (self._typing.isActive() or self.note.hasFocus()):
            self._show_note(batch.note)
        if other or not self.tags.hasFocus():
            self.tags.setText(", ".join(batch.tags))
        with QSignalBlocker(self.pinned), QSignalBlocker(self.telling):
            self.pinned.setChecked(batch.pinned)
            self.telling.setCurrentIndex(self.telling.findData(batch.telling))

    def save(self) -> None:
        """Save what was typed and is not saved yet."""
        self._typing.stop()
        batch, note = self._shown, self.note.toPlainText()[:LONGEST_NOTE]
        if batch is not None and note != batch.note:
            self._start(self._engine.set_note(batch.key, note))

    # How it is put together.

    def _build(self) -> None:
        self.note.setAccessibleName(translate("Detail", "Note"))
        self.note.setPlaceholderText(translate("Detail", "A note of your own"))
        self.note.setTabChangesFocus(True)
        self.note.setFixedHeight(self.note.fontMetrics().lineSpacing() * NOTE_LINES + 4 * GRID)
        self.tags.setAccessibleName(translate("Detail", "Tags"))
        self.tags.setPlaceholderText(translate("Detail", "spring, launch"))
        self.telling.setAccessibleName(translate("Detail", "Notification"))
        self.telling.addItem(translate("Detail", "As the rules say"), Telling.AS_RULES)
        self.telling.addItem(translate("Detail", "Tell me when it ends"), Telling.ALWAYS)
        self.telling.addItem(translate("Detail", "Do not tell me"), Telling.NEVER)
        form = QFormLayout(self)
        form.setContentsMargins(0, GRID, 0, 0)
        form.setHorizontalSpacing(4 * GRID)
        form.setVerticalSpacing(2 * GRID)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(_name(translate("Detail", "Note")), self.note)
        form.addRow(_name(translate("Detail", "Tags")), self.tags)
        form.addRow(_name(translate("Detail", "Notification")), self.telling)
        form.addRow(self.pinned)

    def _connect(self) -> None:
        self.note.textChanged.connect(self._typing.start)
        self.note.installEventFilter(self)
        self.tags.editingFinished.connect(self._save_tags)
        self.pinned.clicked.connect(self._save_pinned)
        self.telling.activated.connect(self._save_telling)

    # How it is saved.

    def _show_note(self, note: str) -> None:
        if self.note.toPlainText() != note:
            with QSignalBlocker(self.note):
                self.note.setPlainText(note)

    def _save_tags(self) -> None:
        if self._shown is None:
            return
        before, after = self._shown.tags, tags_in(self.tags.text())
        added = [tag for tag in after if tag not in before]
        removed = [tag for tag in before if tag not in after]
        if added or removed:
            self._start(self._engine.change_tags([self._shown.key], added, removed))

    def _save_pinned(self) -> None:
        if self._shown is not None:
            self._start(self._engine.set_pinned([self._shown.key], self.pinned.isChecked()))

    def _save_telling(self) -> None:
        if self._shown is not None:
            self._start(self._engine.set_telling([self._shown.key], self.telling.currentData()))

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self._tasks.start(work, saves=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.save()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.save()
        super().hideEvent(event)


def _name(words: str) -> QLabel:
    label = plain_label(words, wrap=False)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
