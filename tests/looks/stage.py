"""The stage: the real window on a real engine, without a network, with the scenery in it; and every scene on it."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from PySide6.QtCore import QItemSelectionModel, QSize
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.adding.dialog import AddDialog
from batchdesk.desktop.detail.timeline import Timeline
from batchdesk.desktop.exporting.dialog import ExportDialog
from batchdesk.desktop.faces import unreadable_face
from batchdesk.desktop.fault_dialog import FaultDialog
from batchdesk.desktop.history.view import HistoryView
from batchdesk.desktop.inbox.view import InboxView
from batchdesk.desktop.insights.view import InsightsView
from batchdesk.desktop.preferences.history_page import HistoryPage
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.preferences.opening import SettingsOpening
from batchdesk.desktop.preferences.titles import page_titles
from batchdesk.desktop.status_bar import ConnectionBar
from batchdesk.desktop.style import appearance
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.window import MainWindow
from batchdesk.engine.engine import Engine
from batchdesk.engine.options import EngineOptions
from batchdesk.engine.watched import Changes, SessionState
from batchdesk.settings.values import LookSettings, Settings, Theme
from tests.looks import scenery
from tests.waiting import until

WIDE = QSize(1240, 720)
NARROW = QSize(900, 560)
SELECT_ROW = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
LOOKS_AT_REST = 3
MOST_LOOKS = 40


@dataclass
class Stage:
    """A window that has been shown, and what is needed to play on it."""

    window: MainWindow
    engine: Engine
    now: datetime
    chinese: bool

    def see(self, changes: Changes) -> None:
        """Tell the window, as the mailbox would."""
        self.window.take(changes)


@asynccontextmanager
async def stage(folder: Path, *, chinese: bool, now: datetime) -> AsyncGenerator[Stage]:
    """Set up on the data in `folder`, which `scenery.fill` has put there. Nothing moves on it."""
    application = cast(QApplication, QApplication.instance())
    application.setCursorFlashTime(0)
    show_theme(Theme.LIGHT)
    engine = Engine(folder, lambda: None, EngineOptions(keyring=False, connect=False))
    window = MainWindow(demo=False, data_dir=folder, clock=lambda: now)
    window.furnish(engine, on_quit=lambda: None)
    window.resize(WIDE)
    live = LiveSettings(None, Settings(), OwnedTasks(lambda _words: None), lambda _problem: None)
    window.tools.pause.use_settings(live)
    engine.start()
    try:
        await engine.ready()
        window.show()
        yield Stage(window, engine, now, chinese)
    finally:
        await window.finish()
        engine.stop()
        window.close()
        window.deleteLater()
        appearance.choose(application, LookSettings())


def show_theme(theme: Theme) -> None:
    """Turn everything that is on the stage to this theme."""
    appearance.choose(cast(QApplication, QApplication.instance()), LookSettings(theme, still=True))


async def settle(widget: QWidget) -> None:
    """Let the layouts, the icons and what fades come to rest: the picture stays the same for a few looks. Where time
    does not stand still, it never does for long. What is read is waited for by name, before this."""
    same, before, now = 0, None, widget.grab().toImage()
    for _ in range(MOST_LOOKS):
        same = same + 1 if before == now else 0
        if same == LOOKS_AT_REST:
            return
        await asyncio.sleep(0.04)
        for bar in widget.findChildren(ConnectionBar):  # which has a beat of its own
            bar.refresh()
        before, now = now, widget.grab().toImage()


Scene = tuple[str, QWidget]
"""Its name, and what is to be looked at."""


async def scenes(stage: Stage) -> AsyncIterator[Scene]:
    """Every view, every face and every dialog, one after the other. Each stands until the next is asked for."""
    async for scene in _first_run(stage):
        yield scene
    async for scene in _faces(stage):
        yield scene
    async for scene in _views(stage):
        yield scene
    async for scene in _dialogs(stage):
        yield scene
    async for scene in _settings(stage):
        yield scene
    fault = FaultDialog(stage.window)
    fault.details.setPlainText("batchdesk 0.2.0\nValueError in batchdesk/desktop/window.py, line 42")
    fault.open()
    await settle(fault)
    yield "fault", fault
    fault.reject()


async def _first_run(stage: Stage) -> AsyncIterator[Scene]:
    stage.window.show_first_run()
    await settle(stage.window)
    yield "first-run", stage.window
    stage.window.show_desk()


async def _faces(stage: Stage) -> AsyncIterator[Scene]:
    window = stage.window
    window.resize(NARROW)
    stage.see(Changes(servers=scenery.servers(), loaded=True))
    await settle(window)
    yield "empty", window
    stage.see(Changes(servers=scenery.servers(SessionState.SIGNED_OUT)))
    await settle(window)
    yield "signed-out", window
    stage.see(Changes(servers=scenery.servers()))
    inbox = window.views.open("inbox")
    assert isinstance(inbox, InboxView)
    window.navigation.search_box.setText("~")
    await until(lambda: inbox.faced.face is not None)
    await settle(window)
    yield "inbox-nothing", window
    window.navigation.search_box.clear()
    history = window.views.open("history")
    assert isinstance(history, HistoryView)
    window.navigation.search_box.setText("~")
    await until(lambda: history.faced.face is not None)
    await settle(window)
    yield "history-nothing", window
    damaged = Problem(ProblemKind.DATABASE_DAMAGED, {"path": "batches.sqlite"})
    history.faced.show_face(unreadable_face(damaged, lambda: None))
    await settle(window)
    yield "unreadable", window
    window.navigation.search_box.clear()
    window.views.open("watching")


async def _views(stage: Stage) -> AsyncIterator[Scene]:
    window = stage.window
    window.resize(WIDE)
    stage.see(Changes(batches={row.key: row for row in scenery.rows(stage.chinese, stage.now)}))
    window.open_batch(scenery.key(scenery.CHOSEN))
    await until(lambda: window.navigation.filters.buttons[()].number == len(scenery.STORIES))
    await _life_is_shown(window)
    yield "watching", window
    window.resize(NARROW)
    await settle(window)
    yield "watching-narrow", window
    window.navigation.toggle_rail()
    await settle(window)
    yield "rail-over", window
    window.navigation.toggle_rail()
    window.resize(WIDE)
    history = window.views.open("history")
    assert isinstance(history, HistoryView)
    await until(lambda: history.model.complete and history.model.rowCount() > 0)
    history.table.selectRow(CHOSEN_IN_HISTORY)
    await _life_is_shown(window)
    yield "history", window
    async for scene in _compare(history):
        yield scene
    insights = window.views.open("insights")
    assert isinstance(insights, InsightsView)
    await until(lambda: insights.cards)
    await settle(window)
    yield "insights", window
    inbox = window.views.open("inbox")
    assert isinstance(inbox, InboxView)
    await until(inbox.model.rowCount)
    await settle(window)
    yield "inbox", window
    window.views.open("watching")


async def _life_is_shown(window: QWidget) -> None:
    """The versions of the batch chosen have been read."""
    await until(lambda: any(life.topLevelItemCount() for life in window.findChildren(Timeline) if life.isVisible()))
    await settle(window)


CHOSEN_IN_HISTORY = 6


async def _compare(history: HistoryView) -> AsyncIterator[Scene]:
    """One that succeeded and one that failed."""
    window = history.window()
    rows = history.table.selectionModel()
    rows.select(history.model.index(CHOSEN_IN_HISTORY - 1, 0), SELECT_ROW)
    history.commands.compare.trigger()
    await until(lambda: shown_dialog(window) is not None)
    dialog = shown_dialog(window)
    assert dialog is not None
    await settle(dialog)
    yield "compare", dialog
    dialog.reject()


async def _settings(stage: Stage) -> AsyncIterator[Scene]:
    tasks = OwnedTasks(lambda _words: None)
    live = LiveSettings(None, Settings(), tasks, lambda _problem: None)
    opening = SettingsOpening(live, stage.engine, tasks)
    for number, _title in enumerate(page_titles()):
        opening.open(stage.window, number)
        dialog = shown_dialog(stage.window)
        assert dialog is not None
        await settle(dialog)
        await _say_the_same_everywhere(dialog, stage.engine.database)
        yield f"settings-{number + 1}", dialog
    dialog = shown_dialog(stage.window)
    assert dialog is not None
    dialog.close()
    await tasks.finish()


async def _say_the_same_everywhere(dialog: QDialog, database: Path) -> None:
    """Where the files are, and how large, is another matter on every machine."""
    pages = [page for page in dialog.findChildren(HistoryPage) if page.isVisible()]
    for page in pages:
        await until(page.room.text)
        page.room.setText("4.2 MB · 120 GB")
    for label in dialog.findChildren(QLabel):
        if str(database.parent) in label.text():
            label.setText("/home/lin/.local/share/batchdesk/batchdesk.sqlite")
    await settle(dialog)


async def _dialogs(stage: Stage) -> AsyncIterator[Scene]:
    window, menu = stage.window, stage.window.menu
    window.open_batch(scenery.key(scenery.CHOSEN))
    actions = {
        "palette": menu.palette,
        "shortcuts": menu.shortcuts,
        "tags": menu.tag,
        "export": menu.export,
        "sign-in": menu.sign_in,
        "add": menu.add,
    }
    for name, action in actions.items():
        action.trigger()
        await until(lambda: shown_dialog(window) is not None)
        dialog = shown_dialog(window)
        assert dialog is not None
        if isinstance(dialog, AddDialog):
            dialog.paste.text.setPlainText(
                f"{scenery.key(0).batch_id}\ncmgl9999x8k2p0001qz7f\nhttps://studio.example/42"
            )
        if isinstance(dialog, ExportDialog):
            dialog.path.setText("batchdesk-2026-11-24.csv")
        await settle(dialog)
        yield name, dialog
        dialog.reject()
        await until(lambda: shown_dialog(window) is None)


def shown_dialog(window: QWidget) -> QDialog | None:
    """The dialog that is open over the window."""
    return next((dialog for dialog in window.findChildren(QDialog) if dialog.isVisible()), None)
