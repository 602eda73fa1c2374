"""Everything by name: the best fit comes first, and Enter does it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.palette.fuzzy import fit
from batchdesk.desktop.palette.palette import Choice, Palette, choices_of
from batchdesk.desktop.palette.shortcuts import ShortcutSheet

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def action(window: QWidget, words: str, keys: str = "", *, enabled: bool = True) -> QAction:
    result = QAction(words, window)
    result.setShortcut(QKeySequence(keys))
    result.setEnabled(enabled)
    return result


@pytest.mark.parametrize(
    ("typed", "better", "worse"),
    [
        ("add", "Add batches…", "Read the manual, dear"),
        ("ci", "Copy the id", "Archive it"),
        ("春季", "春季新品", "新春上季"),
        ("copy link", "Copy a link", "Copy the id of a blinking thing"),
    ],
)
def test_the_better_fit_comes_first(typed: str, better: str, worse: str) -> None:
    first, second = fit(typed, better), fit(typed, worse)
    assert first is not None
    assert second is None or first > second


def test_every_letter_must_be_there_in_order() -> None:
    assert fit("xyz", "Copy the id") is None
    assert fit("idcopy", "Copy the id") is None
    assert fit("", "anything") == 0


def test_enter_does_the_one_that_is_marked(window: QWidget) -> None:
    done: list[str] = []
    names = ("Pause", "Resume", "Rename")
    palette = Palette([Choice(name, "", lambda name=name: done.append(name)) for name in names], window)
    palette.open()
    QTest.keyClicks(palette.typed, "re")
    assert set(palette.shown) == {"Resume", "Rename"}
    second = palette.shown[1]
    QTest.keyClick(palette.typed, Qt.Key.Key_Down)
    QTest.keyClick(palette.typed, Qt.Key.Key_Return)
    assert done == [second]
    assert not palette.isVisible()


def test_nothing_that_fits_does_nothing(window: QWidget) -> None:
    palette = Palette([Choice("Pause", "", lambda: pytest.fail("nobody asked"))], window)
    palette.open()
    QTest.keyClicks(palette.typed, "zzz")
    QTest.keyClick(palette.typed, Qt.Key.Key_Return)
    assert palette.isVisible()
    palette.reject()


def test_only_what_makes_sense_now_is_offered(window: QWidget) -> None:
    actions = [action(window, "&Add", "Ctrl+N"), action(window, "Remove", enabled=False)]
    assert [(choice.name, choice.kind) for choice in choices_of(actions)] == [("Add", "Ctrl+N")]


def test_the_sheet_lists_what_has_keys(window: QWidget) -> None:
    sheet = ShortcutSheet([action(window, "&Add", "Ctrl+N"), action(window, "Sign in")], window)
    sheet.open()
    assert sheet.list.topLevelItemCount() == 1
    item = sheet.list.topLevelItem(0)
    assert item is not None
    assert (item.text(0), item.text(1)) == ("Add", "Ctrl+N")
    sheet.reject()
