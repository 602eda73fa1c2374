"""A button that puts a text on the clipboard, and says that it has."""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from batchdesk.words.catalogue import translate

SAID_MILLISECONDS = 1500


class CopyButton(QPushButton):
    """Asks for the text when it is pressed."""

    def __init__(self, words: str, spoken: str, text: Callable[[], str]) -> None:
        """`spoken` says which text it is, where the words on the button do not."""
        super().__init__(words)
        self._words = words
        self._text = text
        self.setAccessibleName(spoken)
        self.setAutoDefault(True)  # Enter does it as well
        self._said = QTimer(self, singleShot=True, interval=SAID_MILLISECONDS)
        self._said.timeout.connect(lambda: self.setText(self._words))
        self.clicked.connect(self._copy)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text())
        self.setText(translate("Detail", "Copied"))
        self._said.start()
