"""The tray's pause is one of the settings."""

from datetime import UTC, datetime

import pytest
from PySide6.QtWidgets import QApplication

from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.tray.pause import SettingsPause
from batchdesk.settings.values import Settings

MORNING = datetime(2026, 11, 25, 8, tzinfo=UTC)


def test_it_begins_and_ends_and_is_heard_of(qapp: QApplication) -> None:
    settings = LiveSettings(None, Settings(), OwnedTasks(pytest.fail), lambda problem: pytest.fail(str(problem)))
    heard: list[Settings] = []
    settings.changed.connect(heard.append)
    pause = SettingsPause(settings)
    assert pause.until is None
    pause.start(MORNING)
    assert pause.until == settings.value.telling.rules.paused_until == MORNING
    pause.end()
    assert pause.until is None
    assert [each.telling.rules.paused_until for each in heard] == [MORNING, None]
