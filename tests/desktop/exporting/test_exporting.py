"""An export from the window: asked for, run beside it, told, cancelled; over another file only when that is meant."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from batchdesk.desktop.exporting import exporting as module
from batchdesk.desktop.exporting.dialog import ExportDialog
from batchdesk.desktop.exporting.exporting import Exporting
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.exports.order import ExportForm, ExportOrder
from batchdesk.store.records import HistoryQuery
from tests.desktop.exporting.conftest import KEYS
from tests.waiting import until

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

OnLoop = Callable[[Coroutine[Any, Any, Any]], Any]
ORDER = ExportOrder(ExportForm.JSON_LINES, HistoryQuery(limit=None))


@pytest.fixture
def area(qtbot: QtBot) -> MessageArea:
    area = MessageArea()
    qtbot.addWidget(area)
    return area


def button(area: MessageArea, words: str) -> QPushButton:
    return next(each for each in area.findChildren(QPushButton) if each.text() == words)


def export(area: MessageArea, database: Path, path: Path, **options: bool) -> Coroutine[Any, Any, None]:
    async def run() -> None:
        tasks = OwnedTasks(lambda words: pytest.fail(words))
        Exporting(database, tasks, area).start(path, ORDER, **options)
        await until(lambda: bool(area.texts) and not area.texts[-1].startswith("Exporting"))
        await tasks.finish()

    return run()


def test_it_says_where_the_file_is(on_qt_loop: OnLoop, area: MessageArea, database: Path, tmp_path: Path) -> None:
    path = tmp_path / "out.jsonl"
    on_qt_loop(export(area, database, path))
    assert area.texts == (f"1,500 batches were exported to {path}.",)
    assert len(path.read_text().splitlines()) == len(KEYS)
    assert button(area, "Open the folder")


def test_another_file_is_replaced_only_when_that_is_meant(
    on_qt_loop: OnLoop, area: MessageArea, database: Path, tmp_path: Path
) -> None:
    path = tmp_path / "out.jsonl"
    path.write_text("precious")
    on_qt_loop(export(area, database, path))
    assert area.texts == (f"{path} is there already.",)
    assert path.read_text() == "precious"

    async def replace() -> None:
        tasks = OwnedTasks(lambda words: pytest.fail(words))
        before = area.findChildren(QPushButton)  # the first question's: its tasks are over
        Exporting(database, tasks, area).start(path, ORDER)

        def questions() -> list[QPushButton]:
            return [
                each for each in area.findChildren(QPushButton) if each.text() == "Replace it" and each not in before
            ]

        await until(lambda: bool(questions()))
        questions()[0].click()
        await until(lambda: path.read_text() != "precious")
        await until(lambda: "were exported" in area.texts[-1])
        await tasks.finish()

    on_qt_loop(replace())
    assert len(path.read_text().splitlines()) == len(KEYS)


def test_a_folder_that_is_not_there_is_said(
    on_qt_loop: OnLoop, area: MessageArea, database: Path, tmp_path: Path
) -> None:
    on_qt_loop(export(area, database, tmp_path / "none" / "out.csv"))
    assert area.texts[0].endswith("cannot be written: No such file or directory. Choose another file.")


@pytest.mark.parametrize("by_program", [False, True])
def test_cancelled_it_leaves_no_file(
    on_qt_loop: OnLoop,
    area: MessageArea,
    database: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    by_program: bool,
) -> None:
    """By the button, and by the program's end."""
    folder = tmp_path / "out"
    folder.mkdir()
    begun, go_on = threading.Event(), threading.Event()
    real = module.export_to

    def slow(path: Path, data: Path, order: ExportOrder, progress: Any, cancelled: Callable[[], bool]) -> int:
        def noted(done: int, total: int) -> None:
            progress(done, total)
            begun.set()
            go_on.wait(10)

        return real(path, data, order, noted, cancelled)

    monkeypatch.setattr(module, "export_to", slow)

    async def run() -> None:
        tasks = OwnedTasks(lambda words: pytest.fail(words))
        Exporting(database, tasks, area).start(folder / "out.jsonl", ORDER)
        await until(begun.is_set)
        await until(lambda: area.texts == ("Exporting to out.jsonl: 1,000 of 1,500 batches",))
        ending = asyncio.ensure_future(tasks.finish()) if by_program else None
        if ending is None:
            button(area, "Cancel").click()
        await asyncio.sleep(0)
        go_on.set()
        if ending is not None:
            await ending
        else:
            await until(lambda: area.texts == ("The export was cancelled; no file was written.",))
            await tasks.finish()

    on_qt_loop(run())
    assert list(folder.iterdir()) == []


