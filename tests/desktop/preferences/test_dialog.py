"""What is chosen in the dialog counts at once, and what changes elsewhere is shown in it."""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTime
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from batchdesk.batch.problem import Problem
from batchdesk.batch.rules import QuietHours, Rule, Rules, Tell
from batchdesk.desktop.message_bar import MessageArea
from batchdesk.desktop.preferences.dialog import SettingsDialog
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.preferences.rules_page import rule_words
from batchdesk.desktop.sign_in.sessions import Sessions
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.settings.values import Density, Settings, TellingSettings, Theme
from batchdesk.words.catalogue import set_language

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

CHOSEN = Settings(
    telling=TellingSettings(
        Rules(
            outcomes=("FAILED",), rules=(Rule(Tell.LAST, tag="春季"),), quiet=QuietHours(time(21, 30), time(6), False)
        ),
        hide_names=True,
    )
)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    set_language("en")
    yield
    set_language(None)


@pytest.fixture
def live() -> LiveSettings:
    """Settings without a file."""
    told: list[Problem] = []
    return LiveSettings(None, Settings(), OwnedTasks(lambda _words: None), told.append)


@pytest.fixture
def dialog(qtbot: QtBot, live: LiveSettings, tmp_path: Path) -> Iterator[SettingsDialog]:
    """Over an engine that does not run: nothing is asked of it here."""
    parent = QWidget()
    qtbot.addWidget(parent)
    engine, tasks = Engine(tmp_path, lambda: None), OwnedTasks(lambda _words: None)
    sessions = Sessions(engine, tasks, MessageArea(parent), parent, None)
    qtbot.addWidget(sessions.place)
    yield SettingsDialog(live, engine, tasks, sessions, parent)
    parent.close()


def pick(box: QComboBox, words: str) -> None:
    """Choose as a person does."""
    box.setCurrentIndex(box.findText(words))
    box.activated.emit(box.currentIndex())


def test_it_shows_what_counts_also_when_that_changes_elsewhere(dialog: SettingsDialog, live: LiveSettings) -> None:
    heard: list[Settings] = []
    live.changed.connect(heard.append)
    live.change(CHOSEN)
    assert [box.isChecked() for box in dialog.notifications.outcomes.values()] == [False, False, True]
    assert dialog.notifications.begin.time() == QTime(21, 30)
    assert not dialog.notifications.failures.isChecked()
    assert dialog.rules.list.item(0).text() == "tag 春季: only when the last of these has ended"
    assert heard == [CHOSEN]  # showing it chose nothing


def test_quiet_hours_and_outcomes_are_chosen(dialog: SettingsDialog, live: LiveSettings) -> None:
    page = dialog.notifications
    page.outcomes["SUCCEEDED"].click()
    page.quiet.click()
    page.begin.setTime(QTime(23, 15))
    page.failures.click()
    page.hide_names.click()
    telling = live.value.telling
    assert telling.rules.outcomes == ("PARTIAL_SUCCESS", "FAILED")
    assert telling.rules.quiet == QuietHours(time(23, 15), time(7), failures=False)
    assert telling.hide_names
    page.quiet.click()
    assert live.value.telling.rules.quiet is None
    assert not page.begin.isEnabled()


def test_rules_are_added_edited_moved_and_removed(dialog: SettingsDialog, live: LiveSettings) -> None:
    page = dialog.rules
    page.add.click()
    page.tag.setText(" spring ")
    page.tag.editingFinished.emit()
    page.add.click()
    pick(page.tell, "always")
    pick(page.outcome, "failed")
    assert live.value.telling.rules.rules == (Rule(Tell.NEVER, tag="spring"), Rule(Tell.ALWAYS, outcome="FAILED"))
    page.up.click()
    assert live.value.telling.rules.rules[0] == Rule(Tell.ALWAYS, outcome="FAILED")
    assert page.list.currentRow() == 0
    page.remove.click()
    assert live.value.telling.rules.rules == (Rule(Tell.NEVER, tag="spring"),)


def test_a_server_in_a_rule_is_spelt_as_batches_have_it(dialog: SettingsDialog, live: LiveSettings) -> None:
    page = dialog.rules
    page.add.click()
    page.server.setText(" Studio.example/ ")
    page.server.editingFinished.emit()
    assert live.value.telling.rules.rules == (Rule(Tell.NEVER, server="https://studio.example"),)


