"""What the settings do to the whole program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from batchdesk.desktop.preferences.effects import Effects
from batchdesk.desktop.preferences.language import speak
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.style import appearance
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.engine.engine import Engine
from batchdesk.settings.values import Density, LookSettings, Settings, Theme
from batchdesk.words.catalogue import Language, language

ENGLISH = Settings(language="en", look=LookSettings(theme=Theme.LIGHT))


@pytest.fixture(autouse=True)
def ends_as_it_began(qapp: QApplication) -> Iterator[None]:
    yield
    speak("en")
    appearance.choose(qapp, LookSettings(theme=Theme.LIGHT))


def effects_of(
    folder: Path, settings: Settings, asked: Language | None = None
) -> tuple[LiveSettings, list[str], Effects]:
    """The settings, in which language each window was asked for that is made anew, and what has to be kept."""
    tasks, renewed = OwnedTasks(lambda _words: None), list[str]()
    live = LiveSettings(None, settings, tasks, lambda _problem: None)
    effects = Effects(live, Engine(folder, lambda: None), tasks, lambda: renewed.append(language()), asked)
    return live, renewed, effects


def test_a_window_is_made_anew_for_other_words_and_other_rows_only(qapp: QApplication, tmp_path: Path) -> None:
    live, renewed, _effects = effects_of(tmp_path, ENGLISH)
    live.change(replace(ENGLISH, look=replace(ENGLISH.look, theme=Theme.DARK)))
    assert renewed == []
    live.change(replace(ENGLISH, language="zh_CN"))
    assert renewed == ["zh_CN"]
    live.change(replace(ENGLISH, language="zh_CN", look=LookSettings(density=Density.COMPACT)))
    assert renewed == ["zh_CN", "zh_CN"]


def test_a_language_that_is_spoken_already_changes_nothing_to_be_seen(qapp: QApplication, tmp_path: Path) -> None:
    live, renewed, _effects = effects_of(tmp_path, replace(ENGLISH, language=""))
    live.change(replace(ENGLISH, language=language()))
    assert renewed == []


def test_the_language_of_the_command_line_goes_before_what_was_once_chosen(qapp: QApplication, tmp_path: Path) -> None:
    live, renewed, _effects = effects_of(tmp_path, ENGLISH, asked="zh_CN")
    assert language() == "zh_CN"
    live.change(replace(ENGLISH, language=""))
    assert language() == "zh_CN"
    live.change(ENGLISH)
    assert (language(), renewed) == ("en", ["en"])
