"""What the history shows in the place of its rows, and where the button below leads."""

from pathlib import Path
from typing import Any

import pytest

from batchdesk.desktop.history.view import HistoryView
from batchdesk.store.store import DATABASE_NAME
from tests.waiting import until

from .conftest import BATCHES, OpenView

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what offscreen says of every window


def heading(view: HistoryView) -> str:
    return view.faced.face.heading if view.faced.face else ""


def test_where_nothing_is_found_the_way_back_is_offered(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.all_asked.connect(lambda: view.look_for(""))
            view.opened()
            view.look_for("nothing like it")
            await until(lambda: heading(view) == "Nothing was found")
            view.begin()
            assert view.faced.page.button is view.focusWidget(), "Enter is enough"
            view.faced.page.button.click()
            await until(lambda: not heading(view) and view.model.rowCount() == BATCHES)

    on_qt_loop(scenario())


def test_a_database_that_cannot_be_read_is_said_and_tried_again(
    folder: Path, open_view: OpenView, on_qt_loop: Any
) -> None:
    database = folder / DATABASE_NAME

    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await until(lambda: view.model.complete and view.model.rowCount() == BATCHES)
            kept = database.read_bytes()
            database.write_bytes(b"no database at all" * 500)
            view.refresh()
            await until(lambda: heading(view) == "This could not be read")
            assert "damaged" in view.faced.page.accessibleDescription()
            database.write_bytes(kept)
            view.faced.page.button.click()
            await until(lambda: not heading(view))

    on_qt_loop(scenario())
