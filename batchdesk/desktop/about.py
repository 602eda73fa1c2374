"""The About window: which version this is, what it is made of, and under which licences."""

import platform

from PySide6.QtCore import Qt, QUrl, qVersion
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from batchdesk import __version__
from batchdesk.components import components
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.placing import give_size
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.dialog_buttons import words_only
from batchdesk.desktop.style.resources import resource
from batchdesk.desktop.tray.mark import application_icon
from batchdesk.words.catalogue import translate

_MARK_PIXELS = 64
_WIDTH, _HEIGHT = 560, 460
_LEAST_WIDTH, _LEAST_HEIGHT = 480, 320
"""The sentences at the top have their lines, and the text below can be scrolled."""


class AboutDialog(QDialog):
    """Shown with `open()`; deletes itself when it is closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Window", "About batchdesk"))
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        give_size(self, _WIDTH, _HEIGHT)
        self._legal = resource("legal")
        self.parts = QPlainTextEdit(self._parts())
        self.parts.setReadOnly(True)
        self.parts.setAccessibleName(translate("Window", "Parts and licences"))
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addLayout(self._head())
        layout.addWidget(_wrapped(_qt_notice()))
        layout.addWidget(self.parts)
        layout.addWidget(self._buttons())

    def _head(self) -> QHBoxLayout:
        mark = QLabel()
        mark.setPixmap(application_icon().pixmap(_MARK_PIXELS))
        words = translate("Window", "Watches content-generation batches and tells you when they end. MIT licence.")
        head = QHBoxLayout()
        head.setSpacing(3 * GRID)
        head.addWidget(mark)
        head.addWidget(_wrapped(f"batchdesk {__version__}\n{words}"), 1)
        return head

    def _parts(self) -> str:
        lines = [f"{part.name} {part.version} — {part.licence or '?'}" for part in components(self._legal)]
        return "\n".join((f"Python {platform.python_version()}, Qt {qVersion()}", "", *lines))

    def _buttons(self) -> QDialogButtonBox:
        buttons = words_only(QDialogButtonBox(QDialogButtonBox.StandardButton.Close))
        buttons.rejected.connect(self.reject)
        if self._legal.is_dir():  # comes with the installers only
            texts = buttons.addButton(
                translate("Window", "Open the licences' texts"), QDialogButtonBox.ButtonRole.ActionRole
            )
            texts.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._legal))))
        return buttons


def _qt_notice() -> str:
    return translate(
        "Window",
        "This program uses Qt and Qt for Python under the GNU Lesser General Public License, version 3, unchanged and "
        "as libraries of their own: you may replace them. The parts it is made of:",
    )


def _wrapped(text: str) -> QLabel:
    label = plain_label(text)
    label.setWordWrap(True)
    return label
