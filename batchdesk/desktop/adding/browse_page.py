"""A server's batches, merchant by merchant, to tick what is to be added; and the merchant to be followed."""

import asyncio
from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from batchdesk.batch.identity import Reference
from batchdesk.batch.problem import BatchdeskError, Problem
from batchdesk.desktop.adding.following import Following, standing_sentences
from batchdesk.desktop.adding.server_list import ServerList
from batchdesk.desktop.faces import Face, Faced
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import PassingTasks
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.engine.engine import Engine
from batchdesk.engine.listed import ListedPage
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence


class BrowsePage(QWidget):
    """What was ticked stays ticked from page to page; another merchant begins anew."""

    changed = Signal()
    """What is to be added is another now."""

    def __init__(
        self,
        engine: Engine,
        tasks: PassingTasks,
        servers: Sequence[str],
        following: Following,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._engine = engine
        self._tasks = tasks
        self._following = following
        self._shown = ("", "")
        """Server and merchant of what is in the list."""
        self._reading: asyncio.Task[None] | None = None
        self._page = ListedPage((), page=1, pages=0, total=0)
        self.server, self.merchant_box = QComboBox(), MerchantBox()
        self.show_button = QPushButton(translate("Adding", "Show"))
        self.follow = QCheckBox(translate("Adding", "Add this merchant's new batches by themselves"))
        self.standing = plain_label()
        self.list = ServerList()
        self.faced = Faced(self.list)
        self.place = plain_label(wrap=False)
        self.newer = QPushButton(translate("Adding", "Newer"))
        self.older = QPushButton(translate("Adding", "Older"))
        self.tick_new = QPushButton(translate("Adding", "Tick the new ones"))
        self._build(servers)
        self._connect()
        self._take_page(self._page)
        self.faced.show_face(_first_face() if servers else _no_server_face())
        self._show_following()
        self._tasks.start(self._offer_merchants())

    @property
    def references(self) -> list[Reference]:
        """What is ticked."""
        return [Reference(key.batch_id, key.server) for key in self.list.ticked]

    @property
    def merchant(self) -> str:
        """Whose batches are in the list."""
        return self._shown[1]

    def begin(self, server: str, merchant: str) -> None:
        """Show a merchant's batches at once."""
        self.server.setCurrentText(server)
        self.merchant_box.setEditText(merchant)
        self.show_first_page()

    def show_first_page(self) -> None:
        """Show the newest batches of the merchant that was chosen."""
        chosen = self._chosen()
        if all(chosen):
            self._shown = chosen
            self.list.forget_ticks()
            self._turn_to(1)

    # How it is put together.

    def _build(self, servers: Sequence[str]) -> None:
        self.server.addItems(list(servers))
        self.server.setAccessibleName(translate("Adding", "Server"))
        self.show_button.setAutoDefault(False)
        for button in (self.newer, self.older, self.tick_new):
            button.setAutoDefault(False)
        self.standing.setForegroundRole(self.standing.palette().ColorRole.PlaceholderText)
        self.follow.setToolTip(translate("Adding", "Its list is looked at twice a minute; what was there stays there."))
        top = QGridLayout()
        top.setColumnStretch(1, 1)
        for row, (words, field) in enumerate(
            [(translate("Adding", "Server"), self.server), (translate("Adding", "Merchant"), self.merchant_box)]
        ):
            label = QLabel(words)
            label.setBuddy(field)
            top.addWidget(label, row, 0)
            top.addWidget(field, row, 1)
        top.addWidget(self.show_button, 1, 2)
        bottom = QHBoxLayout()
        bottom.addWidget(self.tick_new)
        bottom.addStretch(1)
        for widget in (self.place, self.newer, self.older):
            bottom.addWidget(widget)
        column = QVBoxLayout(self)
        column.setSpacing(2 * GRID)
        column.addLayout(top)
        column.addWidget(self.faced, 1)
        column.addLayout(bottom)
        column.addWidget(self.follow)
        column.addWidget(self.standing)
        by_place = (self.show_button, self.list, self.tick_new, self.newer, self.older, self.follow)
        for before, after in pairwise((self.server, self.merchant_box, *by_place)):
            self.setTabOrder(before, after)

    def _connect(self) -> None:
        self.server.currentIndexChanged.connect(self._show_following)
        self.merchant_box.editTextChanged.connect(self._show_following)
        self.merchant_box.activated.connect(self.show_first_page)
        self.merchant_box.entered.connect(self.show_first_page)
        self.show_button.clicked.connect(self.show_first_page)
        self.newer.clicked.connect(lambda: self._turn_to(self._page.page - 1))
        self.older.clicked.connect(lambda: self._turn_to(self._page.page + 1))
        self.tick_new.clicked.connect(self.list.tick_new)
        self.list.ticks_changed.connect(self.changed)
        self.follow.clicked.connect(self._begin_or_end)
        self._following.changed.connect(self._show_following)

    # What it shows.

    async def _offer_merchants(self) -> None:
        facets = await self._engine.read(lambda reader: reader.facets())
        followed = [merchant for _server, merchant in self._following.merchants]
        self.merchant_box.offer(list(dict.fromkeys([*followed, *facets.merchants])))

    def _turn_to(self, page: int) -> None:
        if self._reading is not None:
            self._reading.cancel()  # only the last wish counts
        self.faced.wait()
        self._reading = self._tasks.start(self._read(page))

    async def _read(self, number: int) -> None:
        try:
            page = await self._engine.browse(*self._shown, number)
        except BatchdeskError as error:
            self._take_page(ListedPage((), page=1, pages=0, total=0))
            self.faced.show_face(self._trouble_face(error.problem))
        else:
            self._take_page(page)

    def _trouble_face(self, problem: Problem) -> Face:
        heading, button = translate("Adding", "There is no list to show"), translate("Window", "Try again")
        return Face("warning-circle", heading, sentence(problem), button, self.show_first_page)

    def _take_page(self, page: ListedPage) -> None:
        self._page = page
        self.list.show_batches(page.batches)
        self.newer.setEnabled(page.page > 1)
        self.older.setEnabled(page.page < page.pages)
        self.tick_new.setEnabled(self.list.has_new)
        self.place.setText(_place_words(page))
        if page.batches:
            self.faced.show_contents()
        else:
            self.faced.show_face(Face("tray", translate("Adding", "This merchant has no batches")))
        self.changed.emit()

    def _chosen(self) -> tuple[str, str]:
        return self.server.currentText(), self.merchant_box.currentText().strip()

    def _show_following(self) -> None:
        one = self._following.merchants.get(self._chosen())
        with QSignalBlocker(self.follow):
            self.follow.setChecked(one is not None)
        chosen = all(self._chosen())
        self.follow.setEnabled(chosen)
        self.show_button.setEnabled(chosen)
        self.standing.setText(standing_sentences(one, utc_now()) if one is not None else "")
        self.standing.setVisible(one is not None)

    def _begin_or_end(self, wanted: bool) -> None:
        (self._following.begin if wanted else self._following.end)(*self._chosen())


class MerchantBox(QComboBox):
    """A merchant's id: typed, or one of those that are known. Enter shows its batches, and does not end the dialog."""

    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        edit = self.lineEdit()
        assert edit is not None, "it is editable"
        for box in (self, edit):
            box.setAccessibleName(translate("Adding", "Merchant"))
        edit.setPlaceholderText(translate("Adding", "Its id, as the server knows it"))

    def offer(self, merchants: Sequence[str]) -> None:
        """Offer these, and leave alone what was typed already."""
        typed = self.currentText()
        with QSignalBlocker(self):
            self.addItems(list(merchants))
        self.setEditText(typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


def _no_server_face() -> Face:
    return Face("sign-in", translate("Adding", "No server is known yet"), translate("Adding", "Sign in to one first."))


def _first_face() -> Face:
    return Face(
        "storefront",
        translate("Adding", "Choose a merchant"),
        translate("Adding", "Its batches are shown here, as far as the server has a list of them."),
    )


def _place_words(page: ListedPage) -> str:
    if page.pages < 2:
        return translate("Adding", "%n batches", page.total) if page.total else ""
    return translate("Adding", "page {page} of {pages}, %n batches", page.total, page=page.page, pages=page.pages)
