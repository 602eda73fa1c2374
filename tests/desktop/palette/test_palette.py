"""Everything by name: the best fit comes first, and Enter does it."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.desktop.filtering.language import Field, Term
from batchdesk.desktop.keys import Key
from batchdesk.desktop.palette.choice import Choice
from batchdesk.desktop.palette.fuzzy import fit
from batchdesk.desktop.palette.opening import action_choices, batch_choices, filter_choices, page_choices
from batchdesk.desktop.palette.palette import Palette
from batchdesk.desktop.palette.recent import Recent
from batchdesk.desktop.palette.shortcuts import ShortcutSheet
from batchdesk.engine.watched import WatchedBatch

NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)

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


def test_where_nothing_fits_that_is_said_and_enter_looks_further(window: QWidget) -> None:
    looked_for: list[str] = []
    palette = Palette(
        [Choice("Pause", "", lambda: pytest.fail("nobody asked"))], window, look_further=looked_for.append
    )
    palette.open()
    QTest.keyClicks(palette.typed, "zzz")
    assert "“zzz”" in palette.nothing.text()
    assert (palette.nothing.isVisible(), palette.list.isVisible()) == (True, False)
    QTest.keyClick(palette.typed, Qt.Key.Key_Return)
    assert looked_for == ["zzz"]


def test_what_was_chosen_lately_comes_first(window: QWidget) -> None:
    kept: list[tuple[str, ...]] = []
    choices = [Choice(name, "", lambda: None) for name in ("Pause", "Resume", "Retry")]
    palette = Palette(choices, window, Recent(["Retry", "gone by now"], lambda names: kept.append(tuple(names))))
    assert palette.shown == ("Retry", "Pause", "Resume")
    palette.open()
    QTest.keyClicks(palette.typed, "resu")
    QTest.keyClick(palette.typed, Qt.Key.Key_Return)
    assert kept == [("Resume", "Retry", "gone by now")]


def test_filters_batches_and_pages_are_offered_by_name() -> None:
    done: list[object] = []
    spring, server = (Term(Field.TAG, "spring sale"),), (Term(Field.SERVER, "https://studio.example"),)
    filters = filter_choices(
        {"My failures": "status:failed 超时"}, {(): "All", spring: "spring sale", server: "studio.example"}, done.append
    )
    batches = [
        WatchedBatch(key, label, BatchState(key), Connection(ConnectionState.LIVE), NOW + timedelta(minutes=minutes))
        for minutes, (key, label) in enumerate([(BatchKey("https://a.example", "1"), ""), (BatchKey("b", "2"), "春季")])
    ]
    choices = [*filters, *page_choices(["Rules"], done.append), *batch_choices(batches, done.append)]
    assert [(choice.name, choice.kind) for choice in choices] == [
        ("My failures", "saved filter"),
        ("All", "filter"),
        ("spring sale", "tag"),
        ("studio.example", "server"),
        ("Rules", "settings"),
        ("春季 2", "batch"),
        ("1", "batch"),
    ]
    for choice in choices:
        choice.do()
    texts = ["status:failed 超时", "", 'tag:"spring sale"', "server:https://studio.example"]
    assert done == [*texts, 0, batches[1].key, batches[0].key]


def test_only_what_makes_sense_now_is_offered(window: QWidget) -> None:
    actions = [action(window, "&Add", "Ctrl+N"), action(window, "Remove", enabled=False)]
    assert [(choice.name, choice.kind) for choice in action_choices(actions)] == [("Add", "Ctrl+N")]


def test_the_sheet_lists_what_has_keys(window: QWidget) -> None:
    everywhere = [Key("Add", QKeySequence("Ctrl+N")), Key("Sign in", QKeySequence())]
    history = [Key("Compare", QKeySequence("Ctrl+M"))]
    sheet = ShortcutSheet([("", everywhere), ("Watching", []), ("History", history)], window)
    sheet.open()
    items = [sheet.list.topLevelItem(row) for row in range(sheet.list.topLevelItemCount())]
    said = [(item.text(0), item.text(1)) for item in items if item is not None]
    assert said == [("Add", "Ctrl+N"), ("History", ""), ("Compare", "Ctrl+M")]
    sheet.reject()
