"""The settings while the program runs: chosen in it, and changed in the file by hand."""

import asyncio
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.desktop.preferences.live import LiveSettings
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.settings.file import load, save
from batchdesk.settings.values import LookSettings, Settings, Theme
from tests.waiting import until

DARK = Settings(look=LookSettings(theme=Theme.DARK))


def live_settings(path: Path, told: list[Problem]) -> tuple[LiveSettings, OwnedTasks]:
    tasks = OwnedTasks(lambda words: None)
    live = LiveSettings(path, load(path).settings, tasks, told.append)
    live.watch_file()
    return live, tasks


def test_a_change_by_hand_counts_and_a_choice_is_kept(tmp_path: Path, on_qt_loop: Any) -> None:
    path = tmp_path / "settings.toml"

    async def scenario() -> None:
        live, tasks = live_settings(path, [])
        save(path, DARK)
        await until(lambda: live.value == DARK)
        live.change(replace(DARK, language="zh_CN"))
        await until(lambda: load(path).settings.language == "zh_CN")
        live.stop_watching()
        await tasks.finish()

    on_qt_loop(scenario())


def test_a_choice_made_while_the_file_is_read_is_not_taken_back(tmp_path: Path, on_qt_loop: Any) -> None:
    path = tmp_path / "settings.toml"

    async def scenario() -> None:
        live, tasks = live_settings(path, [])
        for number in range(20):
            chosen = replace(DARK, saved_filters={"last": str(number)})
            save(path, Settings())  # the watcher looks at it just when something is chosen
            await asyncio.sleep(0)
            live.change(chosen)
            await until(lambda chosen=chosen: load(path).settings == chosen)
            assert live.value == chosen
        live.stop_watching()
        await tasks.finish()

    on_qt_loop(scenario())


def test_a_bad_value_by_hand_is_said_though_nothing_else_changed(tmp_path: Path, on_qt_loop: Any) -> None:
    path, told = tmp_path / "settings.toml", list[Problem]()

    async def scenario() -> None:
        live, tasks = live_settings(path, told)
        path.write_text('language = "fr"\n', encoding="utf-8")
        await until(lambda: bool(told))
        assert (told[0].kind, told[0].detail["key"]) == (ProblemKind.SETTINGS_VALUE, "language")
        live.stop_watching()
        await tasks.finish()

    on_qt_loop(scenario())


def test_where_no_settings_can_be_kept_choices_count_for_this_run(tmp_path: Path, on_qt_loop: Any) -> None:
    (tmp_path / "file").write_text("")
    told: list[Problem] = []

    async def scenario() -> None:
        live, tasks = live_settings(tmp_path / "file" / "settings.toml", told)
        live.change(DARK)
        await until(lambda: told)
        assert live.value == DARK
        await tasks.finish()

    on_qt_loop(scenario())
    assert [problem.kind for problem in told] == [ProblemKind.SETTINGS_UNREADABLE]
