"""The window on a real engine and a real server: how one batch, one filter or one view comes before the eyes."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.adding.dialog import AddDialog
from batchdesk.desktop.filtering.language import Field, Term
from batchdesk.desktop.history.view import HistoryView
from batchdesk.desktop.inbox.view import InboxView
from batchdesk.desktop.moving import at_rest
from batchdesk.desktop.sign_in.dialog import SignInDialog
from batchdesk.engine.watched import Changes
from batchdesk.store.reader import Reader
from batchdesk.store.records import BatchRecord
from batchdesk.testserver import EmbeddedServer
from tests.desktop.window.opened import OnLoop, face_of, signed_in
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_opening_a_batch_lifts_the_filter_that_hides_it(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            first, second = await engine.add(
                [Reference(server.create_batch(autostart=False), server.url) for _ in range(2)]
            )
            await until(lambda: window.batches.rowCount() == 2)
            window.navigation.search_box.setText(first.batch_id)
            assert window.table.batches.rowCount() == 1
            window.open_batch(second)
            assert window.navigation.search_box.text() == ""
            assert [batch.key for batch in window.table.chosen()] == [second]
            window.navigation.search_box.setText("nothing at all")
            assert face_of(window) == "No batch matches the filter"
            QTest.keyClick(window, Qt.Key.Key_Escape)
            assert window.table.isVisible()

    on_qt_loop(main())


def test_a_batch_that_is_not_there_yet_is_opened_when_it_comes(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            key = BatchKey(server.url, server.create_batch(autostart=False))
            window.open_batch(key)
            assert not window.table.chosen()
            await engine.add([Reference(key.batch_id, key.server)])
            await until(lambda: [batch.key for batch in window.table.chosen()] == [key])

    on_qt_loop(main())


def test_a_batch_whose_row_is_still_on_its_way_is_not_opened_in_the_history(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            on_their_way: list[Changes] = []
            with monkeypatch.context() as patch:
                patch.setattr(window, "take", on_their_way.append)
                (key,) = await engine.add([Reference(server.create_batch(autostart=False), server.url)])
                await until(lambda: any(key in changes.batches for changes in on_their_way))
                looked_up: list[BatchKey] = []
                read = Reader.batch

                def noted(reader: Reader, asked: BatchKey) -> BatchRecord | None:
                    looked_up.append(asked)
                    return read(reader, asked)

                patch.setattr(Reader, "batch", noted)
                window.open_batch(key)
                await until(lambda: looked_up == [key])
                # Whose answer comes to the window after that of the question before.
                await engine.read(lambda reader: reader.servers())
            for changes in on_their_way:
                window.take(changes)
            assert window.views.name == "watching"
            assert [batch.key for batch in window.table.chosen()] == [key]

    on_qt_loop(main())


def test_a_batch_that_was_taken_out_of_the_table_is_opened_in_the_history(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            key = BatchKey(server.url, server.create_batch(autostart=False))
            await engine.add([Reference(key.batch_id, key.server)])
            await until(lambda: window.batches.rowCount() == 1)
            await engine.remove([key])
            await until(lambda: window.batches.rowCount() == 0)
            window.open_batch(key)
            await until(lambda: window.views.name == "history")
            history = window.views.opened_already("history")
            assert isinstance(history, HistoryView)
            await until(lambda: [batch.key for batch in history.table.chosen()] == [key])

    on_qt_loop(main())


def test_the_rail_filters_what_the_search_box_says(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            window.resize(1240, 740)
            keys = await engine.add([Reference(server.create_batch(autostart=False), server.url) for _ in range(2)])
            await engine.change_tags(keys[:1], ["spring"])
            navigation, spring = window.navigation, (Term(Field.TAG, "spring"),)
            await until(lambda: spring in navigation.filters.buttons)
            navigation.filters.buttons[spring].click()
            assert navigation.search_box.text() == "tag:spring"
            await until(lambda: [batch.key for batch in window.batches.shown()] == keys[:1])
            window.views.open("inbox")
            assert navigation.search_box.text() == ""
            assert not navigation.filters.isVisible()
            window.views.open("watching")
            assert navigation.search_box.text() == "tag:spring"
            assert navigation.filters.buttons[spring].isChecked()

    on_qt_loop(main())


def test_the_faces_of_the_views_lead_on(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            inbox = window.views.open("inbox")
            assert isinstance(inbox, InboxView)
            await until(lambda: inbox.faced.face is not None)
            inbox.faced.page.button.click()
            assert window.views.name == "watching"
            await until(lambda: face_of(window) == "Nothing is watched yet")
            window.desk.page.button.click()
            await until(lambda: window.findChild(AddDialog) is not None)
            dialog = window.findChild(AddDialog)
            assert dialog is not None
            dialog.reject()
            await engine.sign_out(server.url)
            await until(lambda: face_of(window) == "You are signed out")
            window.desk.page.button.click()
            asked = window.findChild(SignInDialog)
            assert asked is not None
            assert asked.isVisible()
            asked.reject()

    on_qt_loop(main())


def test_a_window_that_adds_batches_is_not_made_anew_before_it_is_done(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            added = [server.create_batch(autostart=False) for _ in range(2)]
            window.adding.add([Reference(batch_id, server.url) for batch_id in added])
            assert window.has_work
            await at_rest(window)
            await until(lambda: window.batches.rowCount() == 2)

    on_qt_loop(main())
