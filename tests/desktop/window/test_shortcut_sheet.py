"""The sheet of shortcuts leaves nothing out that a key does, in whichever view."""

from pathlib import Path

import pytest
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from batchdesk.batch.identity import Reference
from batchdesk.desktop.insights.view import InsightsView
from batchdesk.desktop.palette.shortcuts import ShortcutSheet
from batchdesk.testserver import EmbeddedServer
from tests.desktop.window.opened import OnLoop, signed_in
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")


def keys_heard(widget: QWidget) -> set[tuple[str, str]]:
    """What every action and shortcut below the widget is called, and its keys."""
    heard = {(action.text().replace("&", ""), action.shortcut()) for action in widget.findChildren(QAction)}
    heard |= {(shortcut.objectName(), shortcut.key()) for shortcut in widget.findChildren(QShortcut)}
    return {(words, native(keys)) for words, keys in heard if not keys.isEmpty()}


def native(keys: QKeySequence) -> str:
    return keys.toString(QKeySequence.SequenceFormat.NativeText)


def lines_of(sheet: ShortcutSheet) -> list[tuple[str, str]]:
    items = map(sheet.list.topLevelItem, range(sheet.list.topLevelItemCount()))
    return [(item.text(0), item.text(1)) for item in items if item is not None]


def test_no_key_is_left_out(on_qt_loop: OnLoop, tmp_path: Path, server: EmbeddedServer) -> None:
    async def main() -> None:
        async with signed_in(tmp_path, server) as (window, engine):
            await engine.add([Reference(server.create_batch(autostart=False), server.url)])
            window.menu.shortcuts.trigger()
            before = window.findChild(ShortcutSheet)
            assert before is not None
            lines = lines_of(before)
            before.reject()
            for name in window.views.entries:
                window.views.open(name)
            insights = window.views.open("insights")
            assert isinstance(insights, InsightsView)
            await until(lambda: bool(insights.cards))
            heard = keys_heard(window)
            assert ("Compare", "Ctrl+M") in heard
            assert ("Save as a picture…", "Ctrl+S") in heard
            assert heard <= set(lines)
            assert [words for words, keys in lines if not keys] == ["History", "Insights", "Inbox"]

    on_qt_loop(main())
