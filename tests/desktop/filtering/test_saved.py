"""Filters by name are in the settings, so that they outlive the window."""

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from batchdesk.desktop.filtering.saved import SavedFilters
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.settings.values import Settings

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def settings(on_qt_loop: Callable[..., LiveSettings]) -> LiveSettings:
    async def make() -> LiveSettings:
        start = Settings(saved_filters={"Old": "tag:old"})
        return LiveSettings(None, start, OwnedTasks(pytest.fail), lambda problem: pytest.fail(str(problem)))

    return on_qt_loop(make())


def test_a_filter_is_saved_under_a_name_and_forgotten(settings: LiveSettings, qtbot: QtBot) -> None:
    shown: list[dict[str, str]] = []
    saved = SavedFilters(settings, shown.append)
    window = QWidget()
    qtbot.addWidget(window)
    dialog = saved.ask_name("status:failed", window)
    dialog.setTextValue("  Bad   news ")
    dialog.accept()
    assert settings.value.saved_filters == {"Old": "tag:old", "Bad news": "status:failed"}
    saved.forget("Old")
    saved.save("", "x")
    assert shown == [
        {"Old": "tag:old"},
        {"Old": "tag:old", "Bad news": "status:failed"},
        {"Bad news": "status:failed"},
    ]


def test_what_changes_in_the_file_is_shown(settings: LiveSettings) -> None:
    shown: list[dict[str, str]] = []
    saved = SavedFilters(settings, shown.append)
    settings.change(replace(settings.value, saved_filters={"New": "超时"}))
    assert shown[-1] == saved.by_name == {"New": "超时"}
