"""What closing the window does."""

from dataclasses import replace

from PySide6.QtWidgets import QButtonGroup, QRadioButton

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.preferences.page import Page, heading
from batchdesk.settings.values import OnClose, Settings
from batchdesk.words.catalogue import translate


class ClosingPage(Page):
    """One of three."""

    def __init__(self) -> None:
        super().__init__()
        self.buttons = {
            OnClose.TRAY: QRadioButton(translate("Settings", "It goes on in the tray")),
            OnClose.MINIMISE: QRadioButton(translate("Settings", "It goes on as a minimised window")),
            OnClose.QUIT: QRadioButton(translate("Settings", "It quits")),
        }
        self._group = QButtonGroup(self)
        self.column.addWidget(heading(translate("Settings", "When the window is closed")))
        for choice, button in self.buttons.items():
            self._group.addButton(button)
            self.column.addWidget(button)
            button.clicked.connect(lambda _checked=False, choice=choice: self._chosen(choice))
        words = translate("Settings", "Without a tray it asks while batches are running, and quits otherwise.")
        self.column.addWidget(plain_label(words))
        self.column.addStretch(1)

    def show_parts(self, settings: Settings) -> None:
        self.buttons[settings.start.on_close].setChecked(True)

    def _chosen(self, choice: OnClose) -> None:
        self.choose(replace(self.settings, start=replace(self.settings.start, on_close=choice)))
