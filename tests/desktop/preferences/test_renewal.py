"""Another language or density while the program runs: nothing keeps its old words, and nothing else changes."""

import asyncio
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QAbstractItemModel, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QHeaderView, QWidget

from batchdesk import components
from batchdesk.batch import status
from batchdesk.batch.identity import Reference
from batchdesk.desktop.instance import Claim, Instance
from batchdesk.desktop.mailbox_pump import MailboxPump
from batchdesk.desktop.options import DesktopOptions
from batchdesk.desktop.preferences.dialog import SettingsDialog
from batchdesk.desktop.preferences.language import speak
from batchdesk.desktop.program import Program
from batchdesk.desktop.request import Request
from batchdesk.desktop.style import appearance
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.settings.file import Loaded
from batchdesk.settings.values import Density, LookSettings, Settings, Theme
from batchdesk.testserver import EmbeddedServer, ServerOptions
from batchdesk.words.catalogue import read_catalogue, set_language, translations_folder
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")

CHINESE = Settings(language="zh_CN")
ENGLISH = Settings(language="en")
Scenario = Callable[[Program, Engine, EmbeddedServer], Awaitable[None]]


@pytest.fixture(autouse=True)
def ends_as_it_began(qapp: QApplication) -> Iterator[None]:
    yield
    speak(None)
    appearance.choose(qapp, LookSettings())


@pytest.fixture
def run(qapp: QApplication, tmp_path: Path, on_qt_loop: Any) -> Callable[[Settings, Scenario], None]:
    """Run the program with these settings, three batches and every view open; then what the test wants."""

    def begin(settings: Settings, scenario: Scenario) -> None:
        set_language(None)  # nobody has asked for one in a command line, which goes before the settings
        instance = Instance(tmp_path)
        assert instance.claim(Request()) is Claim.FIRST
        with EmbeddedServer(ServerOptions(look_seconds=0.01)) as server:
            on_qt_loop(_run(tmp_path, instance, settings, server, scenario))
        instance.close()

    return begin


async def _run(
    folder: Path, instance: Instance, settings: Settings, server: EmbeddedServer, scenario: Scenario
) -> None:
    program: Program
    pump = MailboxPump(lambda changes: program.take(changes))
    engine = Engine(folder, pump.wake, EngineOptions(keyring=False))
    pump.connect_to(engine.mailbox)
    engine.start()
    program = Program(DesktopOptions(folder, safe_mode=True), instance, engine, pump, Loaded(settings))
    running = asyncio.create_task(program.run())
    await engine.add_server(server.url)
    await engine.sign_in(server.url, server.options.email, server.options.code)
    ids = [server.create_batch(autostart=False) for _ in range(3)]
    await engine.add([Reference(batch_id, server.url) for batch_id in ids])
    server.advance(ids[0], status.RUNNING)
    server.advance(ids[1], status.RUNNING)
    server.advance(ids[1], status.FAILED)
    window = program.window
    await until(lambda: {batch.state.status for batch in window.batches.batches()} == {"QUEUED", "RUNNING", "FAILED"})
    for name in window.views.entries:
        window.views.open(name)
    window.views.open("watching")
    window.table.choose(window.batches.batch_at(1).key)
    try:
        await scenario(program, engine, server)
    finally:
        program.quit()
        assert await running == 0
        engine.stop()


async def renewed(program: Program, settings: Settings) -> MainWindow:
    """Let the settings count, and wait for the window that they bring."""
    old = program.window
    gone: list[bool] = []
    old.destroyed.connect(lambda: gone.append(True))
    program.settings.change(settings)
    await until(lambda: bool(gone))
    assert program.window is not old
    return program.window


def words_of(widget: QWidget) -> Iterator[str]:
    """Everything that a widget and what is in it says to a person."""
    for each in (widget, *widget.findChildren(QObject)):
        names = ("windowTitle", "toolTip", "statusTip", "accessibleName", "accessibleDescription", "text", "title")
        for name in (*names, "placeholderText"):
            value = each.property(name)
            if isinstance(value, str):
                yield value
        if isinstance(each, QComboBox):
            yield from (each.itemText(number) for number in range(each.count()))
        if isinstance(each, QHeaderView) and each.model() is not None:
            yield from _headings(each.model(), each.orientation())


