"""What is done with the batch that is shown, beside the table and beside the history."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from batchdesk.batch.connection import Connection
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.desktop.detail.batch_buttons import BatchButtons
from batchdesk.engine.watched import WatchedBatch

KEY = BatchKey("https://studio.example", "cmgl0001")
BATCH = WatchedBatch(KEY, "Spring *", BatchState(KEY), Connection(), datetime(2026, 11, 24, tzinfo=UTC))


@pytest.fixture
def buttons(qtbot: QtBot) -> BatchButtons:
    buttons = BatchButtons()
    qtbot.addWidget(buttons)
    buttons.show_of(BATCH)
    return buttons


def test_id_and_markdown_are_put_on_the_clipboard_and_it_is_said(buttons: BatchButtons, qtbot: QtBot) -> None:
    buttons.copy_id.click()
    assert QGuiApplication.clipboard().text() == "cmgl0001"
    assert buttons.copy_id.text() == "Copied"
    buttons.page_of = lambda key: f"https://pages.example/{key.batch_id}"
    buttons.copy_markdown.click()
    assert QGuiApplication.clipboard().text() == r"* [Spring \*](https://pages.example/cmgl0001): not known yet"
    qtbot.waitUntil(lambda: buttons.copy_id.text() == "Copy id")


def test_the_page_of_the_batch_that_is_shown_is_opened(buttons: BatchButtons) -> None:
    opened: list[WatchedBatch] = []
    buttons.open_wanted.connect(opened.append)
    other = replace(BATCH, label="another")
    buttons.show_of(other)
    buttons.open.click()
    assert opened == [other]


def test_what_the_buttons_do_is_said_whole_to_who_cannot_see_them(buttons: BatchButtons) -> None:
    said = [button.accessibleName() for button in (buttons.open, buttons.copy_id, buttons.copy_markdown)]
    assert said == ["Open in the browser", "Copy the id", "Copy as Markdown"]
