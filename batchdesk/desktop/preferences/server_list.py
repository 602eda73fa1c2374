"""The servers that are known, and what can be done with the one that is chosen."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QPushButton, QVBoxLayout, QWidget

from batchdesk.batch.identity import InvalidReference, normalise_server
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.engine.watched import ServerStatus, SessionState
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence

HEIGHT = 24 * GRID
"""Of some five lines: what is said of the one that is chosen needs the room."""


class ServerList(QWidget):
    """A line a server; below it one more address can be typed."""

    chosen = Signal(str)
    """Another address is looked at; empty: none."""
    added = Signal(str)
    """An address that was not in the list."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName(translate("Settings", "Servers"))
        self.list.setFixedHeight(HEIGHT)
        self.address = QLineEdit()
        self.address.setPlaceholderText("https://studio.example.com")
        self.address.setAccessibleName(translate("Settings", "Address of another server"))
        self.add = QPushButton(translate("Settings", "Add"))
        self.mistake = plain_label()
        self.mistake.setForegroundRole(QPalette.ColorRole.BrightText)
        self.mistake.hide()
        row = QHBoxLayout()
        row.addWidget(self.address, 1)
        row.addWidget(self.add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.list)
        column.addLayout(row)
        column.addWidget(self.mistake)
        self.list.itemSelectionChanged.connect(lambda: self.chosen.emit(self.server))
        self.add.clicked.connect(self._add)
        self.address.returnPressed.connect(self._add)
        self.address.textEdited.connect(self._forgive)

    @property
    def server(self) -> str:
        """The address that is chosen; empty: none."""
        return "".join(str(item.data(Qt.ItemDataRole.UserRole)) for item in self.list.selectedItems())

    def show_servers(self, addresses: Iterable[str], statuses: Mapping[str, ServerStatus]) -> None:
        """Show these. The one that was chosen stays so, as long as it is there."""
        before, addresses = self.server, sorted(addresses)
        with QSignalBlocker(self.list):
            self.list.clear()
            for address in addresses:
                item = QListWidgetItem(f"{one_line(address)} — {_standing(statuses.get(address))}")
                item.setData(Qt.ItemDataRole.UserRole, address)
                self.list.addItem(item)
            self.list.setCurrentRow(addresses.index(before) if before in addresses else 0)
        if self.server != before:
            self.chosen.emit(self.server)

    def choose(self, address: str) -> None:
        """Look at this one."""
        for row in range(self.list.count()):
            if self.list.item(row).data(Qt.ItemDataRole.UserRole) == address:
                self.list.setCurrentRow(row)

    def _add(self) -> None:
        try:
            address = normalise_server(self.address.text())
        except InvalidReference as mistake:
            problem = Problem(ProblemKind.INVALID_REFERENCE, {"text": mistake.text, "mistake": mistake.kind})
            self.mistake.setText(sentence(problem))
            self.mistake.show()
            return
        self.address.clear()
        self.added.emit(address)
        self.choose(address)

    def _forgive(self) -> None:
        self.mistake.hide()


def _standing(status: ServerStatus | None) -> str:
    if status is None:
        return translate("Settings", "never signed in to")
    if status.session is SessionState.SIGNED_IN:
        return translate("Settings", "signed in as {email}", email=one_line(status.email))
    if status.session is SessionState.SIGNED_OUT:
        return translate("Settings", "signed out")
    return translate("Settings", "not reached yet")