def _headings(model: QAbstractItemModel, orientation: Qt.Orientation) -> Iterator[str]:
    for section in range(model.columnCount() if orientation is Qt.Orientation.Horizontal else 0):
        for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            yield str(model.headerData(section, orientation, role) or "")


def all_words() -> set[str]:
    """Everything that any window or menu of the program says."""
    return {words for widget in QApplication.topLevelWidgets() for words in words_of(widget)}


def english_only() -> set[str]:
    """The English texts that have other words in Chinese."""
    catalogue = read_catalogue(translations_folder() / "batchdesk_zh_CN.ts")
    return {source for (_, source), forms in catalogue.items() if forms and forms[0] != source}


def test_no_chinese_word_is_left_in_english(run: Callable[[Settings, Scenario], None]) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        assert any(is_chinese(words) for words in all_words())
        window = await renewed(program, ENGLISH)
        assert window.menu.add.text() == "Add batches…"
        assert window.connection_words.startswith("Safe mode, without the network.")
        assert not {words for words in all_words() if is_chinese(words)} - {"中文"}

    run(CHINESE, scenario)


def test_no_english_word_is_left_in_chinese(run: Callable[[Settings, Scenario], None]) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        window = await renewed(program, CHINESE)
        assert is_chinese(window.menu.add.text())
        assert not all_words() & english_only()

    run(ENGLISH, scenario)


def is_chinese(words: str) -> bool:
    return any("\u4e00" <= sign <= "\u9fff" for sign in words)


def test_what_was_before_the_operator_stays_there(run: Callable[[Settings, Scenario], None]) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        old = program.window
        old.views.open("history")
        old.navigation.search_box.setText("cm")
        old.views.open("watching")
        old.navigation.search_box.setText("-status:gone")
        old.resize(760, 640)
        size = (old.width(), old.height())
        old.detail.page.tabs.bar.setCurrentIndex(2)
        old.menu.detail.setChecked(False)
        chosen = [batch.key for batch in old.table.chosen()]
        order = [old.batches.batch_at(row).key for row in range(3)]
        window = await renewed(program, CHINESE)
        assert window.isVisible()
        assert (window.width(), window.height()) == size
        assert window.navigation.search_box.text() == "-status:gone"
        assert window.views.name == "watching"
        assert window.views.texts["history"] == "cm"
        assert window.detail.page.tabs.bar.currentIndex() == 2
        assert not window.menu.detail.isChecked()
        assert [batch.key for batch in window.table.chosen()] == chosen
        assert [window.batches.batch_at(row).key for row in range(3)] == order

    run(ENGLISH, scenario)


def test_news_reach_the_window_that_is_there(run: Callable[[Settings, Scenario], None]) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        window = await renewed(program, CHINESE)
        added = server.create_batch(autostart=False)
        await engine.add([Reference(added, server.url)])
        await until(lambda: window.batches.rowCount() == 4)

    run(ENGLISH, scenario)


def test_theme_at_once_and_density_with_new_rows(qapp: QApplication, run: Callable[[Settings, Scenario], None]) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        window = program.window
        program.settings.change(replace(ENGLISH, look=LookSettings(theme=Theme.DARK)))
        assert appearance.colours() is appearance.DARK
        assert program.window is window
        height = window.table.rowHeight(0)
        compact = replace(ENGLISH, look=LookSettings(density=Density.COMPACT, still=True))
        window = await renewed(program, compact)
        assert window.table.rowHeight(0) < height
        assert not window.table.motion.wanted
        assert appearance.colours() is not appearance.DARK or qapp.styleHints().colorScheme() is Qt.ColorScheme.Dark

    run(ENGLISH, scenario)


