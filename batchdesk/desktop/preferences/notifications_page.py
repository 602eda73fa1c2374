"""Which ends are told, and when not."""

from collections.abc import Callable
from datetime import datetime, time

from msgspec.structs import replace
from PySide6.QtCore import QTime
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QTimeEdit

from batchdesk.batch.rules import ALL_OUTCOMES, QuietHours, Rules
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.preferences.page import Page, heading
from batchdesk.desktop.preferences.pause_row import PauseRow
from batchdesk.settings.values import Settings, TellingSettings
from batchdesk.words.batches import status_word
from batchdesk.words.catalogue import translate

EVENING, MORNING = time(22), time(7)
"""Quiet hours as they are first offered."""


class NotificationsPage(Page):
    """Outcomes, quiet hours, and how much is said."""

    def __init__(self) -> None:
        super().__init__()
        self.outcomes = {name: QCheckBox(status_word(name)) for name in ALL_OUTCOMES}
        self.quiet = QCheckBox(translate("Settings", "Quiet hours"))
        self.begin = _clock(translate("Settings", "From"))
        self.end = _clock(translate("Settings", "Until"))
        self.pause = PauseRow()
        self.failures = QCheckBox(translate("Settings", "Tell of failures all the same"))
        self.hide_names = QCheckBox(translate("Settings", "Hide the names of batches in notifications"))
        self.sounds = QCheckBox(translate("Settings", "Play the desktop's sounds"))
        self.connection = QCheckBox(
            translate("Settings", "Tell me when no server can be reached, and when one can again")
        )
        self._build()

    def part_of(self, settings: Settings) -> object:
        return settings.telling

    def show_parts(self, settings: Settings) -> None:
        telling = settings.telling
        for name, box in self.outcomes.items():
            box.setChecked(name in telling.rules.outcomes)
        self.pause.show_until(telling.rules.paused_until)
        quiet = telling.rules.quiet
        self.quiet.setChecked(quiet is not None)
        shown = quiet or QuietHours(EVENING, MORNING)
        self.begin.setTime(QTime(shown.begin.hour, shown.begin.minute))
        self.end.setTime(QTime(shown.end.hour, shown.end.minute))
        self.failures.setChecked(shown.failures)
        for widget in (self.begin, self.end, self.failures):
            widget.setEnabled(quiet is not None)
        self.hide_names.setChecked(telling.hide_names)
        self.sounds.setChecked(telling.sounds)
        self.connection.setChecked(telling.connection)

    def _build(self) -> None:
        self.column.addWidget(heading(translate("Settings", "Tell me of batches that")))
        for box in self.outcomes.values():
            self.column.addWidget(box)
            box.toggled.connect(self._outcomes_chosen)
        self.column.addWidget(heading(translate("Settings", "When")))
        hours = QHBoxLayout()
        for part in (self.quiet, self.begin, plain_label("–", wrap=False), self.end):
            hours.addWidget(part)
        hours.addStretch(1)
        self.column.addLayout(hours)
        self.column.addWidget(self.failures)
        self.column.addWidget(self.pause)
        self.column.addWidget(
            plain_label(
                translate("Settings", "What ends in quiet hours or in a pause is told in one message afterwards.")
            )
        )
        self.column.addWidget(heading(translate("Settings", "How")))
        for box in (self.hide_names, self.sounds, self.connection):
            self.column.addWidget(box)
        self.column.addStretch(1)
        self.pause.chosen.connect(self._pause_chosen)
        self.quiet.toggled.connect(self._quiet_chosen)
        self.failures.toggled.connect(self._quiet_chosen)
        self.begin.timeChanged.connect(self._quiet_chosen)
        self.end.timeChanged.connect(self._quiet_chosen)
        for box in (self.hide_names, self.sounds, self.connection):
            box.toggled.connect(self._manner_chosen)

    def _outcomes_chosen(self) -> None:
        chosen = tuple(name for name, box in self.outcomes.items() if box.isChecked())
        self._rule(lambda old: replace(old, outcomes=chosen))

    def _quiet_chosen(self) -> None:
        begin, end = self.begin.time(), self.end.time()
        hours = QuietHours(
            time(begin.hour(), begin.minute()), time(end.hour(), end.minute()), self.failures.isChecked()
        )
        wanted = self.quiet.isChecked()
        for widget in (self.begin, self.end, self.failures):
            widget.setEnabled(wanted)
        self._rule(lambda old: replace(old, quiet=hours if wanted else None))

    def _pause_chosen(self, until: datetime | None) -> None:
        self._rule(lambda old: replace(old, paused_until=until))
        self.pause.show_until(until)

    def _manner_chosen(self) -> None:
        names, sounds, connection = (box.isChecked() for box in (self.hide_names, self.sounds, self.connection))
        self._tell(lambda old: replace(old, hide_names=names, sounds=sounds, connection=connection))

    def _rule(self, change: Callable[[Rules], Rules]) -> None:
        self._tell(lambda old: replace(old, rules=change(old.rules)))

    def _tell(self, change: Callable[[TellingSettings], TellingSettings]) -> None:
        self.choose(replace(self.settings, telling=change(self.settings.telling)))


def _clock(name: str) -> QTimeEdit:
    edit = QTimeEdit()
    edit.setDisplayFormat("HH:mm")
    edit.setAccessibleName(name)
    return edit
