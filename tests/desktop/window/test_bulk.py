"""What is done to several batches at once: tags, Markdown."""

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.watching.markdown import as_markdown
from batchdesk.desktop.watching.tag_dialog import TagDialog
from batchdesk.engine.watched import WatchedBatch

MakeRow = Callable[..., WatchedBatch]


def test_tags_that_only_some_have_stay_as_they_are(qtbot: QtBot, row: MakeRow) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    batches = [replace(row(1), tags=("both", "one")), replace(row(2), tags=("both",))]
    dialog = TagDialog(batches, window)
    assert (dialog.added, dialog.removed) == (("both",), ())
    dialog.boxes["both"].setCheckState(Qt.CheckState.Unchecked)
    dialog.new.setText("new，新")
    assert (dialog.added, dialog.removed) == (("new", "新"), ("both",))
    dialog.boxes["one"].setCheckState(Qt.CheckState.Checked)
    assert dialog.added == ("one", "new", "新")
    dialog.deleteLater()


def test_markdown_is_a_link_and_no_markup_of_the_server(row: MakeRow, now: datetime) -> None:
    batch = row(1, "FAILED", label="*Spring* [x](http://evil)", took=9, error_code="E", error_message="<b>a</b>\nb")
    line = as_markdown([batch], now)
    assert line == (
        "* [\\*Spring\\* \\[x\\](http://evil)]"
        f"(https://studio.example/creative/batches/{batch.key.batch_id}): failed · 0:09 · E: &lt;b&gt;a&lt;/b&gt; b"
    )
