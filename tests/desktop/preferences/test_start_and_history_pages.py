"""What happens at login and at closing; how much room the history takes, and a copy of it."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from batchdesk.desktop.preferences.history_page import HistoryPage, bytes_words
from batchdesk.desktop.preferences.start_page import StartPage
from batchdesk.desktop.tasks import OwnedTasks, PassingTasks
from batchdesk.login_start.choice import AtLogin
from batchdesk.login_start.linux import LinuxLoginStart
from batchdesk.settings.values import OnClose, Settings
from batchdesk.store.reader import Reader
from batchdesk.store.store import DATABASE_NAME, Store
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]


def test_what_closing_does(qtbot: QtBot) -> None:
    tasks = OwnedTasks(lambda _words: None)
    page = StartPage(None, tasks, PassingTasks(tasks))
    qtbot.addWidget(page)
    chosen: list[Settings] = []
    page.chosen.connect(chosen.append)
    page.show_settings(Settings())
    assert page.buttons[OnClose.TRAY].isChecked()
    page.buttons[OnClose.ASK].click()
    assert chosen[-1].start.on_close is OnClose.ASK
    assert not page.at_login.isEnabled()


def test_what_happens_at_login_is_what_the_system_says(on_qt_loop: OnLoop, qtbot: QtBot, tmp_path: Path) -> None:
    system = LinuxLoginStart({"XDG_CONFIG_HOME": str(tmp_path), "XDG_CONFIG_DIRS": str(tmp_path / "none")})
    system.choose(AtLogin.WINDOW)

    async def main() -> None:
        tasks = OwnedTasks(lambda _words: None)
        page = StartPage(system, tasks, PassingTasks(tasks))
        qtbot.addWidget(page)
        page.show()
        await until(lambda: page.at_login.isChecked() and not page.hidden.isChecked())
        page.hidden.click()
        await until(lambda: system.chosen() is AtLogin.TRAY)
        page.at_login.click()
        await until(lambda: system.chosen() is AtLogin.NOTHING and not page.hidden.isEnabled())
        await tasks.finish()

    on_qt_loop(main())


def test_a_list_that_cannot_be_written_is_said(on_qt_loop: OnLoop, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    system = LinuxLoginStart({"XDG_CONFIG_HOME": str(tmp_path / "file"), "XDG_CONFIG_DIRS": str(tmp_path)})

    async def main() -> None:
        tasks = OwnedTasks(lambda _words: None)
        page = StartPage(system, tasks, PassingTasks(tasks))
        qtbot.addWidget(page)
        page.show()
        page.at_login.click()
        await until(lambda: "cannot be written" in page.trouble.text() and not page.at_login.isChecked())
        await tasks.finish()

    on_qt_loop(main())


def test_the_page_shows_the_room_and_makes_a_copy(on_qt_loop: OnLoop, qtbot: QtBot, tmp_path: Path) -> None:
    database, target = tmp_path / DATABASE_NAME, tmp_path / "copy.sqlite"
    store = Store.open(database)
    store.add_server("https://one.example").result()

    async def main() -> None:
        tasks = OwnedTasks(lambda _words: None)
        page = HistoryPage(database, tasks, PassingTasks(tasks))
        qtbot.addWidget(page)
        page.show()
        await until(lambda: "free on its disk" in page.room.text())
        page.back_up_to(str(target))
        await until(lambda: page.outcome.text() == f"The copy is in {target}.")
        page.back_up_to(str(target))
        await until(lambda: "is there already" in page.outcome.text())
        page.back_up_to(str(tmp_path / "no such folder" / "copy"))
        await until(lambda: "cannot be written" in page.outcome.text())
        assert page.back_up.isEnabled()
        await tasks.finish()

    on_qt_loop(main())
    store.close()
    assert [server.url for server in Reader(target).servers()] == ["https://one.example"]


def test_a_copy_comes_to_its_end_when_the_page_is_gone_and_is_told_elsewhere(
    on_qt_loop: OnLoop, tmp_path: Path
) -> None:
    database, target = tmp_path / DATABASE_NAME, tmp_path / "copy.sqlite"
    Store.open(database).close()
    told: list[str] = []

    async def main() -> None:
        tasks = OwnedTasks(told.append)
        page = HistoryPage(database, tasks, PassingTasks(tasks))
        page.back_up_to(str(target))
        delete(page)
        await until(lambda: told)
        await tasks.finish()

    on_qt_loop(main())
    assert told == [f"The copy is in {target}."]
    assert Reader(target).servers() == []


def test_what_cannot_be_written_is_told_when_the_page_is_gone(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    system = LinuxLoginStart({"XDG_CONFIG_HOME": str(tmp_path / "file"), "XDG_CONFIG_DIRS": str(tmp_path)})
    told: list[str] = []

    async def main() -> None:
        tasks = OwnedTasks(told.append)
        page = StartPage(system, tasks, PassingTasks(tasks))
        page.at_login.click()
        delete(page)
        await until(lambda: told)
        await tasks.finish()

    on_qt_loop(main())
    assert "cannot be written" in told[0]


def test_a_folder_that_was_taken_away_is_said(on_qt_loop: OnLoop, qtbot: QtBot, tmp_path: Path) -> None:
    async def main() -> None:
        tasks = OwnedTasks(pytest.fail)
        page = HistoryPage(tmp_path / "away" / DATABASE_NAME, tasks, PassingTasks(tasks))
        qtbot.addWidget(page)
        page.show()
        await until(page.room.text)
        assert page.room.text() == "Its folder cannot be read: No such file or directory. See that it is there."
        await tasks.finish()

    on_qt_loop(main())


@pytest.mark.parametrize(("number", "words"), [(0, "0 KB"), (811_600, "812 KB"), (4.24e6, "4.2 MB"), (1.5e9, "1.5 GB")])
def test_sizes_are_said_as_file_managers_do(number: float, words: str) -> None:
    assert bytes_words(number) == words
