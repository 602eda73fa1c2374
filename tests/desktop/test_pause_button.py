"""The pause of the notifications at the top of the window."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from batchdesk.batch.problem import Problem
from batchdesk.desktop.pause_button import PauseButton
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.settings.values import Settings
from batchdesk.words.times import moment

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)


class Clock:
    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def live() -> LiveSettings:
    """Settings without a file."""
    told: list[Problem] = []
    return LiveSettings(None, Settings(), OwnedTasks(lambda _words: None), told.append)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def button(qtbot: QtBot, live: LiveSettings, clock: Callable[[], datetime]) -> PauseButton:
    button = PauseButton(clock)
    qtbot.addWidget(button)
    assert not button.isEnabled(), "there is nothing to change yet"
    button.use_settings(live)
    return button


def choose(button: PauseButton, words: str) -> None:
    button.offers.aboutToShow.emit()
    next(action for action in button.offers.actions() if action.text() == words).trigger()


def test_a_pause_is_begun_seen_and_ended(button: PauseButton, live: LiveSettings) -> None:
    assert (button.accessibleName(), button.text()) == ("Pause notifications", "")
    choose(button, "For an hour")
    end = NOW + timedelta(hours=1)
    assert live.value.telling.rules.paused_until == end
    assert button.text() == f"until {moment(end, NOW)}"
    assert button.accessibleName() == f"Notifications are paused until {moment(end, NOW)}"
    choose(button, "Show notifications again")
    assert live.value.telling.rules.paused_until is None
    assert button.text() == ""


def test_a_pause_that_is_over_is_not_shown(button: PauseButton, clock: Clock) -> None:
    choose(button, "For 30 minutes")
    assert button.text()
    clock.now += timedelta(minutes=31)
    button.refresh()
    assert button.text() == ""
    button.offers.aboutToShow.emit()
    assert button.offers.actions()[0].text() == "For 30 minutes"
