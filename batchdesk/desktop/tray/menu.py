"""The menu at the tray icon: what runs, what ended last, and the few things done without the window.

Panels read the menu over D-Bus and keep a copy, so its entries stay the same ones and only change their words: once in
a while and when the menu is opened, not with every event.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, SignalInstance
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.actions import connect
from batchdesk.desktop.tray.overview import Overview
from batchdesk.desktop.tray.pause import PAUSES, Pause, pause_end
from batchdesk.desktop.tray.standing import ended_words, last_ended, next_to_end, running_words, summary_of
from batchdesk.engine.watched import WatchedBatch
from batchdesk.words.catalogue import translate
from batchdesk.words.times import moment

MOST_RUNNING = 5
"""Batches by name; a menu has to fit on the screen."""


class TrayMenu(QObject):
    """`fill` brings it up to date; it does so itself whenever it is about to be seen."""

    batch_asked = Signal(object)
    """A BatchKey: that batch is to be shown."""
    show_asked = Signal()
    inbox_asked = Signal()
    add_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self, overview: Overview, pause: Pause | None, now: Callable[[], datetime], parent: QWidget | None = None
    ) -> None:
        """Without a `pause` none is on offer."""
        super().__init__(parent)
        self._overview = overview
        self._pause = pause
        self._now = now
        self.menu = QMenu(parent)
        self._words: dict[QAction, Callable[[], str]] = {}
        self._summary = self.menu.addAction("")
        self._summary.setEnabled(False)
        self._running = [_BatchEntry(self.menu, self.batch_asked) for _ in range(MOST_RUNNING)]
        self._more = self.menu.addAction("")
        self._ended = _BatchEntry(self.menu, self.batch_asked)
        self.menu.addSeparator()
        self._add(lambda: translate("Tray", "Show the window"), self.show_asked)
        self._add(self._inbox_words, self.inbox_asked)
        self._add(lambda: translate("Tray", "Add from the clipboard"), self.add_asked)
        self.menu.addSeparator()
        self._paused = self.menu.addAction("")
        self._paused.triggered.connect(self._end_pause)
        self._pauses = self._pause_menu()
        self.menu.addSeparator()
        self._add(lambda: translate("Tray", "Quit"), self.quit_asked)
        self._more.triggered.connect(self.show_asked)
        self.menu.aboutToShow.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """Say how things stand now."""
        now, overview = self._now(), self._overview
        change_text(self._summary, summary_of(overview))
        running = next_to_end(overview.batches, now, MOST_RUNNING) if overview.working else []
        for number, entry in enumerate(self._running):
            entry.show(running[number] if number < len(running) else None, running_words, now)
        left = overview.working - len(running)
        change_text(self._more, translate("Tray", "and %n more", left) if left > 0 else "")
        self._ended.show(last_ended(overview.batches), ended_words, now)
        for action, words in self._words.items():
            change_text(action, words())
        self._fill_pause(now)

    def _inbox_words(self) -> str:
        unread = self._overview.unread
        return translate("Tray", "Inbox: %n unread", unread) if unread else translate("Tray", "Inbox")

    def _fill_pause(self, now: datetime) -> None:
        until = pause_end(self._pause, now)
        words = ""
        if until is not None:
            words = translate("Tray", "Notifications are paused until {time}: show them again", time=moment(until, now))
        change_text(self._paused, words)
        offered = self._pause is not None and until is None
        change_text(self._pauses.menuAction(), translate("Tray", "Pause notifications") if offered else "")

    def _end_pause(self) -> None:
        if self._pause is not None:
            self._pause.end()

    def _start_pause(self, end: Callable[[datetime], datetime]) -> None:
        if self._pause is not None:
            self._pause.start(end(self._now()))

    def _pause_menu(self) -> QMenu:
        menu = self.menu.addMenu("")
        for words, end in PAUSES:
            action = menu.addAction("")
            connect(action, partial(self._start_pause, end))
            self._words[action] = words
        return menu

    def _add(self, words: Callable[[], str], asked: SignalInstance) -> None:
        """One more entry; `words` are asked for each time, since the language may have become another."""
        action = self.menu.addAction("")
        action.triggered.connect(asked)
        self._words[action] = words


class _BatchEntry:
    """One line of the menu that stands for one batch at a time; a click asks for it."""

    def __init__(self, menu: QMenu, asked: SignalInstance) -> None:
        self._asked = asked
        self._key: BatchKey | None = None
        self._action = menu.addAction("")
        self._action.setVisible(False)
        self._action.triggered.connect(self._ask)

    def show(self, batch: WatchedBatch | None, words: Callable[[WatchedBatch, datetime], str], now: datetime) -> None:
        self._key = None if batch is None else batch.key
        change_text(self._action, "" if batch is None else words(batch, now))

    def _ask(self) -> None:
        if self._key is not None:
            self._asked.emit(self._key)


def change_text(action: QAction, text: str) -> None:
    """Give an action its words, which are plain text; without any it is not there. Unchanged ones cost nothing."""
    plain = text.replace("&", "&&")
    if action.text() != plain:
        action.setText(plain)
    action.setVisible(bool(plain))
