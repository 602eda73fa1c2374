"""The inbox on a real engine and database: what it shows, what counts as read, and how it is paged."""

import re
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.inbox.model import PAGE, Role
from batchdesk.desktop.inbox.unread import Unread
from batchdesk.desktop.inbox.view import InboxView
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Changes
from batchdesk.store.store import DATABASE_NAME
from tests.desktop.inbox.conftest import fill, key
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]
OFFLINE = EngineOptions(keyring=False, connect=False)


class Inbox:
    """A view and the count of the unread, fed as the window feeds them."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.tasks = OwnedTasks(lambda words: pytest.fail(words))
        self.opened: list[BatchKey] = []
        self.view = InboxView(engine, self.tasks, self.opened.append)
        self.unread = Unread(engine, self.tasks)

    def take(self, changes: Changes) -> None:
        self.view.take(changes)
        self.unread.take(changes)

    @property
    def lines(self) -> list[str]:
        model = self.view.model
        return [model.index(row).data() for row in range(model.rowCount())]

    def marked_unread(self, row: int) -> bool:
        return bool(self.view.model.index(row).data(Role.UNREAD))


@asynccontextmanager
async def inbox_of(folder: Path) -> AsyncIterator[Inbox]:
    """An inbox that is shown."""
    inbox: Inbox
    pump = MailboxPump(lambda changes: inbox.take(changes))
    engine = Engine(folder, pump.wake, OFFLINE)
    pump.connect_to(engine.mailbox)
    inbox = Inbox(engine)
    engine.start()
    await engine.ready()
    inbox.view.resize(700, 500)
    inbox.view.show()
    inbox.view.activateWindow()
    inbox.view.opened()
    try:
        yield inbox
    finally:
        await inbox.tasks.finish()
        pump.stop()
        engine.stop()
        inbox.view.close()
        inbox.view.deleteLater()


def heading(inbox: Inbox) -> str:
    """Of the face in the place of the list; empty while there are lines."""
    face = inbox.view.faced.face
    return face.heading if face else ""


def test_the_newest_is_first_and_each_line_says_what_how_and_where(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    ids = fill(tmp_path, 3)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await inbox.engine.inbox.mark_told(ids[1:2], "freedesktop")
            await inbox.engine.inbox.withhold(ids[2:3], "quiet")
            await until(lambda: inbox.lines == ["Sale 2", "Sale 1", "Sale 0"])
            spoken = lambda row: inbox.view.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)  # noqa: E731
            await until(lambda: "quiet hours" in spoken(0))
            assert "3 of 5 copies after 1:52" in spoken(0)
            assert "failed after 1:52" in spoken(1)
            assert "shown as a notification" in spoken(1)
            assert "not shown yet" in spoken(2)

    on_qt_loop(main())


def test_what_is_not_the_operators_is_plain_text(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 1, label="<b>Sale</b>\x1b")

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await until(lambda: inbox.lines == ["<b>Sale</b>␛"])
            tooltip = inbox.view.model.index(0).data(Qt.ItemDataRole.ToolTipRole)
            assert "&lt;b&gt;Sale&lt;/b&gt;␛" in tooltip
            assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", tooltip), "what the line says as an age, whole"
            assert not inbox.view.grab().isNull()

    on_qt_loop(main())


def test_older_lines_come_as_they_are_scrolled_to(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    ends = 2 * PAGE + 30
    fill(tmp_path, ends)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await until(lambda: len(inbox.lines) == PAGE)
            for _ in range(2):
                inbox.view.list.scrollToBottom()
                seen = len(inbox.lines)
                await until(lambda seen=seen: len(inbox.lines) > seen)
            assert inbox.lines == [f"Sale {number}" for number in reversed(range(ends))]
            assert not inbox.view.model.canFetchMore(inbox.view.list.rootIndex())

    on_qt_loop(main())


def test_the_model_is_one_that_views_can_rely_on(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 2 * PAGE + 30)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            _tester = QAbstractItemModelTester(inbox.view.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
            await until(lambda: len(inbox.lines) == 2 * PAGE + 30)  # the tester asks for more and more
            inbox.view.look_for("Sale 22")
            await until(lambda: 0 < len(inbox.lines) < PAGE)

    on_qt_loop(main())


def test_what_was_in_sight_is_read_but_looks_new_until_the_next_visit(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 3)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await until(lambda: sum(inbox.unread.by_outcome.values()) == 3)
            await until(lambda: len(inbox.lines) == 3)
            await until(lambda: not inbox.unread.by_outcome)
            assert [inbox.marked_unread(row) for row in range(3)] == [True] * 3
            inbox.view.opened()
            assert [inbox.marked_unread(row) for row in range(3)] == [False] * 3

    on_qt_loop(main())


def test_only_a_window_that_is_looked_at_reads(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 1)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await until(lambda: inbox.lines)
            inbox.view.hide()
            inbox.view.look_for("Sale")
            await until(lambda: inbox.view.model.query.search == "Sale")
            assert not inbox.view._looking.isActive()

    on_qt_loop(main())


def test_enter_opens_the_batch_and_reads_the_line(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 3)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await until(lambda: len(inbox.lines) == 3)
            QTest.keyClick(inbox.view.list, Qt.Key.Key_Down)
            QTest.keyClick(inbox.view.list, Qt.Key.Key_Return)
            assert inbox.opened == [key(1)]
            assert [inbox.marked_unread(row) for row in range(3)] == [True, False, True]

    on_qt_loop(main())


def test_a_batch_that_is_looked_at_elsewhere_is_read_here(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 3)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            inbox.view.hide()
            await until(lambda: sum(inbox.unread.by_outcome.values()) == 3)
            assert inbox.unread.in_need == {key(1), key(2)}
            inbox.unread.see([key(1)])
            await until(lambda: inbox.unread.by_outcome == {"SUCCEEDED": 1, "PARTIAL_SUCCESS": 1})
            assert inbox.unread.in_need == {key(2)}

    on_qt_loop(main())


def test_all_are_read_at_once(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 2 * PAGE)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await until(lambda: len(inbox.lines) == PAGE and inbox.unread.by_outcome)
            inbox.view.all_read.click()
            await until(lambda: not inbox.unread.by_outcome)
            await until(lambda: not any(inbox.marked_unread(row) for row in range(PAGE)))

    on_qt_loop(main())


def test_only_the_unread(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    ids = fill(tmp_path, 3)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await inbox.engine.inbox.mark_read(ids[1:])
            inbox.view.unread_only.click()
            await until(lambda: inbox.lines == ["Sale 0"])
            inbox.view.all_read.click()
            inbox.view.opened()
            await until(lambda: not inbox.lines and heading(inbox) == "Everything has been read")

    on_qt_loop(main())


def test_a_message_shows_its_batches_and_nothing_else(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 5)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            inbox.view.show_only([key(1), key(3)])
            await until(lambda: inbox.lines == ["Sale 3", "Sale 1"])
            assert inbox.view.group.text() == "The 2 batches of one message"
            inbox.view.lift_group.click()
            await until(lambda: len(inbox.lines) == 5)
            assert inbox.view.group.isHidden()

    on_qt_loop(main())


def test_the_newest_search_wins(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 30)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            for text in ("S", "Sa", "Sale 1", "Sale 12"):
                inbox.view.look_for(text)
            await until(lambda: inbox.lines == ["Sale 12"])
            inbox.view.look_for("nothing like it")
            await until(lambda: not inbox.lines and heading(inbox) == "Nothing in the inbox matches")

    on_qt_loop(main())


def test_an_empty_inbox_says_what_comes_here(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 0)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await until(lambda: heading(inbox) == "No batch has ended yet")

    on_qt_loop(main())


def test_every_face_leads_on(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 3)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            asked: list[str] = []
            inbox.view.all_asked.connect(lambda: (asked.append("all"), inbox.view.look_for("")))
            inbox.view.table_asked.connect(lambda: asked.append("table"))
            inbox.view.show_only([key(1)])
            inbox.view.look_for("nothing like it")
            await until(lambda: heading(inbox) == "Nothing in the inbox matches")
            inbox.view.faced.page.button.click()
            await until(lambda: len(inbox.lines) == 3 and heading(inbox) == "")
            assert asked == ["all"]

    on_qt_loop(main())


def test_a_database_that_cannot_be_read_is_said_and_tried_again(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    fill(tmp_path, 3)
    database = tmp_path / DATABASE_NAME

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            await until(lambda: len(inbox.lines) == 3)
            kept = database.read_bytes()
            database.write_bytes(b"no database at all" * 500)
            inbox.view.model.refresh()
            await until(lambda: heading(inbox) == "This could not be read")
            assert inbox.view.faced.page.accessibleDescription()
            database.write_bytes(kept)
            inbox.view.faced.page.button.click()
            await until(lambda: heading(inbox) == "" and len(inbox.lines) == 3)

    on_qt_loop(main())
