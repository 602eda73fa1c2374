"""What the operator adds to a batch: a note, tags, whether it is kept, and whether its end is told.

All of it is saved by itself. Must not know where the batch is shown.
"""

import re
from collections.abc import Coroutine, Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QPlainTextEdit, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.batch.telling import Telling
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.words.batches import name_of
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
    def label(self) -> str: ...
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
    """News of the batch never touch what is being typed."""

    undoable = Signal(str, object)
    """(words, TakeBack): a note or tags were changed, and who typed them has left the field."""

    def __init__(self, engine: Engine, tasks: OwnedTasks) -> None:
        super().__init__()
        self._engine = engine
        self._tasks = tasks
        self._shown: Marked | None = None
        self._saved_note = ""
        self._saved_tags: tuple[str, ...] = ()
        self._note_before: str | None = None
        """What it was when somebody began to type; None while nobody does."""
        self.note = QPlainTextEdit()
        self.tags = QLineEdit()
        self.pinned = QCheckBox(translate("Detail", "Keep for ever"))
        self.telling = QComboBox()
        self._typing = QTimer(self, singleShot=True, interval=SAVE_MILLISECONDS)
        self._typing.timeout.connect(self._save_note)
        self._build()
        self._connect()

    def show_of(self, batch: Marked) -> None:
        """Show what there is of `batch`; what was typed for another one is saved first."""
        other = self._shown is None or self._shown.key != batch.key
        if other:
            self.leave()
        self._shown = batch
        if other or not (self._typing.isActive() or self.note.hasFocus()):
            self._show_note(batch.note)
        if other or not self.tags.hasFocus():
            self._show_tags(batch.tags)
        with QSignalBlocker(self.pinned), QSignalBlocker(self.telling):
            self.pinned.setChecked(batch.pinned)
            self.telling.setCurrentIndex(self.telling.findData(batch.telling))

    def leave(self) -> None:
        """Save what was typed, and let it be taken back."""
        self._save_note()
        self._save_tags()
        batch, before, after = self._shown, self._note_before, self._saved_note
        self._note_before = None
        if batch is not None and before is not None and before != after:
            words = translate("Detail", "The note of {name} was changed.", name=name_of(batch))
            self.undoable.emit(words, partial(self._take_back_note, batch.key, before))

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
        self.note.textChanged.connect(self._type)
        self.note.installEventFilter(self)
        self.tags.editingFinished.connect(self._save_tags)
        self.pinned.clicked.connect(self._save_pinned)
        self.telling.activated.connect(self._save_telling)

    # How it is saved.

    def _show_note(self, note: str) -> None:
        self._saved_note = note
        if self.note.toPlainText() != note:
            with QSignalBlocker(self.note):
                self.note.setPlainText(note)

    def _type(self) -> None:
        if self._note_before is None:
            self._note_before = self._saved_note
        self._typing.start()

    def _save_note(self) -> None:
        self._typing.stop()
        batch, note = self._shown, self.note.toPlainText()[:LONGEST_NOTE]
        if batch is not None and note != self._saved_note:
            self._saved_note = note
            self._start(self._engine.set_note(batch.key, note))

    async def _take_back_note(self, key: BatchKey, note: str) -> None:
        await self._engine.set_note(key, note)
        if self._shown is not None and self._shown.key == key:
            self._show_note(note)

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        self._saved_tags = tags
        self.tags.setText(", ".join(tags))

    def _save_tags(self) -> None:
        batch, before, after = self._shown, self._saved_tags, tags_in(self.tags.text())
        added, removed = [tag for tag in after if tag not in before], [tag for tag in before if tag not in after]
        if batch is None or not (added or removed):
            return
        self._saved_tags = after
        self._start(self._engine.change_tags([batch.key], added, removed))
        words = translate("Detail", "The tags of {name} were changed.", name=name_of(batch))
        self.undoable.emit(words, partial(self._take_back_tags, batch.key, added, removed, before))

    async def _take_back_tags(
        self, key: BatchKey, added: Sequence[str], removed: Sequence[str], before: tuple[str, ...]
    ) -> None:
        await self._engine.change_tags([key], removed, added)
        if self._shown is not None and self._shown.key == key:
            self._show_tags(before)

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
            self.leave()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        self.leave()
        super().hideEvent(event)


def _name(words: str) -> QLabel:
    label = plain_label(words, wrap=False)
    label.setForegroundRole(label.palette().ColorRole.PlaceholderText)
    label.setAlignment(Qt.AlignmentFlag.AlignTop)
    return label
