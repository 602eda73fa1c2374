"""A batch that is looked at in the table is read in the inbox."""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QItemSelectionModel, QStringListModel
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.inbox.looking import Looking
from tests.desktop.inbox.conftest import fill, key
from tests.desktop.inbox.test_inbox import inbox_of, until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]


def test_the_one_batch_whose_detail_is_in_sight_is_read(on_qt_loop: OnLoop, qtbot: QtBot, tmp_path: Path) -> None:
    fill(tmp_path, 3)
    detail = QWidget()
    qtbot.addWidget(detail)
    table = QStringListModel(["0", "1", "2"])
    selection = QItemSelectionModel(table)

    def chosen() -> list[BatchKey]:
        return [key(index.row()) for index in selection.selectedIndexes()]

    def select(row: int) -> None:
        selection.select(table.index(row), QItemSelectionModel.SelectionFlag.Select)

    async def main() -> None:
        async with inbox_of(tmp_path) as inbox:
            inbox.view.hide()
            await until(lambda: sum(inbox.unread.by_outcome.values()) == 3)
            _looking = Looking(detail, selection, chosen, inbox.unread)
            select(1)  # nobody sees it
            detail.show()
            detail.activateWindow()
            await until(lambda: inbox.unread.in_need == {key(2)})
            select(2)  # two are chosen: neither has its detail shown
            assert inbox.unread.in_need == {key(2)}
            selection.clearSelection()
            select(2)
            await until(lambda: not inbox.unread.in_need)

    on_qt_loop(main())
