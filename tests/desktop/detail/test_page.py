"""The page of one batch keeps to the room it has."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from batchdesk.desktop.detail.page import DetailPage
from batchdesk.testserver import EmbeddedServer

from .conftest import watched

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def least_width(page: DetailPage) -> int:
    content = page.widget()
    assert content is not None
    return content.minimumSizeHint().width()


def test_words_that_are_longer_than_the_pane_push_nothing_out_of_it(
    on_qt_loop: Callable[[Coroutine[Any, Any, None]], None], tmp_path: Path, server: EmbeddedServer
) -> None:
    batch = server.create_batch(autostart=False)

    async def main() -> None:
        async with watched(tmp_path, server) as desk:
            row = desk.rows[await desk.watch(server, batch)]
            desk.key = None  # what comes now is not shown
            desk.pane.show_batches([row])
            page = desk.pane.page
            usual = least_width(page)
            state = replace(row.state, error_code="E" * 500)
            desk.pane.show_batches([replace(row, label="x" * 500, state=state)])
            assert page.title.text() == "x" * 500
            assert least_width(page) == usual

    on_qt_loop(main())
