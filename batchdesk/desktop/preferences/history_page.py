"""How much of the history is kept, how much room it takes, and a copy of it."""

import asyncio
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QPushButton, QSpinBox
from shiboken6 import isValid

from batchdesk.desktop.long_work import LongWork
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.preferences.page import Page, heading
from batchdesk.desktop.tasks import OwnedTasks, PassingTasks
from batchdesk.settings.values import Settings
from batchdesk.store.backup import BackupCancelled, back_up
from batchdesk.words.catalogue import translate

MOST_DAYS = 3650
MOST_MEGABYTES = 100_000


class Room(Struct, frozen=True):
    """Bytes: what the database takes, with what is still to be written into it, and what is free on its disk."""

    database: int
    free: int


class HistoryPage(Page):
    """What is cleaned away, and what is kept besides."""

    def __init__(self, database: Path, tasks: OwnedTasks, passing: PassingTasks) -> None:
        """`tasks` outlive the page, `passing` do not."""
        super().__init__()
        self._database = database
        self._tasks = tasks
        self._passing = passing
        self._running: LongWork[float, None] | None = None
        self.days = _amount(MOST_DAYS, translate("Settings", " days"))
        self.megabytes = _amount(MOST_MEGABYTES, translate("Settings", " MB"))
        self.room = plain_label()
        self.back_up = QPushButton(translate("Settings", "Back up now…"))
        self.cancel = QPushButton(translate("Settings", "Cancel"))
        self.outcome = plain_label()
        self._build()

    def part_of(self, settings: Settings) -> object:
        return settings.history

    def show_parts(self, settings: Settings) -> None:
        self.days.setValue(settings.history.keep_days)
        self.megabytes.setValue(settings.history.keep_megabytes)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._passing.start(self._look_at_room())

    def back_up_to(self, target: str) -> None:
        """Copy the database there. A file that is there stays."""
        if self._running is None:
            self._tasks.start(self._copy(Path(target)))

    def _build(self) -> None:
        form = QFormLayout()
        form.addRow(translate("Settings", "Keep the history for"), self.days)
        form.addRow(translate("Settings", "Keep the file below"), self.megabytes)
        self.column.addLayout(form)
        self.column.addWidget(
            plain_label(
                translate(
                    "Settings",
                    "Batches in the table and those that are kept for ever are never cleaned away. To keep the file "
                    "below its size, texts of old batches go first: their server gives them again.",
                )
            )
        )
        self.column.addWidget(heading(translate("Settings", "The file of the history")))
        self.column.addWidget(plain_label(str(self._database)))
        self.column.addWidget(self.room)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_up)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        self.column.addLayout(buttons)
        self.column.addWidget(self.outcome)
        self.column.addStretch(1)
        self.cancel.hide()
        for amount in (self.days, self.megabytes):
            amount.editingFinished.connect(self._chosen)
        self.back_up.clicked.connect(self._choose_target)
        self.cancel.clicked.connect(self._stop)

    def _chosen(self) -> None:
        history = replace(self.settings.history, keep_days=self.days.value(), keep_megabytes=self.megabytes.value())
        self.choose(replace(self.settings, history=history))

    async def _look_at_room(self) -> None:
        try:
            room = await asyncio.to_thread(room_of, self._database)
        except OSError as error:  # its disk was taken out, for one
            reason = error.strerror or type(error).__name__
            words = translate("Settings", "Its folder cannot be read: {reason}. See that it is there.", reason=reason)
            self.room.setText(words)
            return
        self.room.setText(
            translate(
                "Settings",
                "It takes {size}; {free} are free on its disk.",
                size=bytes_words(room.database),
                free=bytes_words(room.free),
            )
        )

    def _choose_target(self) -> None:
        dialog = QFileDialog(self, translate("Settings", "Back up the history"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("sqlite")
        dialog.selectFile("batchdesk-backup.sqlite")
        dialog.fileSelected.connect(self.back_up_to)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    async def _copy(self, target: Path) -> None:
        running = self._running = LongWork(partial(_work, self._database, target), 0.0)
        self._show_running()
        try:
            outcome = await _outcome_of(running, target, lambda: self._say_share(running.far))
        finally:
            self._running = None
            self._show_running()
        if isValid(self):
            self.outcome.setText(outcome)
        else:  # nobody looks at the page any more
            self._tasks.say(outcome)

    def _show_running(self) -> None:
        if isValid(self):
            self.back_up.setEnabled(self._running is None)
            self.cancel.setVisible(self._running is not None)

    def _say_share(self, share: float) -> None:
        if isValid(self):
            self.outcome.setText(translate("Settings", "Copied: {share}", share=f"{share:.0%}"))

    def _stop(self) -> None:
        if self._running is not None:
            self._running.cancelled.set()


def room_of(database: Path) -> Room:
    """How much room there is. Asks the disk: not on the GUI thread."""
    files = (database, database.with_name(f"{database.name}-wal"))
    return Room(
        database=sum(file.stat().st_size for file in files if file.exists()),
        free=shutil.disk_usage(database.parent).free,
    )


def bytes_words(number: float) -> str:
    """`812 KB`, `4.2 MB`, `1.5 GB`: by thousands, as file managers do."""
    for unit, size in (("GB", 1e9), ("MB", 1e6)):
        if number >= size:
            return f"{number / size:.1f} {unit}"
    return f"{number / 1e3:.0f} KB"


async def _outcome_of(copying: LongWork[float, None], target: Path, tell: Callable[[], None]) -> str:
    """What became of a copy, in words. Raises BatchdeskError."""
    try:
        await copying.finish(tell)
    except BackupCancelled:
        return translate("Settings", "No copy was made.")
    except FileExistsError:
        return translate("Settings", "{path} is there already: choose another name.", path=target)
    except OSError as error:
        reason = error.strerror or str(error)
        return translate("Settings", "{path} cannot be written: {reason}.", path=target, reason=reason)
    return translate("Settings", "The copy is in {path}.", path=target)


def _work(database: Path, target: Path, note: Callable[[float], None], stop: Callable[[], bool]) -> None:
    back_up(database, target, note, stop)


def _amount(most: int, unit: str) -> QSpinBox:
    box = QSpinBox()
    box.setRange(0, most)
    box.setSuffix(unit)
    box.setSpecialValueText(translate("Settings", "no limit"))
    return box
