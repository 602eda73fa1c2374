"""An import from the window: read and said before it is done, with progress, and cancelled at every step."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from batchdesk.desktop.importing.dialog import ImportDialog
from batchdesk.store.merging import Merged
from batchdesk.store.reader import Reader
from batchdesk.store.records import HistoryQuery
from batchdesk.store.store import DATABASE_NAME
from tests.waiting import until

from .conftest import THEIRS, Desk, OpenDesk

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", "propagateSizeHints")

OnLoop = Callable[[Coroutine[Any, Any, Any]], Any]


async def asked(desk: Desk) -> ImportDialog:
    await until(lambda: any(dialog.isVisible() for dialog in desk.parent.findChildren(ImportDialog)))
    return next(dialog for dialog in desk.parent.findChildren(ImportDialog) if dialog.isVisible())


def press(desk: Desk, words: str) -> None:
    next(button for button in desk.area.findChildren(QPushButton) if button.text() == words).click()


def ids(desk: Desk) -> set[str]:
    found = Reader(desk.engine.database).history(HistoryQuery(limit=None))
    return {entry.batch.key.batch_id for entry in found}


def nothing_is_left(desk: Desk) -> bool:
    return not list(desk.folder.glob("import-*"))


def test_what_is_in_it_is_said_before_and_what_came_of_it_after(
    on_qt_loop: OnLoop, open_desk: OpenDesk, lines: Path
) -> None:
    async def scenario() -> None:
        async with open_desk() as desk:
            desk.importing.start([lines])
            dialog = await asked(desk)
            assert dialog.title.text() == "theirs.jsonl"
            assert dialog.facts == ["1,000 in all", "999 new", "0 newer or fuller", "1 known already"]
            assert not dialog.copy_first.isChecked()
            assert dialog.focusWidget() is dialog.import_button
            labels = [label for label in dialog.findChildren(QLabel) if label.isVisible()]
            assert all(label.height() >= label.sizeHint().height() for label in labels if not label.wordWrap())
            assert ids(desk) == {"cmmine0", "cmmine1"}, "nothing has happened yet"
            dialog.accept()
            done = "The import is complete. New batches: 999. Added to: 0. Known already: 1."
            await until(lambda: desk.area.texts == (done,))
            assert len(ids(desk)) == THEIRS + 1
            assert desk.engine.mailbox.drain().history
            press(desk, "Show the history")
            assert desk.opened == [None]
            await until(lambda: nothing_is_left(desk))
            assert not list(desk.folder.glob(f"{DATABASE_NAME}.before-import-*"))

    on_qt_loop(scenario())


def test_a_copy_brought_back_leaves_a_copy_of_what_was_there(
    on_qt_loop: OnLoop, open_desk: OpenDesk, database: Path
) -> None:
    async def scenario() -> None:
        async with open_desk() as desk:
            desk.importing.start([database])
            dialog = await asked(desk)
            assert dialog.copy_first.isChecked()
            dialog.accept()
            await until(lambda: bool(desk.area.texts) and desk.area.texts[-1].startswith("The import is complete"))
            (copy,) = desk.folder.glob(f"{DATABASE_NAME}.before-import-*")
            assert {entry.batch.key.batch_id for entry in Reader(copy).history(HistoryQuery())} == {
                "cmmine0",
                "cmmine1",
            }

    on_qt_loop(scenario())


@pytest.mark.parametrize("stopped_at", ["reading", "asking"])
def test_cancelled_before_it_begins_nothing_is_changed(
    on_qt_loop: OnLoop, open_desk: OpenDesk, lines: Path, stopped_at: str
) -> None:
    async def scenario() -> None:
        async with open_desk() as desk:
            desk.importing.start([lines])
            if stopped_at == "reading":
                await until(lambda: bool(desk.area.texts))
                press(desk, "Cancel")
                await until(lambda: desk.area.texts == ("The import was cancelled; nothing was changed.",))
            else:
                (await asked(desk)).reject()
            await until(lambda: nothing_is_left(desk))
            assert ids(desk) == {"cmmine0", "cmmine1"}

    on_qt_loop(scenario())


@pytest.mark.parametrize("by_program", [False, True])
def test_stopped_half_way_what_was_added_stays(
    on_qt_loop: OnLoop, open_desk: OpenDesk, lines: Path, monkeypatch: pytest.MonkeyPatch, by_program: bool
) -> None:
    """By the button, and by the program's end."""

    async def scenario() -> None:
        async with open_desk() as desk:
            begun = asyncio.Event()
            take_in = desk.engine.take_in

            async def half(prepared: Path, reached: Callable[[float], None]) -> Merged:
                await take_in(prepared, reached)
                begun.set()
                await asyncio.Event().wait()
                raise AssertionError

            monkeypatch.setattr(desk.engine, "take_in", half)
            desk.importing.start([lines])
            (await asked(desk)).accept()
            await begun.wait()
            if by_program:
                await desk.tasks.finish()
            else:
                await until(lambda: desk.area.texts == ("Adding to the history: 100%",))
                press(desk, "Stop")
                await until(lambda: bool(desk.area.texts) and desk.area.texts[-1].startswith("The import was stopped."))
                await until(lambda: nothing_is_left(desk))
            assert nothing_is_left(desk)
            assert len(ids(desk)) == THEIRS + 1

    on_qt_loop(scenario())


def test_a_file_that_cannot_be_used_changes_nothing_and_says_its_line(
    on_qt_loop: OnLoop, open_desk: OpenDesk, lines: Path
) -> None:
    text = lines.read_text().splitlines()
    text[500] = "[]"
    lines.write_text("\n".join(text))

    async def scenario() -> None:
        async with open_desk() as desk:
            desk.importing.start([lines])
            await until(lambda: any("cannot be imported" in text for text in desk.area.texts))
            assert "501" in desk.area.texts[-1]
            await until(lambda: nothing_is_left(desk))
            assert ids(desk) == {"cmmine0", "cmmine1"}
            desk.importing.start([lines.with_name("none.jsonl")])
            await until(
                lambda: (
                    bool(desk.area.texts)
                    and desk.area.texts[-1].endswith("(No such file or directory). Nothing was changed.")
                )
            )

    on_qt_loop(scenario())
