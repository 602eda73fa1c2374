"""Batches put away: out of sight at once, found where one looks for them, told all the same, and brought back."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.filtering.counts import IS_PUT_AWAY
from batchdesk.desktop.watching.tag_dialog import TagDialog
from batchdesk.desktop.window import MainWindow
from batchdesk.testserver import EmbeddedServer
from tests.waiting import until

from .opened import OnLoop, face_of, signed_in, status_of

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def server():
    with EmbeddedServer() as server:
        yield server


def keys_shown(window: MainWindow) -> list[BatchKey]:
    return [batch.key for batch in window.batches.shown()]


def tags_of(window: MainWindow, key: BatchKey) -> tuple[str, ...]:
    """None of a batch that has not come to the window yet."""
    batch = window.batches.batch(key)
    return batch.tags if batch else ()


def test_what_is_put_away_is_out_of_sight_and_is_found_again(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            references = [Reference(server.create_batch(autostart=False), server.url) for _ in range(3)]
            keys = await engine.add(references)
            await until(lambda: len(keys_shown(window)) == 3)
            window.table.choose(keys[0])
            window.menu.put_away.trigger()
            await until(lambda: keys[0] not in keys_shown(window))
            await until(lambda: window.messages.texts)
            (said,) = window.messages.texts
            assert said == (
                f"{keys[0].batch_id} is put away. Nothing changes on the server. You are still told when it ends."
            )
            await until(lambda: window.navigation.filters.buttons[(IS_PUT_AWAY,)].number == 1)
            window.navigation.filters.buttons[(IS_PUT_AWAY,)].click()
            await until(lambda: keys_shown(window) == [keys[0]])
            window.table.choose(keys[0])
            assert not window.menu.put_away.isEnabled()
            window.menu.bring_back.trigger()
            await until(lambda: keys_shown(window) == [])
            window.navigation.show_all()
            await until(lambda: len(keys_shown(window)) == 3)

    on_qt_loop(main())


def test_it_is_undone(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            batch = server.create_batch(autostart=False)
            server.advance(batch, "SUCCEEDED", copy_count=5)
            (key,) = await engine.add([Reference(batch, server.url)])
            await until(lambda: status_of(window, key) == "SUCCEEDED")
            window.table.choose(key)
            window.menu.put_away.trigger()
            await until(lambda: face_of(window) == "Everything is put away")
            await until(lambda: window.messages.texts)
            assert window.messages.texts == (f"{key.batch_id} is put away. Nothing changes on the server.",)
            assert window.menu.undo.isEnabled()
            window.menu.undo.trigger()
            await until(lambda: keys_shown(window) == [key])
            assert face_of(window) == ""

    on_qt_loop(main())


def test_one_after_the_other_is_dealt_with_by_keys_alone(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            await engine.add([Reference(server.create_batch(autostart=False), server.url) for _ in range(4)])
            await until(lambda: len(keys_shown(window)) == 4)
            first, second, third, fourth = keys_shown(window)
            window.table.choose(second)
            # With both keys still held down, as a hand does.
            QTest.keyClick(
                window, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            )
            await until(lambda: keys_shown(window) == [first, third, fourth])
            assert [batch.key for batch in window.table.chosen()] == [third]
            window.menu.remove.trigger()
            await until(lambda: keys_shown(window) == [first, fourth])
            assert [batch.key for batch in window.table.chosen()] == [fourth]
            window.menu.put_away.trigger()
            await until(lambda: keys_shown(window) == [first])
            assert [batch.key for batch in window.table.chosen()] == [first]
            await until(lambda: len(window.messages.texts) == 3)
            window.table.setFocus()
            for back in (fourth, third, second):
                QTest.keyClick(window, Qt.Key.Key_Z, CONTROL)
                await until(lambda back=back: [batch.key for batch in window.table.chosen()] == [back])
            assert set(keys_shown(window)) == {first, second, third, fourth}

    on_qt_loop(main())


def test_a_click_on_its_notification_shows_it_and_adding_it_brings_it_back(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            reference = Reference(server.create_batch(autostart=False), server.url)
            (key,) = await engine.add([reference])
            await engine.set_put_away([key], True)
            await until(lambda: face_of(window) == "Everything is put away")
            window.open_batch(key)
            assert keys_shown(window) == [key]
            assert [batch.key for batch in window.table.chosen()] == [key]
            window.navigation.show_all()
            await engine.add([reference], label="春季")
            await until(lambda: [(batch.key, batch.label) for batch in window.batches.shown()] == [(key, "春季")])

    on_qt_loop(main())


def test_tags_of_many_are_taken_back_one_by_one(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            references = [Reference(server.create_batch(autostart=False), server.url) for _ in range(2)]
            first, second = await engine.add(references)
            await engine.change_tags([first], ["spring", "launch"])
            await engine.change_tags([second], ["launch"])
            await until(lambda: tags_of(window, second) == ("launch",))
            assert tags_of(window, first) == ("launch", "spring")
            window.table.choose_all([first, second])
            dialog = window.commands.tag()
            assert isinstance(dialog, TagDialog)
            dialog.new.setText("spring, 复查")
            dialog.boxes["launch"].setChecked(False)
            dialog.accept()
            await until(lambda: tags_of(window, second) == ("spring", "复查"))
            await until(lambda: window.messages.texts == ("The tags of 2 batches were changed.",))
            assert window.menu.undo.isEnabled()
            window.menu.undo.trigger()
            await until(lambda: tags_of(window, first) == ("launch", "spring"))
            await until(lambda: tags_of(window, second) == ("launch",))

    on_qt_loop(main())
