"""Says that the program itself is at fault, with what helps to mend it, to be copied. The program goes on."""

from traceback import format_exception
from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.placing import give_size
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.style.dialog_buttons import words_only
from batchdesk.words.catalogue import translate

_WIDTH, _HEIGHT = 600, 340
_LEAST_WIDTH, _LEAST_HEIGHT = 480, 320
"""The sentences at the top have their lines, and the text below can be scrolled."""


class FaultDialog(QDialog):
    """One for all faults that come while it is open: each is added to the details. Deletes itself when closed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(translate("Window", "batchdesk met a fault of its own"))
        self.setMinimumSize(_LEAST_WIDTH, _LEAST_HEIGHT)
        give_size(self, _WIDTH, _HEIGHT)
        words = translate(
            "Window",
            "That did not work, through a fault of this program. The program goes on. These details help to find it:",
        )
        self.details = QPlainTextEdit(readOnly=True)
        self.details.setFont(appearance.monospace(self.details.font()))
        self.details.setAccessibleName(translate("Window", "Details of the fault"))
        buttons = words_only(QDialogButtonBox(QDialogButtonBox.StandardButton.Close))
        buttons.rejected.connect(self.reject)
        copy = buttons.addButton(translate("Window", "Copy the details"), QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.details.toPlainText()))
        layout = QVBoxLayout(self)
        layout.setSpacing(2 * GRID)
        layout.addWidget(plain_label(words))
        layout.addWidget(self.details)
        layout.addWidget(buttons)


def tell_fault(
    window: QWidget, kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> FaultDialog:
    """Show where it happened and what kind of error it was; its words may be a batch's, and stay in the log."""
    from batchdesk.diagnostics import cleaned_log  # not before something goes wrong

    lines = cleaned_log("".join(format_exception(kind, error, trace)))
    dialog = window.findChild(FaultDialog) or FaultDialog(window)
    dialog.details.appendPlainText("\n".join(lines))
    dialog.open()
    return dialog
