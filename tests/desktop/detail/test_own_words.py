"""Note, tags, pin and telling on a real engine: saved by themselves, and never taken from under the typing hand."""

from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.batch.telling import Telling
from batchdesk.desktop.detail.own_words import OwnWords, tags_in
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.undo import TakeBack
from batchdesk.desktop.watching.batch_model import BatchModel
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.store.reader import Reader
from batchdesk.store.store import DATABASE_NAME
from batchdesk.testserver import EmbeddedServer, ServerOptions
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]


class Shown:
    """The widget with a batch in it, and the batch as the engine has it."""

    def __init__(self, engine: Engine, tasks: OwnedTasks, batches: BatchModel) -> None:
        self.own = OwnWords(engine, tasks)
        self.engine = engine
        self.tasks = tasks
        self.offered: list[tuple[str, TakeBack]] = []
        self.own.undoable.connect(lambda words, take_back: self.offered.append((words, take_back)))
        self.batches = batches
        self.keys: list[BatchKey] = []
        self.number = 0

    def batch(self, number: int = 0) -> WatchedBatch:
        batch = self.batches.batch(self.keys[number])
        assert batch is not None
        return batch

    def take(self, changes: Changes) -> None:
        self.batches.take(changes)
        if self.keys and self.keys[self.number] in changes.batches:
            self.own.show_of(changes.batches[self.keys[self.number]])

    def take_back(self) -> None:
        self.tasks.start(self.offered[-1][1]())

    def show(self, number: int) -> None:
        self.number = number
        self.own.show_of(self.batch(number))


@asynccontextmanager
async def shown(data_dir: Path) -> AsyncGenerator[Shown]:
    with EmbeddedServer(ServerOptions()) as server:
        batches = BatchModel()
        shown: Shown
        pump = MailboxPump(lambda changes: shown.take(changes))
        engine = Engine(data_dir, pump.wake, EngineOptions(keyring=False))
        pump.connect_to(engine.mailbox)
        troubles: list[str] = []
        tasks = OwnedTasks(troubles.append)
        shown = Shown(engine, tasks, batches)
        engine.start()
        try:
            await engine.add_server(server.url)
            references = [Reference(server.create_batch(autostart=False), server.url) for _ in range(2)]
            shown.keys = await engine.add(references)
            await until(lambda: len(batches.batches()) == 2)
            shown.show(0)
            shown.own.show()
            yield shown
        finally:
            await tasks.finish()
            pump.stop()
            engine.stop()
            shown.own.deleteLater()
            batches.deleteLater()
        assert not troubles


def test_a_note_is_saved_by_itself_and_goes_to_its_own_batch(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with shown(tmp_path) as window:
            window.own.note.setPlainText("ask Lin")
            window.show(1)
            assert window.own.note.toPlainText() == ""
            await until(lambda: window.batch().note == "ask Lin")
            assert window.batch(1).note == ""
            window.own.note.setPlainText("typed, then nothing")
            await until(lambda: window.batch(1).note == "typed, then nothing")

    on_qt_loop(main())


def test_news_leave_what_is_being_typed(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with shown(tmp_path) as window:
            window.own.note.setPlainText("half a sen")
            window.own.show_of(replace(window.batch(), label="news"))
            assert window.own.note.toPlainText() == "half a sen"

    on_qt_loop(main())


def test_tags_are_added_and_taken(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with shown(tmp_path) as window:
            window.own.tags.setText("spring, 春季、launch")
            QTest.keyClick(window.own.tags, Qt.Key.Key_Return)
            await until(lambda: set(window.batch().tags) == {"spring", "春季", "launch"})
            window.own.tags.setText("launch")
            QTest.keyClick(window.own.tags, Qt.Key.Key_Return)
            await until(lambda: window.batch().tags == ("launch",))

    on_qt_loop(main())


def test_a_note_is_taken_back_as_it_was_before_one_began_to_type(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with shown(tmp_path) as window:
            window.own.pinned.setFocus()
            await window.engine.set_note(window.keys[0], "as it was")
            await until(lambda: window.own.note.toPlainText() == "as it was")
            window.own.note.setPlainText("as it was, and")
            await until(lambda: window.batch().note == "as it was, and")
            assert window.offered == []  # not with every pause of the hand
            window.own.note.setPlainText("as it was, and more")
            window.own.leave()
            await until(lambda: window.batch().note == "as it was, and more")
            assert [words for words, _ in window.offered] == [f"The note of {window.keys[0].batch_id} was changed."]
            window.own.leave()
            assert len(window.offered) == 1
            window.take_back()
            await until(lambda: window.batch().note == "as it was")
            assert window.own.note.toPlainText() == "as it was"

    on_qt_loop(main())


def test_a_note_is_taken_back_also_when_another_batch_is_shown(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with shown(tmp_path) as window:
            window.own.note.setPlainText("for the first")
            window.show(1)
            await until(lambda: window.batch().note == "for the first")
            window.take_back()
            await until(lambda: window.batch().note == "")
            assert window.own.note.toPlainText() == ""

    on_qt_loop(main())


def test_tags_are_taken_back(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with shown(tmp_path) as window:
            await window.engine.change_tags([window.keys[0]], ["spring", "launch"])
            await until(lambda: window.own.tags.text() == "launch, spring")
            window.own.tags.setText("spring, 春季")
            QTest.keyClick(window.own.tags, Qt.Key.Key_Return)
            window.own.leave()
            await until(lambda: set(window.batch().tags) == {"spring", "春季"})
            assert len(window.offered) == 1
            window.take_back()
            await until(lambda: window.batch().tags == ("launch", "spring"))
            assert window.own.tags.text() == "launch, spring"

    on_qt_loop(main())


def test_tags_that_were_typed_last_go_to_their_own_batch(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with shown(tmp_path) as window:
            window.own.tags.setText("spring")
            window.show(1)
            assert window.own.tags.text() == ""
            await until(lambda: window.batch().tags == ("spring",))

    on_qt_loop(main())


def test_pin_and_telling_are_kept(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with shown(tmp_path) as window:
            window.own.pinned.click()
            await until(lambda: window.batch().pinned)
            QTest.keyClick(window.own.telling, Qt.Key.Key_Down)
            await until(lambda: window.batch().telling is Telling.ALWAYS)

    on_qt_loop(main())


@pytest.mark.parametrize(
    ("text", "tags"), [("", ()), (" a ,, b  c;a", ("a", "b c")), ("春季，上新、x", ("春季", "上新", "x"))]
)
def test_a_line_of_tags(text: str, tags: tuple[str, ...]) -> None:
    assert tags_in(text) == tags


def test_a_note_that_is_typed_just_before_the_end_is_kept(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    keys: list[BatchKey] = []

    async def main() -> None:
        async with shown(tmp_path) as window:
            keys.append(window.keys[0])
            window.own.note.setPlainText("last words")
            window.own.hide()

    on_qt_loop(main())
    kept = Reader(tmp_path / DATABASE_NAME).batch(keys[0])
    assert kept is not None
    assert kept.note == "last words"
