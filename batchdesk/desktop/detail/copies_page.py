"""The generated texts of a batch: read from the cache, fetched from the server once the batch has ended."""

import asyncio
from datetime import datetime

from msgspec import Struct
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.copies import Copy, copies_in, never_made
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError
from batchdesk.desktop.detail.copy_box import CopyBox, heading_of
from batchdesk.desktop.detail.copy_button import CopyButton
from batchdesk.desktop.detail.loading import Loading
from batchdesk.desktop.detail.tabs import Page
from batchdesk.desktop.message_bar import plain_label
from batchdesk.desktop.style.appearance import GRID
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.watching.batch_model import utc_now
from batchdesk.engine.engine import Engine
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import CopiesRecord
from batchdesk.words.catalogue import translate
from batchdesk.words.copies import no_texts_words, why_not_made
from batchdesk.words.sentences import one_after_another
from batchdesk.words.times import age

LINGER_SECONDS = 0.4
"""Who walks through the table with the arrow keys asks the server nothing."""

MOST_BOXES = 20
"""A batch has five. A server that sends thousands does not fill the window with them."""


class _Texts(Struct, frozen=True):
    version: int
    fetched_at: datetime
    copies: tuple[Copy, ...]


def _texts_of(record: CopiesRecord | None) -> _Texts | None:
    """Takes its time for texts of megabytes: not on the thread of the window."""
    return record and _Texts(record.version, record.fetched_at, copies_in(record.raw))


class CopiesPage(Page):
    """Says what there is, or why there is nothing. What was fetched once stays readable without a server."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._loading = Loading(tasks)
        self._batch: WatchedBatch | None = None
        self._texts: _Texts | None = None
        self._asking = False
        self._trouble = ""
        self._without_route: set[str] = set()
        """Servers that are not asked by themselves again in this run."""
        self.words = plain_label()
        self.fetch = QPushButton()
        self.fetch.setAutoDefault(True)
        self.fetch.clicked.connect(self._fetch_now)
        self.copy_all = CopyButton(
            translate("Detail", "Copy all"), translate("Detail", "Copy all texts of the batch"), self._all
        )
        self.boxes: list[CopyBox] = []
        self._column = QVBoxLayout(self)
        self._build()

    def show_of(self, batch: WatchedBatch | None, now: datetime) -> None:
        before, self._batch = self._batch, batch
        if batch is None:
            self._loading.stop()
            return
        if before is None or before.key != batch.key:
            self._texts, self._asking, self._trouble = None, False, ""
            self._loading.start(self._load(batch.key))
            self._show_copies()
        elif before.state.version != batch.state.version and self._is_due():
            self._loading.start(self._fetch(batch.key))
        self._say(now)

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.fetch)
        row.addWidget(self.copy_all)
        row.addStretch(1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2 * GRID)
        self._column.addWidget(self.words)
        self._column.addLayout(row)
        self._column.addStretch(1)

    # Where the texts come from.

    async def _load(self, key: BatchKey) -> None:
        self._texts = await self._engine.read(lambda reader: _texts_of(reader.copies(key)))
        self._show_copies()
        self._say(utc_now())
        if self._is_due():
            await asyncio.sleep(LINGER_SECONDS)
            await self._fetch(key)

    def _is_due(self) -> bool:
        """Whether the server has texts that were not fetched yet, as far as one knows without asking."""
        batch = self._batch
        if batch is None or not batch.state.ended or batch.connection.state is ConnectionState.GONE:
            return False
        has_all = self._texts is not None and self._texts.version >= batch.state.version
        return not has_all and batch.state.copy_count > 0 and batch.key.server not in self._without_route

    def _fetch_now(self) -> None:
        if self._batch is not None:
            self._loading.start(self._fetch(self._batch.key))

    async def _fetch(self, key: BatchKey) -> None:
        self._asking, self._trouble = True, ""
        self._say(utc_now())
        try:
            record = await self._engine.fetch_copies(key)
        except BatchdeskError as error:
            self._trouble = no_texts_words(error.problem)
        else:
            self._take(key, await asyncio.to_thread(_texts_of, record))
        self._asking = False
        self._show_copies()
        self._say(utc_now())

    def _take(self, key: BatchKey, texts: _Texts | None) -> None:
        if texts is not None:
            self._texts = texts
        else:
            self._without_route.add(key.server)
            self._trouble = no_texts_words(None)

    # How they are shown.

    def _show_copies(self) -> None:
        copies = self._copies()[:MOST_BOXES]
        while len(self.boxes) < len(copies):
            self.boxes.append(CopyBox())
            self._column.insertWidget(self._column.count() - 1, self.boxes[-1])
        reason = why_not_made(self._batch.state) if self._batch is not None else ""
        for box, copy in zip(self.boxes, copies, strict=False):
            box.show_copy(copy, reason)
        for number, box in enumerate(self.boxes):
            box.setVisible(number < len(copies))

    def _copies(self) -> list[Copy]:
        """Those the server has, and those that were asked for and never made."""
        if self._texts is None or self._batch is None:
            return []
        state, copies = self._batch.state, self._texts.copies
        missing = [Copy(number) for number in never_made(copies, state.copy_target)] if state.ended else []
        return sorted((*copies, *missing), key=lambda copy: copy.sequence)

    def _say(self, now: datetime) -> None:
        self.words.setText(self._words(now))
        self.fetch.setText(translate("Detail", "Fetch again") if self._texts else translate("Detail", "Fetch now"))
        self.fetch.setEnabled(not self._asking)
        self.copy_all.setEnabled(self._texts is not None and any(copy.text for copy in self._texts.copies))

    def _words(self, now: datetime) -> str:
        if self._asking:
            return translate("Detail", "The texts are being fetched…")
        if self._texts is None:
            return self._trouble or self._nothing_yet()
        made = sum(bool(copy.text) for copy in self._texts.copies)
        when = age(self._texts.fetched_at, now)
        words = translate("Detail", "%n texts, fetched {when}.", made, when=when)
        return one_after_another([self._trouble, words, self._left_out()])

    def _left_out(self) -> str:
        if len(self._copies()) <= MOST_BOXES:
            return ""
        return translate("Detail", "The first {shown} are shown; copying all takes all of them.", shown=MOST_BOXES)

    def _nothing_yet(self) -> str:
        state = self._batch.state if self._batch is not None else None
        if state is None or (state.ended and state.copy_count > 0):
            return ""
        if state.ended:
            return one_after_another([translate("Detail", "No text was made."), why_not_made(state)])
        return translate("Detail", "The texts are fetched when the batch has ended, or now, as far as there are any.")

    def _all(self) -> str:
        copies = self._texts.copies if self._texts is not None else ()
        return "\n\n".join(f"## {heading_of(copy)}\n\n{copy.text}" for copy in copies if copy.text)
