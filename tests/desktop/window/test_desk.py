"""The table and the detail share what room there is."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from .opened import opened, until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_however_small_the_window_is_the_table_shows_four_rows(on_qt_loop: Any, tmp_path: Path) -> None:
    async def main() -> None:
        async with opened(tmp_path) as (window, _engine):
            await until(lambda: window.loaded)
            window.show_desk()
            window.desk.show_contents()
            window.resize(1240, 700)
            window.resize(690, 420)
            await until(lambda: window.desk.panes.orientation() is Qt.Orientation.Vertical)
            assert window.detail.height() > 100
            assert window.table.viewport().height() >= 4 * window.table.verticalHeader().defaultSectionSize()

    on_qt_loop(main())
