"""What is dropped onto the window is added: text, links, and what stands in files."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from batchdesk.desktop.adding.dropping import DropTarget
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, None]], None]


def drop(widget: QWidget, data: QMimeData) -> bool:
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    # Qt lets nothing fall onto what has not welcomed it before.
    QApplication.sendEvent(widget, QDragEnterEvent(QPoint(5, 5), copy, data, left, none))
    event = QDropEvent(QPointF(5, 5), copy, data, left, none)
    QApplication.sendEvent(widget, event)
    return event.isAccepted()


async def dropped(data: QMimeData, imported: list[Path] | None = None) -> tuple[list[str], tuple[str, ...]]:
    """What was handed on, and what was said."""
    widget, messages, texts = QWidget(), MessageArea(), list[str]()
    imported = [] if imported is None else imported
    tasks = OwnedTasks(messages.say)
    DropTarget(widget, texts.append, imported.extend, tasks, messages)
    assert drop(widget, data)
    async with asyncio.timeout(20):
        while not (texts or imported or messages.texts):  # noqa: ASYNC110 - neither tells that it has changed
            await asyncio.sleep(0.01)
    said = messages.texts
    await tasks.finish()
    widget.deleteLater()
    messages.deleteLater()
    return texts, said


def test_text_and_links(on_qt_loop: OnLoop) -> None:
    async def main() -> None:
        text, links = QMimeData(), QMimeData()
        text.setText("cmgl0001\ncmgl0002")
        links.setUrls([QUrl("https://studio.example/creative/batches/cmgl0001")])
        assert await dropped(text) == (["cmgl0001\ncmgl0002"], ())
        assert await dropped(links) == (["https://studio.example/creative/batches/cmgl0001"], ())

    on_qt_loop(main())


def test_files(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        first, second = tmp_path / "a.txt", tmp_path / "b.txt"
        first.write_bytes("\ufeffcmgl0001".encode())
        second.write_bytes(b"cmgl0002\xff")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in (first, second)])
        assert await dropped(data) == (["cmgl0001\ncmgl0002\N{REPLACEMENT CHARACTER}"], ())
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "none.txt"))])
        texts, said = await dropped(data)
        assert not texts
        assert len(said) == 1
        assert "none.txt" in said[0]

    on_qt_loop(main())


def test_an_export_or_a_database_is_imported_and_other_files_are_read(on_qt_loop: OnLoop, tmp_path: Path) -> None:
    async def main() -> None:
        lines, database, ids = tmp_path / "a.txt", tmp_path / "b", tmp_path / "c.jsonl"
        lines.write_text('{"batchId":"cmgl0001","server":"https://studio.example"}\n')
        with closing(sqlite3.connect(database)) as connection:
            connection.execute("CREATE TABLE some (thing)")
        ids.write_text("cmgl0002")
        data, imported = QMimeData(), list[Path]()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in (lines, database)])
        assert await dropped(data, imported) == ([], ())
        assert imported == [lines, database]
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in (ids, lines)])
        assert await dropped(data) == (["cmgl0002"], ())

    on_qt_loop(main())
