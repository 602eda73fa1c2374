"""The window on a real engine and a real server: the first start, signing in and strange servers."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit
from shiboken6 import delete

from batchdesk.batch.identity import BatchKey, Reference, batch_link
from batchdesk.testserver import EmbeddedServer
from tests.desktop.window.opened import OnLoop, face_of, is_whole, opened, signed_in, status_of
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


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
            assert window.focusWidget() is form.server
            form.server.setText("this is no address")
            form.button.click()
            await until(lambda: "code" in form.mistakes)
            assert window.focusWidget() is form.email
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
            dialog = window.sessions.open_dialog()
            dialog.form.server.setText(server.url)
            dialog.form.ways.setCurrentIndex(1)
            dialog.form.cookie.setText("no cookie at all")
            dialog.form.button.click()
            await until(lambda: "cookie" in dialog.form.mistakes)
            await until(lambda: all(is_whole(label) for label in dialog.findChildren(QLabel) if label.isVisible()))
            dialog.reject()

    on_qt_loop(main())


def test_closing_the_dialog_breaks_the_sign_in_off(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        asked = asyncio.Event()

        async def never_answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            asked.set()
            await reader.read()
            writer.close()

        silent = await asyncio.start_server(never_answer, "127.0.0.1", 0)
        async with silent, opened(tmp_path) as (window, engine):
            dialog = window.sessions.open_dialog(f"http://127.0.0.1:{silent.sockets[0].getsockname()[1]}")
            dialog.form.email.setText("mei@example.com")
            dialog.form.code.setText("123456")
            dialog.form.button.click()
            await asked.wait()
            dialog.reject()
            delete(dialog)
            await window.work_done()
            assert window.messages.texts == ()
            assert await engine.servers() == []

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
