"""How single servers are reached: certificates, proxy, and where a batch's page is."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QPushButton

from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.preferences.page import Page
from batchdesk.settings.values import ServerSettings, Settings
from batchdesk.words.catalogue import translate


class ServersPage(Page):
    """One server at a time. What is wrong is said while it is typed, and counts only once it is right."""

    def __init__(self, servers: Iterable[str]) -> None:
        super().__init__()
        self._known = tuple(servers)
        self.server = QComboBox()
        self.web_address, self.ca_file, self.proxy = QLineEdit(), QLineEdit(), QLineEdit()
        self.trouble = plain_label()
        self.trouble.setForegroundRole(QPalette.ColorRole.BrightText)
        self._fields = (self.web_address, self.ca_file, self.proxy)
        self._build()

    def show_parts(self, settings: Settings) -> None:
        before = self.server.currentText()
        self.server.clear()
        self.server.addItems(sorted({*self._known, *settings.servers}))
        self.server.setCurrentIndex(max(0, self.server.findText(before)))
        self._show_server()

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
        form.addRow(translate("Settings", "Server"), self.server)
        form.addRow(translate("Settings", "A batch's page"), self.web_address)
        form.addRow(translate("Settings", "Certificates to trust"), file)
        form.addRow(translate("Settings", "Proxy"), self.proxy)
        self.ca_file.setAccessibleName(translate("Settings", "Certificates to trust"))
        self.column.addLayout(form)
        self.column.addWidget(self.trouble)
        self.column.addStretch(1)
        self.server.activated.connect(self._show_server)
        for field in self._fields:
            field.textEdited.connect(self._say_trouble)
            field.editingFinished.connect(self._chosen)

    def _show_server(self) -> None:
        server = self.settings.servers.get(self.server.currentText(), ServerSettings())
        for field, text in zip(self._fields, (server.web_address, server.ca_file, server.proxy), strict=True):
            if field.text() != text:
                field.setText(text)
            field.setEnabled(bool(self.server.currentText()))
        self._say_trouble()

    def _say_trouble(self) -> None:
        self.trouble.setText(trouble_of(self._written()))

    def _written(self) -> ServerSettings:
        return ServerSettings(*(field.text().strip() for field in self._fields))

    def _chosen(self) -> None:
        server, written = self.server.currentText(), self._written()
        if server and not trouble_of(written):
            others = {url: each for url, each in self.settings.servers.items() if url != server}
            own = {} if written == ServerSettings() else {server: written}
            self.choose(replace(self.settings, servers=others | own))

    def _choose_file(self) -> None:
        dialog = QFileDialog(self, translate("Settings", "Certificates to trust"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take_file(self, path: str) -> None:
        self.ca_file.setText(path)
        self._say_trouble()
        self._chosen()


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
