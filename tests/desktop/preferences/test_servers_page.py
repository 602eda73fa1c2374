"""Servers in the settings: added, tested, signed in to, removed; how they are reached, as it is typed."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from batchdesk.batch.identity import Reference
from batchdesk.desktop.preferences.dialog import SettingsDialog
from batchdesk.desktop.preferences.examination import ExaminationView
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.preferences.route_fields import RouteFields, trouble_of
from batchdesk.desktop.preferences.servers_page import ServersPage
from batchdesk.desktop.sign_in.dialog import SignInDialog
from batchdesk.desktop.tasks import OwnedTasks, PassingTasks
from batchdesk.engine.engine import Engine
from batchdesk.settings.values import ServerSettings, Settings
from batchdesk.store.records import HistoryQuery
from batchdesk.testserver import EmbeddedServer, ServerOptions
from tests.desktop.window.opened import opened, signed_in
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]
ONE = "https://one.example"
PAGE = f"{ONE}/batches/{{id}}"


@pytest.fixture
def server() -> Iterator[EmbeddedServer]:
    with EmbeddedServer(ServerOptions(look_seconds=0.02)) as server:
        yield server


@pytest.fixture
def fields(qtbot: QtBot) -> RouteFields:
    fields = RouteFields()
    qtbot.addWidget(fields)
    return fields


def test_what_is_right_counts(fields: RouteFields, qtbot: QtBot) -> None:
    written: list[ServerSettings] = []
    fields.written.connect(written.append)
    fields.show_server(ServerSettings(), another=True)
    qtbot.keyClicks(fields.proxy, "proxy.example:3128")
    fields.proxy.editingFinished.emit()
    assert written == [ServerSettings(proxy="proxy.example:3128")]


def test_what_is_wrong_is_said_while_it_is_typed_and_does_not_count(fields: RouteFields, qtbot: QtBot) -> None:
    written: list[ServerSettings] = []
    fields.written.connect(written.append)
    qtbot.keyClicks(fields.web_address, "https://one.example/b/")
    assert "{id}" in fields.trouble.text()
    fields.web_address.editingFinished.emit()
    assert not written
    fields.show_server(ServerSettings(proxy="proxy:1"), another=False)
    assert (fields.web_address.text(), fields.proxy.text()) == ("https://one.example/b/", "proxy:1")
    qtbot.keyClicks(fields.web_address, "{id}")
    assert fields.trouble.text() == ""
    fields.show_server(ServerSettings(), another=True)
    assert fields.web_address.text() == ""


@pytest.mark.parametrize(
    "server",
    [
        ServerSettings(web_address="ftp://x/{id}"),
        ServerSettings(web_address="https://[/{id}"),
        ServerSettings(ca_file="ca.pem"),
        ServerSettings(proxy="http://mei:secret@proxy:3128"),
        ServerSettings(proxy="proxy"),
        ServerSettings(proxy="proxy:port"),
    ],
)
def test_what_cannot_count(server: ServerSettings) -> None:
    assert trouble_of(server)


@asynccontextmanager
async def page_on(window: Any, engine: Engine) -> AsyncGenerator[ServersPage]:
    tasks = OwnedTasks(window.messages.say)
    page = ServersPage(engine, tasks, PassingTasks(tasks), window.sessions)
    page.show_settings(Settings())
    page.show()
    try:
        yield page
    finally:
        await tasks.finish()
        page.deleteLater()


def test_a_server_is_added_tested_signed_in_to_and_out(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, engine), page_on(window, engine) as page:
            page.servers.address.setText("nonsense at all")
            page.servers.add.click()
            assert page.servers.mistake.text()
            page.servers.address.setText(server.url)
            page.servers.add.click()
            assert page.servers.server == server.url
            await until(lambda: not page.examination.is_running)
            assert page.examination.state.text() == "The connection is not well."
            assert [line.split("  ")[:2] for line in page.examination.lines] == [
                ["ok", "address"],
                ["skipped", "TLS"],
                ["ok", "server"],
                ["failed", "sign-in"],
            ]
            await until(lambda: page.servers.list.item(0).text().endswith("signed out"))
            page.sign_in.click()
            dialog = page.findChild(SignInDialog)
            assert dialog is not None
            assert dialog.form.server.text() == server.url
            dialog.form.email.setText(server.options.email)
            dialog.form.code.setText(server.options.code)
            dialog.form.submit()
            await until(lambda: "signed in as" in page.servers.list.item(0).text())
            assert not page.sign_in.isEnabled()
            page.test.click()
            await until(lambda: page.examination.state.text() == "The connection is well.")
            page.sign_out.click()
            await until(lambda: "signed out" in page.servers.list.item(0).text())

    on_qt_loop(main())


def test_removing_says_what_becomes_of_its_batches(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            tasks = OwnedTasks(window.messages.say)
            live = LiveSettings(None, Settings(servers={server.url: ServerSettings(web_address=PAGE)}), tasks, print)
            dialog = SettingsDialog(live, engine, tasks, window.sessions, window)
            dialog.show()
            page = dialog.servers
            await engine.add([Reference(batch)])
            await until(lambda: window.batches.rowCount() == 1 and page.servers.server == server.url)
            page.remove.click()
            await until(lambda: dialog.findChild(QMessageBox))
            box = dialog.findChild(QMessageBox)
            assert box is not None
            assert "1 of its batches leaves the table" in box.informativeText()
            next(button for button in box.buttons() if button.text() == "Remove").click()
            dialog.close()  # whoever has answered need not wait
            await until(lambda: not live.value.servers)
            await until(lambda: window.batches.rowCount() == 0 and window.sessions.servers == {})
            await tasks.finish()
            assert len(await engine.read(lambda reader: reader.history(HistoryQuery()))) == 1

    on_qt_loop(main())


def test_a_test_can_be_broken_off(on_qt_loop: OnLoop, qtbot: QtBot) -> None:
    async def main() -> None:
        never: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        asked = asyncio.Event()

        async def ask(_server: str, _step: object) -> None:
            asked.set()
            await never

        tasks = OwnedTasks(lambda _words: None)
        view = ExaminationView(ask, PassingTasks(tasks))
        qtbot.addWidget(view)
        view.start(ONE)
        assert ONE in view.state.text()
        await asked.wait()
        view.cancel.click()
        assert view.state.text() == "The test was broken off."
        await tasks.finish()
        assert never.cancelled()

    on_qt_loop(main())
