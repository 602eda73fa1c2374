"""Signing in from the menu."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import (
    QDialog,
    QVBoxLayout,
    QWidget,
)

from batchdesk.desktop.sign_in.form import PAGE_WIDTH, SignInForm
from batchdesk.words.catalogue import translate


class SignInDialog(QDialog):
    """Signing in to one more server, from the menu."""

    def __init__(self, form: SignInForm, parent: QWidget) -> None:
        super().__init__(parent)
        self.form = form
        self.setWindowTitle(translate("SignIn", "Sign in to a server"))
        QVBoxLayout(self).addWidget(form)
        form.setMinimumWidth(PAGE_WIDTH)
        form.signed_in.connect(self.accept)

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() is QEvent.Type.LayoutRequest:  # a mistake is said: no layout makes a window higher by itself
            self.resize(self.width(), max(self.height(), self.heightForWidth(self.width())))
        return handled