def test_what_is_no_servers_address_is_said_while_it_is_typed_and_does_not_count(
    dialog: SettingsDialog, live: LiveSettings, qtbot: QtBot
) -> None:
    page = dialog.rules
    page.add.click()
    qtbot.keyClicks(page.server, "http://")
    assert "server" in page.trouble.text()
    page.server.editingFinished.emit()
    assert live.value.telling.rules.rules == (Rule(Tell.NEVER),)
    assert page.server.text() == "http://"
    qtbot.keyClicks(page.server, "studio.example")
    assert page.trouble.text() == ""
    page.server.editingFinished.emit()
    assert live.value.telling.rules.rules == (Rule(Tell.NEVER, server="http://studio.example"),)


@pytest.mark.qt_log_ignore("propagateSizeHints")  # what offscreen says of every window
def test_rules_are_edited_with_the_keyboard(dialog: SettingsDialog, live: LiveSettings, qtbot: QtBot) -> None:
    page = dialog.rules
    dialog.page = 1
    dialog.show()
    page.add.click()
    dialog.activateWindow()
    page.merchant.setFocus()
    qtbot.keyClicks(page.merchant, "cm12")
    qtbot.keyClick(page.merchant, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert live.value.telling.rules.rules == (Rule(Tell.NEVER, merchant="cm12"),)
    qtbot.keyClick(page.merchant, Qt.Key.Key_Tab)
    assert dialog.focusWidget() is page.tag


def test_a_pause_is_not_ended_by_a_change_of_the_rules(dialog: SettingsDialog, live: LiveSettings) -> None:
    from datetime import UTC, datetime

    until = datetime(2026, 11, 25, tzinfo=UTC)
    rules = replace(live.value.telling.rules, paused_until=until)
    live.change(replace(live.value, telling=replace(live.value.telling, rules=rules)))
    dialog.notifications.sounds.click()
    dialog.rules.add.click()
    assert live.value.telling.rules.paused_until == until


def test_look_and_history_are_chosen(dialog: SettingsDialog, live: LiveSettings) -> None:
    look, history = dialog.look, dialog.history
    pick(look.theme, "dark")
    pick(look.density, "compact")
    history.days.setValue(90)
    history.days.editingFinished.emit()
    assert (live.value.look.theme, live.value.look.density) == (Theme.DARK, Density.COMPACT)
    assert live.value.history.keep_days == 90
    assert history.megabytes.text() == "no limit"


def test_a_pause_is_begun_and_ended_on_the_page(dialog: SettingsDialog, live: LiveSettings) -> None:
    box = dialog.notifications.pause.box
    pick(box, "for an hour")
    until = live.value.telling.rules.paused_until
    assert until is not None
    assert timedelta(minutes=59) < until - datetime.now(UTC) <= timedelta(hours=1)
    assert box.currentText().startswith("until ")
    pick(box, "no pause")
    assert live.value.telling.rules.paused_until is None


def test_what_is_half_typed_survives_a_change_from_elsewhere(
    dialog: SettingsDialog, live: LiveSettings, qtbot: QtBot
) -> None:
    dialog.rules.add.click()
    qtbot.keyClicks(dialog.rules.tag, "spri")
    qtbot.keyClicks(dialog.history.days.lineEdit(), "3")
    typed = dialog.history.days.text()
    live.change(replace(live.value, look=replace(live.value.look, theme=Theme.DARK)))
    rules = replace(live.value.telling.rules, rules=(Rule(Tell.ALWAYS, tag="first"), *live.value.telling.rules.rules))
    live.change(replace(live.value, telling=replace(live.value.telling, rules=rules)))
    assert dialog.rules.tag.text() == "spri"
    assert dialog.rules.list.currentRow() == 1
    assert dialog.history.days.text() == typed
    dialog.rules.tag.editingFinished.emit()
    assert live.value.telling.rules.rules[1].tag == "spri"
    dialog.rules.list.setCurrentRow(0)
    assert dialog.rules.tag.text() == "first"


def test_server_text_is_one_line_in_a_rule() -> None:
    words = rule_words(Rule(Tell.NEVER, merchant="a\nb\x1b[31m"))
    assert not {"\n", "\x1b"} & set(words)
    assert rule_words(Rule(Tell.ALWAYS)) == "every batch: always"


def test_tab_stops_nowhere_but_at_what_one_sees(dialog: SettingsDialog, on_qt_loop: Any) -> None:
    async def main() -> None:
        dialog.show()
        dialog.activateWindow()
        for number, page in enumerate(dialog.pages):
            dialog.page = number
            dialog.findChildren(QListWidget)[0].setFocus()
            QTest.keyClick(dialog, Qt.Key.Key_Tab)
            assert page.isAncestorOf(dialog.focusWidget()), page

    on_qt_loop(main())
