"""Closing the window never leaves a program that cannot be reached."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton, QMainWindow, QMessageBox
from pytestqt.qtbot import QtBot

from batchdesk.batch import status
from batchdesk.batch.connection import Connection
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.desktop.closing import CloseGuard, quit_after_a_word
from batchdesk.desktop.tray.host import TrayHost
from batchdesk.desktop.tray.icon import Tray
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.settings.values import OnClose
from batchdesk.words.catalogue import set_language

pytestmark = pytest.mark.qt_log_ignore("^This plugin does not support ")
"""Only the platform without a screen says this."""

KEY = BatchKey("https://one.example", "cm1")


class TrayThere(Tray):
    """The tray of a desktop that has one, which the test platform has not."""

    there = True

    @property
    def reachable(self) -> bool:
        return self.there


@dataclass
class Desk:
    window: QMainWindow
    guard: CloseGuard
    tray: Tray
    events: list[str] = field(default_factory=list)

    def run_a_batch(self) -> None:
        state = BatchState(KEY, status.RUNNING, 2)
        batch = WatchedBatch(KEY, "", state, Connection(), datetime(2026, 11, 24, tzinfo=UTC))
        self.tray.take(Changes(batches={KEY: batch}))

    def box(self) -> QMessageBox:
        (box,) = self.window.findChildren(QMessageBox)
        return box

    def button(self, text: str) -> QAbstractButton:
        (button,) = [each for each in self.box().buttons() if each.text() == text]
        return button


def make_desk(qtbot: QtBot, folder: Path, kind: type[Tray]) -> Desk:
    set_language("en")
    window = QMainWindow()
    qtbot.addWidget(window)
    tray, events = kind(TrayHost(window), parent=window), list[str]()
    guard = CloseGuard(window, tray, folder, lambda: events.append("explained"), lambda: events.append("quit"))
    window.show()
    return Desk(window, guard, tray, events)


@pytest.fixture
def with_tray(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(qtbot, tmp_path, TrayThere)
    yield desk
    # An accepted close is what pytest-qt ends a widget with; the guard would hide the window instead.
    desk.window.removeEventFilter(desk.guard)
    desk.window.show()


@pytest.fixture
def without_tray(qtbot: QtBot, tmp_path: Path) -> Iterator[Desk]:
    desk = make_desk(qtbot, tmp_path, Tray)
    yield desk
    desk.window.removeEventFilter(desk.guard)


def test_hides_in_the_tray_and_says_so_once(with_tray: Desk) -> None:
    for _ in range(2):
        with_tray.window.show()
        with_tray.window.close()
        assert not with_tray.window.isVisible()
    assert with_tray.events == ["explained"]


def test_the_operators_own_wish_goes_first(with_tray: Desk) -> None:
    with_tray.guard.wish = lambda: OnClose.MINIMISE
    with_tray.window.close()
    assert with_tray.window.isMinimized()
    assert with_tray.window.isVisible()
    with_tray.guard.wish = lambda: OnClose.QUIT
    with_tray.window.close()
    assert with_tray.events == ["quit"]


def test_comes_back_minimised_when_the_tray_is_gone(
    with_tray: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_tray.window.close()
    monkeypatch.setattr(TrayThere, "there", False)
    with_tray.guard.look_for_tray()
    assert not with_tray.window.isVisible()
    with_tray.guard.look_for_tray()
    assert with_tray.window.isVisible()
    assert with_tray.window.isMinimized()


def test_a_panel_that_starts_anew_is_waited_for(with_tray: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with_tray.window.close()
    for there in (False, True, False, True):
        monkeypatch.setattr(TrayThere, "there", there)
        with_tray.guard.look_for_tray()
    assert not with_tray.window.isVisible()


def test_asks_each_time_where_that_is_chosen_until_an_answer_is_kept(with_tray: Desk) -> None:
    kept: list[OnClose] = []
    with_tray.guard.wish = lambda: OnClose.ASK
    with_tray.guard.keep_wish = kept.append
    with_tray.window.close()
    assert with_tray.window.isVisible()
    with_tray.button("Into the tray").click()
    assert not with_tray.window.isVisible()
    assert kept == []
    with_tray.window.show()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with_tray.window.close()
    always = with_tray.box().checkBox()
    assert always is not None
    always.setChecked(True)
    with_tray.button("Quit").click()
    assert kept == [OnClose.QUIT]
    assert with_tray.events == ["explained", "quit"]


def test_asks_about_minimising_where_there_is_no_tray(without_tray: Desk) -> None:
    without_tray.guard.wish = lambda: OnClose.ASK
    without_tray.window.close()
    without_tray.button("Minimise").click()
    assert without_tray.window.isMinimized()


def test_who_quits_while_batches_run_is_told_what_becomes_of_them(without_tray: Desk) -> None:
    quits: list[str] = []
    quit_after_a_word(without_tray.window, 0, lambda: quits.append("at once"))
    assert quits == ["at once"]
    quit_after_a_word(without_tray.window, 3, lambda: quits.append("then"))
    assert quits == ["at once"]
    assert without_tray.box().text() == "3 batches are still running."
    assert without_tray.box().defaultButton().text() == "Quit"
    without_tray.button("Quit").click()
    assert quits == ["at once", "then"]


def test_quits_without_a_tray_when_nothing_is_running(without_tray: Desk) -> None:
    without_tray.window.close()
    assert without_tray.events == ["quit"]


def test_asks_without_a_tray_while_batches_run_and_remembers(without_tray: Desk) -> None:
    without_tray.run_a_batch()
    without_tray.window.close()
    assert without_tray.window.isVisible()
    without_tray.button("Minimise").click()
    assert without_tray.window.isMinimized()
    without_tray.window.showNormal()
    without_tray.window.close()
    assert without_tray.window.isMinimized()
    assert without_tray.events == []


def test_may_be_told_to_quit_while_batches_run(without_tray: Desk) -> None:
    without_tray.run_a_batch()
    without_tray.window.close()
    without_tray.button("Quit").click()
    assert without_tray.events == ["quit"]
