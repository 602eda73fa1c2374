"""How servers are reached, as it is typed; what closing does."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from batchdesk.desktop.preferences.closing_page import ClosingPage
from batchdesk.desktop.preferences.servers_page import ServersPage, trouble_of
from batchdesk.settings.values import OnClose, ServerSettings, Settings
from batchdesk.words.catalogue import set_language

ONE, TWO = "https://one.example", "https://two.example"


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


def test_what_is_right_counts_for_the_server_that_is_chosen(qtbot: QtBot) -> None:
    page = ServersPage([TWO, ONE])
    qtbot.addWidget(page)
    chosen: list[Settings] = []
    page.chosen.connect(chosen.append)
    page.show_settings(Settings(servers={TWO: ServerSettings(proxy="proxy:1")}))
    assert page.server.currentText() == ONE
    qtbot.keyClicks(page.proxy, "proxy.example:3128")
    page.proxy.editingFinished.emit()
    assert chosen[-1].servers == {TWO: ServerSettings(proxy="proxy:1"), ONE: ServerSettings(proxy="proxy.example:3128")}
    page.proxy.clear()
    page.proxy.editingFinished.emit()
    assert chosen[-1].servers == {TWO: ServerSettings(proxy="proxy:1")}


def test_what_is_wrong_is_said_while_it_is_typed_and_does_not_count(qtbot: QtBot) -> None:
    page = ServersPage([ONE])
    qtbot.addWidget(page)
    chosen: list[Settings] = []
    page.chosen.connect(chosen.append)
    page.show_settings(Settings())
    qtbot.keyClicks(page.web_address, "https://one.example/b/")
    assert "{id}" in page.trouble.text()
    page.web_address.editingFinished.emit()
    assert not chosen
    qtbot.keyClicks(page.web_address, "{id}")
    assert page.trouble.text() == ""


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


def test_what_closing_does(qtbot: QtBot) -> None:
    page = ClosingPage()
    qtbot.addWidget(page)
    chosen: list[Settings] = []
    page.chosen.connect(chosen.append)
    page.show_settings(Settings())
    assert page.buttons[OnClose.TRAY].isChecked()
    page.buttons[OnClose.QUIT].click()
    assert chosen[-1].start.on_close is OnClose.QUIT
