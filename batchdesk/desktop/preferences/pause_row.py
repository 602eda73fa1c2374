"""The pause of the notifications, as the tray offers it."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tray.pause import tomorrow_morning
from batchdesk.words.catalogue import translate
from batchdesk.words.times import moment


class PauseRow(QWidget):
    """Says until when nothing is told, and offers to begin or end that."""

    chosen = Signal(object)
    """datetime, or None: no pause."""

    def __init__(self) -> None:
        super().__init__()
        self._until: datetime | None = None
        words = translate("Settings", "Pause notifications")
        self.box = QComboBox()
        self.box.setAccessibleName(words)
        self.box.activated.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * GRID)
        row.addWidget(plain_label(words, wrap=False))
        row.addWidget(self.box)
        row.addStretch(1)
        self.show_until(None)

    def show_until(self, until: datetime | None) -> None:
        """Show a pause, which may be over by now."""
        now = datetime.now(UTC)
        self._until = until if until is not None and until > now else None
        self.box.clear()
        self.box.addItem(translate("Settings", "no pause"))
        if self._until is not None:
            self.box.addItem(translate("Settings", "until {time}", time=moment(self._until, now)))
        self.box.addItem(translate("Settings", "for 30 minutes"))
        self.box.addItem(translate("Settings", "for an hour"))
        self.box.addItem(translate("Settings", "until tomorrow morning"))
        self.box.setCurrentIndex(0 if self._until is None else 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.show_until(self._until)

    def _choose(self, index: int) -> None:
        now = datetime.now(UTC)
        kept = [] if self._until is None else [self._until]
        offered = [now + timedelta(minutes=30), now + timedelta(hours=1), tomorrow_morning(now)]
        self.chosen.emit([None, *kept, *offered][index])
