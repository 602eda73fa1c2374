"""What comes in while the history is looked at moves nobody."""

import asyncio
from typing import Any

import pytest
from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.engine.cached import cached_row
from batchdesk.engine.watched import Changes
from batchdesk.store.records import Addition

from .conftest import BATCHES, SERVER, OpenView, key
from .looking import counted, read, until

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # what offscreen says of every window


def test_changes_far_down_are_taken_without_reading_what_is_between(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            assert await read(view, BATCHES - 1) == key(0).batch_id
            read_before = view.model.loaded_keys
            entry = view.model.entry(BATCHES - 1)
            assert entry is not None
            view.model.take({key(0): replace(entry.batch, note="checked")})
            changed = view.model.entry(BATCHES - 1)
            assert changed is not None
            assert changed.batch.note == "checked"
            assert view.model.loaded_keys == read_before

    on_qt_loop(scenario())


def test_what_is_added_is_shown_where_nobody_is_moved_by_it(open_view: OpenView, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            view.table.choose_row(2)
            chosen = view.table.chosen()[0].key
            new = BatchKey(SERVER, "cmnewcomer")
            store = view._engine._run.store
            assert store is not None
            (record,) = await asyncio.wrap_future(store.add_batches([Addition(new)]))
            view.take(Changes(batches={new: cached_row(record)}))
            await until(view, lambda: view.model.complete and view.model.rowCount() == BATCHES + 1)
            assert [batch.key for batch in view.table.chosen()] == [chosen]

    on_qt_loop(scenario())


def test_who_looks_at_older_ones_is_not_moved_and_sees_what_came_when_they_come_back(
    open_view: OpenView, on_qt_loop: Any
) -> None:
    async def scenario() -> None:
        async with open_view() as view:
            view.opened()
            await counted(view)
            view.table.scrollToBottom()
            looked = asyncio.Event()
            view._refresh.timeout.connect(looked.set)
            store = view._engine._run.store
            assert store is not None
            await asyncio.wrap_future(store.add_batches([Addition(BatchKey(SERVER, "cmfromelsewhere"))]))
            view.take(Changes(history=True))
            await looked.wait()
            assert view.model.rowCount() == BATCHES
            view.table.scrollToTop()
            await until(view, lambda: view.model.complete and view.model.rowCount() == BATCHES + 1)

    on_qt_loop(scenario())
