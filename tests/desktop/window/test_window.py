"""The window on a real engine and a real server: first start, adding, removing, signing in again, offline."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton

from batchdesk.batch.connection import ConnectionState
from batchdesk.batch.identity import BatchKey, Reference, batch_link
from batchdesk.desktop.adding.dialog import AddDialog
from batchdesk.desktop.exporting.dialog import ExportDialog
from batchdesk.desktop.filtering.language import Field, Term
from batchdesk.desktop.history.view import HistoryView
from batchdesk.desktop.inbox.view import InboxView
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.palette.palette import Palette
from batchdesk.desktop.watching.columns import Column
from batchdesk.desktop.watching.tag_dialog import TagDialog
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.stream.reconnect import ReconnectPolicy
from batchdesk.testserver import EmbeddedServer, Plan, ServerOptions

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]
QUICK = Plan(queued_seconds=0, running_seconds=0)


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    with EmbeddedServer(ServerOptions(look_seconds=0.02)) as server:
        yield server


async def until(condition: Callable[[], object]) -> None:
    """Give the loops their turns until `condition` holds."""
    async with asyncio.timeout(20):
        while not condition():  # noqa: ASYNC110 - a widget tells nobody that it has changed
            await asyncio.sleep(0.01)


@asynccontextmanager
async def opened(data_dir: Path, **options: Any) -> AsyncGenerator[tuple[MainWindow, Engine]]:
    """A window that is shown, on an engine that runs."""
    window: MainWindow
    pump = MailboxPump(lambda changes: window.take(changes))
    engine = Engine(data_dir, pump.wake, EngineOptions(keyring=False, policy=ReconnectPolicy(initial=0.05, cap=0.2)))
    pump.connect_to(engine.mailbox)
    window = MainWindow(engine, demo=False, on_quit=lambda: None, data_dir=data_dir, **options)
    engine.start()
    window.show()
    try:
        yield window, engine
    finally:
        await window.finish()
        pump.stop()
        engine.stop()
        window.close()
        window.deleteLater()


@asynccontextmanager
async def signed_in(data_dir: Path, server: EmbeddedServer) -> AsyncGenerator[tuple[MainWindow, Engine]]:
    async with opened(data_dir) as (window, engine):
        await engine.add_server(server.url)
        await engine.sign_in(server.url, server.options.email, server.options.code)
        await until(lambda: window.adding.servers)
        yield window, engine


def is_whole(label: QLabel) -> bool:
    """Whether the label has room for all its lines."""
    return label.height() >= label.heightForWidth(label.width())


def face_of(window: MainWindow) -> str:
    """What stands in the place of the table; empty while it is shown."""
    face = window.desk.face if window.desk.isVisible() else None
    return face.heading if face else ""


def status_of(window: MainWindow, key: BatchKey) -> str:
    batch = window.batches.batch(key)
    return batch.state.status if batch else ""


def test_the_first_start_asks_signs_in_and_shows_the_desk(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        demos: list[str] = []
        async with opened(tmp_path, on_demo=lambda: demos.append("asked")) as (window, _engine):
            page = window.sessions.first_run
            await until(page.isVisible)
            page.demo_button.click()
            assert demos == ["asked"]
            form = page.form
            form.server.setText("this is no address")
            form.email.setText(server.options.email)
            form.code.setText("000000")
            form.button.click()
            await until(lambda: "server" in form.mistakes)
            form.server.setText(server.url)
            form.button.click()
            await until(lambda: "code" in form.mistakes)
            assert "did not accept" in form.mistakes["code"]
            form.code.setText(server.options.code)
            QTest.keyClick(form.code, Qt.Key.Key_Return)
            await until(lambda: face_of(window) == "Nothing is watched yet" and form.code.text() == "")

    on_qt_loop(main())


def test_a_pasted_cookie_signs_in_and_is_hidden(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, _engine):
            form = window.sessions.first_run.form
            await until(form.isVisible)
            assert form.cookie.echoMode() is QLineEdit.EchoMode.Password
            form.server.setText(server.url)
            form.ways.setCurrentIndex(1)
            form.cookie.setText("no cookie at all")
            form.button.click()
            await until(lambda: "cookie" in form.mistakes)
            page = window.sessions.first_run
            await until(lambda: all(is_whole(label) for label in page.findChildren(QLabel) if label.isVisible()))
            form.cookie.setText(server.session_cookie())
            form.button.click()
            await until(window.desk.isVisible)

    on_qt_loop(main())


def test_the_dialog_grows_with_what_it_says(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            window.sessions.open_dialog()
            dialog = window.sessions.dialog
            dialog.form.server.setText(server.url)
            dialog.form.ways.setCurrentIndex(1)
            dialog.form.cookie.setText("no cookie at all")
            dialog.form.button.click()
            await until(lambda: "cookie" in dialog.form.mistakes)
            await until(lambda: all(is_whole(label) for label in dialog.findChildren(QLabel) if label.isVisible()))
            dialog.reject()

    on_qt_loop(main())


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
            dialog.text.setPlainText(f"{first}\n{second}\n!!\n{first}")
            assert dialog.add_button.text() == "Add 2"
            dialog.label.setText("Spring sale")
            dialog.add_button.click()
            await until(lambda: window.batches.rowCount() == 2)
            assert {batch.label for batch in window.batches.batches()} == {"Spring sale"}
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


def test_a_session_that_ended_is_asked_for_once(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (key,) = await engine.add([Reference(server.create_batch(autostart=False), server.url)])
            await until(lambda: status_of(window, key) == "QUEUED")
            server.end_sessions()
            server.drop_streams()
            bar = window.sessions.bar
            await until(bar.isVisible)
            bar.open_button.click()
            assert not bar.form.server.isVisible()
            assert bar.form.email.text() == server.options.email
            bar.form.code.setText(server.options.code)
            bar.form.button.click()
            await until(lambda: not bar.isVisible())
            server.advance(key.batch_id, "RUNNING")
            await until(lambda: status_of(window, key) == "RUNNING")

    on_qt_loop(main())


def test_a_strange_server_is_asked_about_never_added_silently(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, engine):
            key = BatchKey(server.url, server.create_batch(autostart=False))
            window.add_text(batch_link(key))
            bar = window.sessions.bar
            await until(bar.isVisible)
            assert not server.requests.entries
            assert not await engine.servers()
            bar.open_button.click()
            bar.form.email.setText(server.options.email)
            bar.form.code.setText(server.options.code)
            bar.form.button.click()
            await until(lambda: status_of(window, key) == "QUEUED")

    on_qt_loop(main())


def test_declining_a_strange_server_forgets_the_link(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, engine):
            window.add_text(batch_link(BatchKey(server.url, server.create_batch(autostart=False))))
            bar = window.sessions.bar
            await until(bar.isVisible)
            bar.later_button.click()
            assert not bar.isVisible()
            await engine.sign_in((await engine.add_server(server.url)).url, server.options.email, server.options.code)
            await until(lambda: window.adding.servers)
            assert window.batches.rowCount() == 0

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


def test_no_shortcut_of_a_view_is_one_of_the_window(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, _engine):
            for name in window.views.entries:
                view = window.views.open(name)
                own = {action.shortcut().toString() for action in view.actions()} - {""}
                windows = {action.shortcut().toString() for action in window.actions() if action.isEnabled()}
                assert not own & windows, name

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


def test_trouble_is_a_sentence_in_the_window(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, _engine):
            await until(window.sessions.first_run.isVisible)
            window.adding.add([Reference("cmgl00000001")], "")
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


def test_the_faces_of_the_views_lead_on(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            inbox = window.views.open("inbox")
            assert isinstance(inbox, InboxView)
            await until(lambda: inbox.faced.face is not None)
            inbox.faced.page.button.click()
            assert window.views.name == "watching"
            window.desk.page.button.click()
            await until(lambda: window.findChild(AddDialog) is not None)
            dialog = window.findChild(AddDialog)
            assert dialog is not None
            dialog.reject()
            await engine.sign_out(server.url)
            await until(lambda: face_of(window) == "You are signed out")
            window.desk.page.button.click()
            assert window.sessions.dialog.isVisible()
            window.sessions.dialog.reject()

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


def test_a_short_chinese_message_is_seen_whole(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)
    server.advance(
        batch, "FAILED", error_code="COPY_REJECTED", error_message="第 4、5 条文案未通过合规检查，已保留其余。" * 2
    )

    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            (key,) = await engine.add([Reference(batch, server.url)])
            await until(lambda: status_of(window, key) == "FAILED")
            window.open_batch(key)
            box = window.detail.page.error_message
            await until(box.isVisible)
            await until(lambda: box.verticalScrollBar().maximum() == 0)

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


AnyDialog = TypeVar("AnyDialog", bound=QDialog)


def the_dialog(window: MainWindow, kind: type[AnyDialog]) -> AnyDialog:
    """The one of its kind that has been opened last."""
    return window.findChildren(kind)[-1]
