"""The pane beside the history: of a batch that is watched it says what the table says."""

from pathlib import Path

import pytest

from batchdesk.batch.identity import Reference
from batchdesk.desktop.detail.connection_page import ConnectionPage
from batchdesk.desktop.history.view import HistoryView
from batchdesk.testserver import EmbeddedServer
from tests.waiting import until

from .opened import OnLoop, signed_in

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_connection_of_a_watched_batch_is_told_there_too(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main(server: EmbeddedServer) -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            await engine.add([Reference(server.create_batch(autostart=False), server.url)])
            await until(lambda: window.batches.rowCount() == 1)
            view = window.views.open("history")
            assert isinstance(view, HistoryView)
            await until(lambda: view.table.chosen())
            view.detail.page.tabs.bar.setCurrentIndex(2)
            page = view.detail.page.tabs.page
            assert isinstance(page, ConnectionPage)
            await until(lambda: page.log.toPlainText().endswith("  open"))
            server.drop_streams()
            await until(lambda: "broken off" in page.log.toPlainText())

    with EmbeddedServer() as server:
        on_qt_loop(main(server))
