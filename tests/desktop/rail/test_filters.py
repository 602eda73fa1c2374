"""The list of filters: its numbers follow the rows, and its clicks write the language of the search box."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.desktop.filtering.counts import IS_ACTIVE
from batchdesk.desktop.filtering.language import Field, Term
from batchdesk.desktop.rail.filters import FilterButton, FilterList
from batchdesk.desktop.rail.rail import WIDTH
from batchdesk.engine.watched import Changes, WatchedBatch
from batchdesk.words.catalogue import Language, set_language

NOW = datetime(2026, 11, 24, 14, tzinfo=UTC)
FAILED = (Term(Field.STATUS, "failed"),)
SPRING = (Term(Field.TAG, "spring"),)
AUTUMN = (Term(Field.TAG, "autumn"),)


def batch(number: int, status: str = "RUNNING", *tags: str) -> WatchedBatch:
    key = BatchKey("https://studio.example", f"batch{number}")
    return WatchedBatch(
        key, "", BatchState(key, status=status, version=1), Connection(ConnectionState.LIVE), NOW, tags=tags
    )


def changes(*batches: WatchedBatch) -> Changes:
    return Changes(batches={each.key: each for each in batches})


@pytest.fixture
def filters(qtbot: QtBot) -> FilterList:
    set_language("en")
    filters = FilterList(lambda: NOW)
    filters.text_wanted.connect(filters.show_text)
    qtbot.addWidget(filters)
    filters.show()
    filters.take(changes(batch(1, "FAILED", "spring"), batch(2, "RUNNING", "autumn"), batch(3)))
    qtbot.waitUntil(lambda: filters.buttons[FAILED].number == 1)
    return filters


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_rail_has_room_for_thousands_beside_every_title(qtbot: QtBot, language: Language) -> None:
    set_language(language)
    filters = FilterList(lambda: NOW)
    qtbot.addWidget(filters)
    font = filters.font()
    font.setPixelSize(15)  # 11 points
    filters.setFont(font)
    filters.setFixedWidth(WIDTH - 1)  # and the line at the rail's edge
    filters.show()
    assert len(filters.buttons) > 5
    qtbot.waitUntil(lambda: all(button.width() < WIDTH for button in filters.buttons.values()))
    for button in filters.buttons.values():
        button.set_number(9_999)
        assert button.words_that_fit() == button.text()


def checked(filters: FilterList) -> list[str]:
    return [button.text() for button in filters.buttons.values() if button.isChecked()]


def click(button: FilterButton, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(button, Qt.MouseButton.LeftButton, modifier)


def test_an_ampersand_in_a_tag_is_seen_and_makes_no_key(filters: FilterList, qtbot: QtBot) -> None:
    filters.take(changes(batch(4, "FAILED", "R&D")))
    qtbot.waitUntil(lambda: (Term(Field.TAG, "R&D"),) in filters.buttons)
    button = filters.buttons[(Term(Field.TAG, "R&D"),)]
    assert button.text() == "R&D"
    assert button.shortcut().isEmpty()


def test_numbers_follow_the_rows(filters: FilterList, qtbot: QtBot) -> None:
    assert filters.buttons[()].number == 3
    assert filters.buttons[(IS_ACTIVE,)].number == 2
    ended = batch(2, "FAILED", "autumn")
    filters.take(replace(changes(ended), removed=frozenset({batch(3).key})))
    qtbot.waitUntil(lambda: filters.buttons[FAILED].number == 2)
    assert filters.buttons[()].number == 2
    assert filters.buttons[FAILED].accessibleName() == "Failed, 2 batches"


def test_clicks_write_and_a_second_one_takes_back(filters: FilterList, qtbot: QtBot) -> None:
    with qtbot.waitSignal(filters.text_wanted) as first:
        click(filters.buttons[FAILED])
    assert first.args == ["status:failed"]
    click(filters.buttons[SPRING])
    assert checked(filters) == ["Failed", "spring"]
    click(filters.buttons[(IS_ACTIVE,)])
    assert checked(filters) == ["Active", "spring"]
    with qtbot.waitSignal(filters.text_wanted) as last:
        click(filters.buttons[SPRING])
    assert last.args == ["is:active"]
    click(filters.buttons[()])
    assert checked(filters) == ["All"]


def test_ctrl_takes_another_one_of_the_same_kind(filters: FilterList, qtbot: QtBot) -> None:
    click(filters.buttons[SPRING])
    with qtbot.waitSignal(filters.text_wanted) as both:
        QTest.keyPress(filters, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
        click(filters.buttons[AUTUMN], Qt.KeyboardModifier.ControlModifier)
    assert both.args == ["tag:spring tag:autumn"]


def test_one_server_is_no_choice_and_two_are(filters: FilterList, qtbot: QtBot) -> None:
    assert not any(term.field is Field.SERVER for terms in filters.buttons for term in terms)
    other = replace(batch(9), key=BatchKey("https://other.example", "x"))
    filters.take(changes(other))
    qtbot.waitUntil(lambda: (Term(Field.SERVER, "https://other.example"),) in filters.buttons)


def test_saved_filters_have_their_names(filters: FilterList, qtbot: QtBot) -> None:
    filters.set_saved({"Bad news": "status:failed"})
    with qtbot.waitSignal(filters.text_wanted) as wanted:
        click(filters.saved_buttons["Bad news"])
    assert wanted.args == ["status:failed"]
    assert filters.saved_buttons["Bad news"].isChecked()


def test_what_there_is_to_choose_from_is_known_out_of_sight(filters: FilterList) -> None:
    filters.hide()
    filters.take(changes(batch(4, "RUNNING", "winter")))
    assert [entry.title for entry in filters.entries if entry.terms and entry.terms[0].field is Field.TAG] == [
        "autumn",
        "spring",
        "winter",
    ]