def test_the_dialog_makes_the_order(qtbot: QtBot) -> None:
    dialog = ExportDialog(HistoryQuery(search="超时", limit=None), KEYS[:3])
    qtbot.addWidget(dialog)
    assert dialog.order == ExportOrder(ExportForm.CSV, dialog.order.query, tuple(KEYS[:3]))
    assert dialog.which.itemText(0) == "3 chosen batches"
    assert dialog.target.suffix == ".csv"
    dialog.excel.setChecked(True)
    assert dialog.order.excel
    dialog.which.setCurrentIndex(1)
    assert dialog.which.currentText() == "Search: 超时"
    dialog.form.setCurrentIndex(dialog.form.findData("json"))
    dialog.versions.setChecked(True)
    assert dialog.order == ExportOrder(ExportForm.JSON_LINES, HistoryQuery(search="超时", limit=None), versions=True)
    assert dialog.target.suffix == ".jsonl"
    dialog.path.setText("/tmp/mine.txt")
    dialog.form.setCurrentIndex(dialog.form.findData("html"))
    assert dialog.target == Path("/tmp/mine.txt")
    dialog.path.clear()
    assert not dialog.export_button.isEnabled()


def test_a_path_may_be_short(qtbot: QtBot) -> None:
    dialog = ExportDialog(HistoryQuery(limit=None), ())
    qtbot.addWidget(dialog)
    folder = dialog.target.parent
    dialog.path.setText("mine.csv")
    assert dialog.target == folder / "mine.csv"
    dialog.path.setText("~/mine.csv")
    assert dialog.target == Path.home() / "mine.csv"
    dialog.path.setText("~nobody-of-that-name/mine.csv")
    assert dialog.target == folder / "~nobody-of-that-name" / "mine.csv"


def test_only_the_options_of_a_form_are_on_offer(qtbot: QtBot) -> None:
    dialog = ExportDialog(HistoryQuery(limit=None), ())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.texts.setChecked(True)
    for form, offered in (
        (ExportForm.CSV, (True, False, True)),
        (ExportForm.JSON_LINES, (False, True, True)),
        (ExportForm.MARKDOWN, (False, False, False)),
        (ExportForm.HTML, (False, False, False)),
    ):
        dialog.form.setCurrentIndex(dialog.form.findData(form.value))
        assert (dialog.excel.isVisible(), dialog.versions.isVisible(), dialog.texts.isVisible()) == offered
        assert dialog.order.texts == offered[-1]


def test_the_dialog_starts_the_export(
    on_qt_loop: OnLoop, qtbot: QtBot, area: MessageArea, database: Path, tmp_path: Path
) -> None:
    async def run() -> None:
        tasks = OwnedTasks(lambda words: pytest.fail(words))
        dialog = Exporting(database, tasks, area).open_dialog(area, HistoryQuery(limit=100, before=5), ())
        dialog.path.setText(str(tmp_path / "all.csv"))
        dialog.export_button.click()
        await until(lambda: bool(area.texts) and "were exported" in area.texts[-1])
        await tasks.finish()

    on_qt_loop(run())
    assert (tmp_path / "all.csv").read_text().count("\n") == len(KEYS) + 1
