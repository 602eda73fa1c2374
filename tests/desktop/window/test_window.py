"""The window on a real engine and a real server: first start, adding, removing, signing in again, offline."""

from pathlib import Path
from typing import TypeVar, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QPushButton

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey, Reference, batch_link
from batchdesk.desktop import offline_bar
from batchdesk.desktop.exporting.dialog import ExportDialog
from batchdesk.desktop.history.choice import Choice
from batchdesk.desktop.history.view import HistoryView
from batchdesk.desktop.insights.view import InsightsView
from batchdesk.desktop.main_views import HISTORY, INSIGHTS
from batchdesk.desktop.palette.palette import Palette
from batchdesk.desktop.watching.columns import Column
from batchdesk.desktop.watching.tag_dialog import TagDialog
from batchdesk.desktop.window import MainWindow
from batchdesk.testserver import EmbeddedServer, ServerOptions
from tests.desktop.window.opened import QUICK, OnLoop, face_of, opened, signed_in, status_of
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_batch_is_pasted_moves_and_its_timeline_is_shown(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            batch_id = server.create_batch(autostart=False)
            key = BatchKey(server.url, batch_id)
            QGuiApplication.clipboard().setText(f"{server.url}/creative/batches/{batch_id}")
            window.menu.paste.trigger()
            await until(lambda: status_of(window, key) == "QUEUED")
            await until(lambda: [batch.key for batch in window.table.chosen()] == [key])
            server.advance(batch_id, "RUNNING")
            server.advance(batch_id, "PARTIAL_SUCCESS", copy_count=3, error_message="<b>two</b> are missing")
            await until(lambda: status_of(window, key) == "PARTIAL_SUCCESS")
            page = window.detail.page
            await until(lambda: any("partial" in line for line in page.life.timeline.lines()))
            assert page.identity.text() == batch_id
            assert page.status.words.text() == "partial · 3 of 5 copies"
            assert page.error_message.toPlainText() == "<b>two</b> are missing"
            assert '"copyCount": 3' in page.life.raw.toPlainText()

    on_qt_loop(main())


def test_what_is_not_clear_opens_the_dialog(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            dialog = window.adding.open_dialog(window, "at !!")
            assert not dialog.add_button.isEnabled()
            first, second = (server.create_batch(autostart=False) for _ in range(2))
            dialog.paste.text.setPlainText(f"{first}\n{second}\n!!\n{first}")
            assert dialog.add_button.text() == "Add 2"
            dialog.label.setText("Spring sale")
            dialog.add_button.click()
            await until(lambda: window.batches.rowCount() == 2)
            assert {batch.label for batch in window.batches.batches()} == {"Spring sale (1)", "Spring sale (2)"}
            await until(lambda: "Added 2 batches." in window.messages.texts)

    on_qt_loop(main())


def test_removing_can_be_undone(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (key,) = await engine.add([Reference(server.create_batch(plan=QUICK), server.url)], "Spring sale")
            await until(lambda: status_of(window, key) == "SUCCEEDED")
            window.open_batch(key)
            window.menu.remove.trigger()
            await until(lambda: window.batches.rowCount() == 0)
            await until(lambda: window.messages.texts == ("Removed Spring sale from the table. Its history stays.",))
            assert face_of(window) == "Nothing is watched yet"
            undo = window.messages.findChild(QPushButton)
            assert isinstance(undo, QPushButton)
            undo.click()
            await until(lambda: status_of(window, key) == "SUCCEEDED")

    on_qt_loop(main())


def test_pause_resume_and_rename(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (key,) = await engine.add([Reference(server.create_batch(autostart=False), server.url)])

            def state() -> ConnectionState | None:
                batch = window.batches.batch(key)
                return batch.connection.state if batch else None

            await until(lambda: state() is ConnectionState.LIVE)
            window.open_batch(key)
            window.menu.pause.trigger()
            await until(lambda: state() is ConnectionState.PAUSED)
            window.menu.follow(window.table.chosen())
            window.menu.resume.trigger()
            await until(lambda: state() is ConnectionState.LIVE)
            window.batches.setData(window.batches.index(0, Column.NAME), "春季新品")
            await until(lambda: window.batches.batches()[0].label == "春季新品")
            window.menu.copy_id.trigger()
            assert QGuiApplication.clipboard().text() == key.batch_id
            window.menu.copy_link.trigger()
            assert QGuiApplication.clipboard().text() == batch_link(key)

    on_qt_loop(main())


def test_without_a_network_everything_is_there_with_its_age(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        with EmbeddedServer(ServerOptions(look_seconds=0.02)) as server:
            async with signed_in(tmp_path, server) as (window, engine):
                keys = await engine.add(
                    [Reference(server.create_batch(plan=QUICK), server.url),
                     Reference(server.create_batch(autostart=False), server.url)]
                )  # fmt: skip
                await until(lambda: [status_of(window, key) for key in keys] == ["SUCCEEDED", "QUEUED"])
        async with opened(tmp_path) as (window, _engine):
            await until(lambda: window.batches.rowCount() == 2)
            heard = window.batches.index(0, Column.HEARD).data()
            assert heard.startswith("as of ")

    on_qt_loop(main())


def test_a_server_that_cannot_be_reached_is_called_offline(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (key,) = await engine.add([Reference(server.create_batch(autostart=False), server.url)])
            await until(lambda: status_of(window, key) == "QUEUED")
            server.stop()
            await until(lambda: window.connection_words.startswith("Offline. Showing what was known at "))

    on_qt_loop(main())


def test_over_every_view_it_is_said_that_no_server_answers_until_one_does(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline_bar, "SETTLE_MILLISECONDS", 1)

    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (key,) = await engine.add([Reference(server.create_batch(autostart=False), server.url)])
            await until(lambda: status_of(window, key) == "QUEUED")
            window.views.open("inbox")
            server.stop()
            await until(window.offline.isVisible)
            server.start()
            window.offline.button.click()
            await until(window.offline.isHidden)

    on_qt_loop(main())


def test_no_shortcut_of_a_view_is_one_of_the_window(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            for name in window.views.entries:
                view = window.views.open(name)
                own = {action.shortcut().toString() for action in view.actions()} - {""}
                windows = {action.shortcut().toString() for action in window.actions() if action.isEnabled()}
                assert not own & windows, name

    on_qt_loop(main())


def test_trouble_is_a_sentence_in_the_window(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, _engine):
            await until(window.sessions.first_run.isVisible)
            window.adding.add([Reference("cmgl00000001")])
            await until(lambda: window.messages.texts)
            assert window.messages.texts[0].startswith("Which server is this batch on?")

    on_qt_loop(main())


def test_a_rail_that_was_made_narrow_is_narrow_next_time(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, _engine):
            window.resize(1240, 740)
            await until(lambda: window.loaded)
            window.menu.rail.trigger()
        async with opened(tmp_path) as (window, _engine):
            assert window.navigation.narrow
            window.resize(1240, 740)
            window.navigation.rail.toggle.click()
        async with opened(tmp_path) as (window, _engine):
            assert not window.navigation.narrow

    on_qt_loop(main())


def test_the_window_remembers_its_size_and_columns(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, _engine):
            window.resize(700, 500)
            window.table.setColumnWidth(Column.PROGRESS, 321)
            window.table.horizontalHeader().moveSection(Column.HEARD, 0)
        async with opened(tmp_path) as (window, _engine):
            assert (window.width(), window.height()) == (700, 500)
            assert window.table.columnWidth(Column.PROGRESS) == 321
            assert window.table.horizontalHeader().visualIndex(Column.HEARD) == 0

    on_qt_loop(main())


def test_every_action_has_its_icon_and_every_shortcut_one_meaning(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, _engine):
            await until(lambda: not window.menu.quit.icon().isNull())
            actions = [action for action in window.actions() if action.text()]
            assert not [action.text() for action in actions if action.icon().isNull()]
            shortcuts = [action.shortcut().toString() for action in actions if not action.shortcut().isEmpty()]
            assert len(shortcuts) == len(set(shortcuts))

    on_qt_loop(main())


def test_batches_are_tagged_exported_and_found_by_name(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (key,) = await engine.add([Reference(server.create_batch(autostart=False), server.url)])
            await until(lambda: window.batches.rowCount() == 1)
            window.table.choose(key)
            window.menu.tag.trigger()
            tags = the_dialog(window, TagDialog)
            tags.new.setText("spring")
            tags.accept()
            await until(lambda: window.batches.batch_at(0).tags == ("spring",))
            window.menu.pin.trigger()
            await until(window.menu.pin.isChecked)
            window.menu.copy_markdown.trigger()
            assert key.batch_id in QGuiApplication.clipboard().text()
            window.table.clearSelection()
            window.menu.palette.trigger()
            palette = the_dialog(window, Palette)
            palette.typed.setText(key.batch_id)
            QTest.keyClick(palette.typed, Qt.Key.Key_Return)
            assert [batch.key for batch in window.table.chosen()] == [key]
            window.menu.export.trigger()
            the_dialog(window, ExportDialog).reject()

    on_qt_loop(main())


@pytest.mark.parametrize("name", [HISTORY, INSIGHTS])
def test_what_is_exported_is_what_the_view_in_front_shows(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer, name: str
) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (key,) = await engine.add([Reference(server.create_batch(autostart=False), server.url)])
            await until(lambda: window.batches.rowCount() == 1)
            window.table.choose(key)
            view = cast("HistoryView | InsightsView", window.views.open(name))
            view.bar.choose(Choice(with_error=True))
            window.menu.export.trigger()
            await until(lambda: window.findChildren(ExportDialog))
            order = the_dialog(window, ExportDialog).order
            assert order.query.with_error
            assert order.keys == ()
            the_dialog(window, ExportDialog).reject()

    on_qt_loop(main())


AnyDialog = TypeVar("AnyDialog", bound=QDialog)


def the_dialog(window: MainWindow, kind: type[AnyDialog]) -> AnyDialog:
    """The one of its kind that has been opened last."""
    return window.findChildren(kind)[-1]
