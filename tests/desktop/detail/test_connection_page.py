"""What happened with the stream, beside the batch: live, newest last, with the times before this run."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication

from batchdesk.desktop.detail.connection_page import ConnectionPage
from batchdesk.store.store import DATABASE_NAME, Store
from batchdesk.testserver import EmbeddedServer, Refuse
from tests.waiting import until

from .conftest import CONNECTION, Watched, watched

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]


def page_of(desk: Watched) -> ConnectionPage:
    page = desk.pane.page.tabs.page
    assert isinstance(page, ConnectionPage)
    return page


def words(page: ConnectionPage) -> list[str]:
    return [line.partition("  ")[2] for line in page.log.toPlainText().splitlines()]


def test_it_is_told_as_it_happens(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)
    server.inject(Refuse(batch_id=batch, status=503))

    async def main() -> None:
        async with watched(tmp_path, server) as desk:
            await desk.watch(server, batch)
            desk.open_tab(CONNECTION)
            page = page_of(desk)
            await until(lambda: words(page)[-1:] == ["open"])
            opening, refused, again, live = words(page)
            assert (opening, again, live) == ("opening", "opening, attempt 2", "open")
            assert refused.startswith("the server answered 503; attempt 2 in 0.")
            await until(lambda: page.news.text().startswith("open; the last sign of life came at "))
            server.advance(batch, "SUCCEEDED", copy_count=5)
            await until(lambda: words(page)[-2:] == ["the server says that the batch has ended", "closed"])
            await until(lambda: page.news.text() == "")
            page.copy.click()
            assert QGuiApplication.clipboard().text() == page.log.toPlainText()

    on_qt_loop(main())


def test_times_without_news_before_this_run_are_part_of_it(
    on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer
) -> None:
    batch = server.create_batch(autostart=False)
    before = datetime.now(UTC) - timedelta(days=3)

    async def main() -> None:
        async with watched(tmp_path, server) as desk:
            key = await desk.watch(server, batch)
        store = Store.open(tmp_path / DATABASE_NAME)
        store.note_outage(server.url, before, before + timedelta(minutes=5))
        store.note_outage(None, before + timedelta(days=1), before + timedelta(days=2))
        store.close()
        async with watched(tmp_path, server) as desk:
            await until(lambda: key in desk.rows)
            desk.open_tab(CONNECTION)
            desk.key = None
            desk.pane.show_batches([replace(desk.rows[key], added_at=before - timedelta(hours=1), connection_log=())])
            page = page_of(desk)
            await until(lambda: len(words(page)) == 2)
            heard, closed = words(page)
            assert heard.endswith(": nothing could be heard of the server")
            assert closed.endswith(": the program was not running")

    on_qt_loop(main())


def test_nothing_has_happened(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    batch = server.create_batch(autostart=False)
    server.advance(batch, "SUCCEEDED", copy_count=5)

    async def main() -> None:
        async with watched(tmp_path, server) as desk:
            key = await desk.watch(server, batch)
            await until(lambda: desk.rows[key].state.ended)
        async with watched(tmp_path, server) as desk:
            await until(lambda: key in desk.rows)
            desk.show(key)
            desk.open_tab(CONNECTION)
            page = page_of(desk)
            assert page.log.toPlainText() == "Nothing has happened since the program was started."
            assert not page.copy.isEnabled()

    on_qt_loop(main())
