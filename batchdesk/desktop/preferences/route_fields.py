"""How one server is reached, and where a batch's page is. What is wrong is said while it is typed."""

from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.preferences.page import put
from batchdesk.settings.values import ServerSettings
from batchdesk.words.catalogue import translate


class RouteFields(QWidget):
    """The fields of one server."""

    written = Signal(object)
    """ServerSettings that can count."""

    def __init__(self) -> None:
        super().__init__()
        self.web_address, self.ca_file, self.proxy = QLineEdit(), QLineEdit(), QLineEdit()
        self.trouble = plain_label()
        self.trouble.setForegroundRole(QPalette.ColorRole.BrightText)
        self._fields = (self.web_address, self.ca_file, self.proxy)
        self._build()

    def show_server(self, server: ServerSettings, *, another: bool) -> None:
        """Show what counts; what is half typed stays, unless it is of `another` server."""
        for field, text in zip(self._fields, (server.web_address, server.ca_file, server.proxy), strict=True):
            field.setModified(field.isModified() and not another)
            put(field, text)
        self._say_trouble()

    def _build(self) -> None:
        self.web_address.setPlaceholderText("https://studio.example/batches/{id}")
        self.proxy.setPlaceholderText(translate("Settings", "as the system"))
        self.ca_file.setPlaceholderText(translate("Settings", "the system's certificates only"))
        choose = QPushButton(translate("Settings", "Choose…"))
        choose.clicked.connect(self._choose_file)
        file = QHBoxLayout()
        file.addWidget(self.ca_file, 1)
        file.addWidget(choose)
        form = QFormLayout()
        form.addRow(translate("Settings", "A batch's page"), self.web_address)
        form.addRow(translate("Settings", "Certificates to trust"), file)
        form.addRow(translate("Settings", "Proxy"), self.proxy)
        self.ca_file.setAccessibleName(translate("Settings", "Certificates to trust"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(form)
        column.addWidget(self.trouble)
        for field in self._fields:
            field.textEdited.connect(self._say_trouble)
            field.editingFinished.connect(self._edited)

    def _say_trouble(self) -> None:
        self.trouble.setText(trouble_of(self._typed()))

    def _typed(self) -> ServerSettings:
        return ServerSettings(*(field.text().strip() for field in self._fields))

    def _edited(self) -> None:
        typed = self._typed()
        if not trouble_of(typed):
            for field in self._fields:
                field.setModified(False)
            self.written.emit(typed)

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, translate("Settings", "Certificates to trust"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_file(self, path: str) -> None:
        self.ca_file.setText(path)
        self._say_trouble()
        self._edited()


def trouble_of(server: ServerSettings) -> str:
    """What is wrong with what was written, in words; empty when it can count."""
    if server.web_address and (not _is_address(server.web_address) or "{id}" not in server.web_address):
        return translate("Settings", "The page's address begins with https:// and has {id} where the batch's id goes.")
    if server.ca_file and not Path(server.ca_file).is_absolute():
        return translate("Settings", "Give the whole path of the file with the certificates.")
    if server.proxy and not _is_proxy(server.proxy):
        return translate("Settings", "A proxy is written as http://proxy.example:3128, without a name and a password.")
    return ""


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and "@" not in parts.netloc


def _is_proxy(text: str) -> bool:
    address = text if "://" in text else f"http://{text}"
    try:
        return _is_address(address) and urlsplit(address).port is not None
    except ValueError:
        return False