def test_what_was_chosen_counts_from_the_start(run: Callable[[Settings, Scenario], None]) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        assert is_chinese(program.window.menu.add.text())
        assert appearance.colours() is appearance.DARK

    run(replace(CHINESE, look=LookSettings(theme=Theme.DARK)), scenario)


def test_what_is_half_typed_in_the_settings_and_in_a_sign_in_stays(
    run: Callable[[Settings, Scenario], None],
) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        await engine.sign_out(server.url)
        await until(lambda: not program.window.sessions.bar.isHidden())
        bar = program.window.sessions.bar
        bar.open_button.click()
        bar.form.email.setText("mei@studio.example")
        bar.form.code.setText("1234")
        program.window.menu.settings.trigger()
        dialog = program.window.findChild(SettingsDialog)
        assert dialog is not None
        dialog.page = 4
        dialog.servers.fields.proxy.setFocus()
        QTest.keyClicks(dialog.servers.fields.proxy, "proxy.exam")
        window = await renewed(program, CHINESE)
        assert window.sessions.bar.form.isVisible()
        assert (window.sessions.bar.form.email.text(), window.sessions.bar.form.code.text()) == (
            "mei@studio.example",
            "1234",
        )
        successor = window.findChild(SettingsDialog)
        assert successor is not None
        assert successor.page == 4
        assert successor.servers.fields.proxy.text() == "proxy.exam"
        assert successor.servers.fields.trouble.text()
        assert successor.focusWidget() is successor.servers.fields.proxy
        successor.close()

    run(ENGLISH, scenario)


def test_a_question_that_is_open_is_answered_first(run: Callable[[Settings, Scenario], None]) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        old = program.window
        question = old.sessions.open_dialog()
        program.settings.change(CHINESE)
        await until(lambda: any("重新打开" in text for text in old.messages.texts))
        program.settings.change(replace(CHINESE, look=LookSettings(density=Density.COMPACT)))
        assert program.window is old
        question.reject()
        await until(lambda: program.window is not old)
        window = program.window
        await until(lambda: window.isVisible())
        assert window.windowTitle() == "batchdesk"
        assert program.window is window

    run(ENGLISH, scenario)


def test_diagnostics_that_are_being_gathered_are_told_in_the_window_there_is(
    run: Callable[[Settings, Scenario], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked, read = threading.Event(), components.components

    def read_later(legal: Path) -> list[components.Component]:
        looked.wait()
        return read(legal)

    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        monkeypatch.setattr(components, "components", read_later)
        try:
            program.window.menu.diagnostics.trigger()
            window = await renewed(program, CHINESE)
        finally:
            looked.set()
        await until(lambda: any("诊断" in text for text in window.messages.texts))
        assert "Versions" in QApplication.clipboard().text()

    run(ENGLISH, scenario)


@asynccontextmanager
async def server_that_thinks(enough: asyncio.Event) -> AsyncGenerator[str]:
    """Takes connections, and closes them without a word when it has thought enough."""

    async def think(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await enough.wait()
        writer.close()
        await writer.wait_closed()

    listening = await asyncio.start_server(think, "127.0.0.1", 0)
    async with listening:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"


def test_a_sign_in_that_runs_comes_to_its_end_first(run: Callable[[Settings, Scenario], None]) -> None:
    async def scenario(program: Program, engine: Engine, server: EmbeddedServer) -> None:
        enough = asyncio.Event()
        async with server_that_thinks(enough) as address:
            old = program.window
            old.show_first_run()
            form = old.sessions.first_run.form
            form.ask_for(address, email="mei@studio.example", fixed=False)
            form.code.setText("1234")
            form.submit()
            old.show_message("said before")
            program.settings.change(CHINESE)
            await until(lambda: any("重新打开" in text for text in old.messages.texts))
            old.show_message("said meanwhile")
            assert program.window is old
            enough.set()
            await until(lambda: program.window is not old)
            said = program.window.messages.texts
            assert "said meanwhile" in said
            assert "said before" not in said

    run(ENGLISH, scenario)
