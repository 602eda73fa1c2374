"""The generated texts beside the batch: fetched when it has ended, there without a server, and why there are none."""

import json
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from batchdesk.batch.copies import Copy
from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.detail.copies_page import MOST_BOXES, CopiesPage
from batchdesk.desktop.detail.copy_box import CopyBox
from batchdesk.desktop.detail.texts import MOST_CHARACTERS
from batchdesk.store.records import CopiesRecord
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.testserver import EmbeddedServer, HtmlAnswer, Refuse
from tests.waiting import until

from .conftest import COPIES, Watched, watched

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]


def copies_of(desk: Watched) -> CopiesPage:
    page = desk.pane.page.tabs.page
    assert isinstance(page, CopiesPage)
    return page


def headings(page: CopiesPage) -> list[str]:
    return [box.heading.text() for box in page.boxes if box.isVisibleTo(page)]


def asked(server: EmbeddedServer, key: BatchKey) -> int:
    return server.requests.count(path_suffix=f"/api/creative/batches/{key.batch_id}")


def test_texts_come_when_the_batch_has_ended_and_stay_without_a_server(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with watched(tmp_path, server) as desk:
            key = await desk.watch(server, batch)
            desk.open_tab(COPIES)
            page = copies_of(desk)
            assert page.words.text().startswith("The texts are fetched when the batch has ended")
            assert asked(server, key) == 0
            server.advance(batch, "PARTIAL_SUCCESS", copy_count=3, error_code="REJECTED", error_message="<b>违禁词</b>")
            await until(lambda: len(headings(page)) == 5)
            assert headings(page)[2:] == ["Copy 3 · draft", "Copy 4 · not made", "Copy 5 · not made"]
            assert page.boxes[3].why.text() == "REJECTED · <b>违禁词</b>"
            assert page.words.text() == "3 texts, fetched just now."
            assert asked(server, key) == 1
            page.boxes[1].button.click()
            assert QGuiApplication.clipboard().text() == page.boxes[1].text.toPlainText() != ""
            page.copy_all.click()
            assert QGuiApplication.clipboard().text().count("## Copy ") == 3
            # Looked at again, it is not asked for again.
            desk.pane.show_batches([])
            desk.show(key)
            await until(lambda: len(headings(page)) == 5)
        server.stop()
        async with watched(tmp_path) as desk:
            await until(lambda: key in desk.rows)
            desk.open_tab(COPIES)
            desk.show(key)
            page = copies_of(desk)
            await until(lambda: len(headings(page)) == 5)
            page.fetch.click()
            await until(lambda: "cannot be reached" in page.words.text())
            assert "3 texts" in page.words.text()
            assert len(headings(page)) == 5

    on_qt_loop(main())
    assert asked(server, BatchKey(server.url, batch)) == 1


def test_who_walks_by_asks_nothing(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    batches = [server.create_batch(autostart=False) for _ in range(3)]
    for batch in batches:
        server.advance(batch, "SUCCEEDED", copy_count=5)

    async def main() -> None:
        async with watched(tmp_path, server) as desk:
            keys = [await desk.watch(server, batch) for batch in batches]
            await until(lambda: all(desk.rows[key].state.ended for key in keys))
            desk.open_tab(COPIES)
            for key in keys:
                desk.show(key)
            await until(lambda: len(headings(copies_of(desk))) == 5)
            assert [asked(server, key) for key in keys] == [0, 0, 1]

    on_qt_loop(main())


def test_why_there_are_none_is_said(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    batch, running = server.create_batch(autostart=False), server.create_batch(autostart=False)
    server.advance(batch, "SUCCEEDED", copy_count=5)

    async def main() -> None:
        async with watched(tmp_path, server) as desk:
            key = await desk.watch(server, batch)
            await until(lambda: desk.rows[key].state.ended)
            server.inject(HtmlAnswer(status=404, everywhere=True))
            desk.open_tab(COPIES)
            page = copies_of(desk)
            await until(lambda: "does not hand out texts" in page.words.text())
            assert page.fetch.isEnabled()
            assert not page.copy_all.isEnabled()
            server.inject(Refuse(status=503, everywhere=True))
            page.fetch.click()
            await until(lambda: "answered 503" in page.words.text())
            server.delete_batch(batch)
            page.fetch.click()
            await until(lambda: "knows no such batch" in page.words.text())
            await desk.watch(server, running)
            server.end_sessions()
            page.fetch.click()
            await until(lambda: "Sign in" in page.words.text())

    on_qt_loop(main())


def test_a_server_that_sends_very_many_does_not_fill_the_window(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    batch = server.create_batch(autostart=False)
    server.advance(batch, "SUCCEEDED", copy_count=5)
    many = [{"sequence": number, "markdownContent": f"text {number}"} for number in range(1, 5_001)]

    async def main() -> None:
        async with watched(tmp_path, server) as desk:
            key = await desk.watch(server, batch)
            await until(lambda: desk.rows[key].state.ended)
        store = Store.open(tmp_path / DATABASE_NAME)
        store.keep_copies(key, CopiesRecord(99, datetime.now(UTC), json.dumps({"data": {"copies": many}})))
        store.close()
        async with watched(tmp_path) as desk:
            await until(lambda: key in desk.rows)
            desk.open_tab(COPIES)
            desk.show(key)
            page = copies_of(desk)
            await until(lambda: len(headings(page)) == MOST_BOXES)
            assert page.words.text() == (
                "5,000 texts, fetched just now. The first 20 are shown; copying all takes all of them."
            )
            page.copy_all.click()
            assert QGuiApplication.clipboard().text().endswith("## Copy 5000\n\ntext 5000")

    on_qt_loop(main())


def test_a_text_of_a_megabyte_is_shown_in_part_and_copied_whole(qtbot: QtBot) -> None:
    box = CopyBox()
    qtbot.addWidget(box)
    text = "文案" * 500_000
    box.show_copy(Copy(1, text), "")
    assert box.text.toPlainText() == text[:MOST_CHARACTERS]
    assert box.why.text() == "The first 10,000 of 1,000,000 characters are shown; copying takes all of them."
    box.button.click()
    assert QGuiApplication.clipboard().text() == text


def test_what_a_server_sends_is_shown_as_it_is(qtbot: QtBot) -> None:
    box = CopyBox()
    qtbot.addWidget(box)
    box.show_copy(Copy(2, "<img src=x>\x1b[2J\n# Titel", "FAILED <b>", "CODE", "why\u202e"), "")
    assert box.text.toPlainText() == "<img src=x>␛[2J\n# Titel"
    assert isinstance(box.text, QPlainTextEdit)
    assert box.heading.text() == "Copy 2 · FAILED <b>"
    assert box.why.text() == "CODE · why\N{REPLACEMENT CHARACTER}"
    box.show_copy(Copy(3, "", "FAILED", "REJECTED", ""), "the whole batch")
    assert box.why.text() == "REJECTED"
