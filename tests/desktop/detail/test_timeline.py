"""The versions of a batch, with what was missed between them."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from batchdesk.desktop.detail.texts import MOST_CHARACTERS, beginning
from batchdesk.desktop.detail.timeline import Timeline, readable
from batchdesk.desktop.style import appearance
from batchdesk.desktop.style.appearance import DARK
from batchdesk.store.records import VersionRecord

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)


@pytest.fixture
def timeline(qtbot: QtBot) -> Timeline:
    timeline = Timeline()
    qtbot.addWidget(timeline)
    return timeline


def test_times_and_gaps(timeline: Timeline) -> None:
    later = NOW + timedelta(seconds=52)
    timeline.show_versions(
        [
            VersionRecord(1, "QUEUED", 0, NOW, 0, "{}"),
            VersionRecord(3, "RUNNING", 0, later, 1, "{}"),
            VersionRecord(7, "SUCCEEDED", 5, later, 3, "{}"),
        ]
    )
    first, gap, second, wider_gap, last = timeline.lines()
    assert first == f"v1 queued {NOW.astimezone():%H:%M:%S}"
    assert gap == "v2 not seen"
    assert second == f"v3 running {later.astimezone():%H:%M:%S} +0:52"
    assert wider_gap == "v4 to v6 not seen"
    assert last.startswith("v7 succeeded · 5 ")


def test_the_newest_is_chosen_and_shown_as_it_came(timeline: Timeline) -> None:
    shown: list[str] = []
    timeline.chosen.connect(shown.append)
    timeline.show_versions(
        [VersionRecord(1, "QUEUED", 0, NOW, 0, '{"a":1}'), VersionRecord(2, "X", 0, NOW, 0, '{"b":"<b>批次"}')]
    )
    assert shown[-1] == '{\n  "b": "<b>批次"\n}'
    timeline.show_versions([])
    assert shown[-1] == ""


@pytest.mark.parametrize("raw", ["", "no json", "[" * 100_000])
def test_what_is_no_json_is_shown_as_it_came(raw: str) -> None:
    assert readable(raw) == beginning(raw)


def test_of_what_would_stop_the_window_the_beginning_is_shown() -> None:
    shown = readable(f'{{"errorMessage": "{"长" * 300_000}"}}')
    assert len(shown) < 2 * MOST_CHARACTERS
    assert shown.startswith('{\n  "errorMessage": "长长')
    assert "10,000 of 300,024" in shown
    assert beginning("长" * MOST_CHARACTERS) == "长" * MOST_CHARACTERS


def test_control_characters_are_made_visible() -> None:
    assert "\x1b" not in readable("\x1b[31m")
    assert "\u202e" not in readable('{"a": "\u202e"}')


def test_a_gap_can_be_read_in_the_colours_of_another_theme(
    qapp: QApplication, qtbot: QtBot, timeline: Timeline
) -> None:
    timeline.show_versions([VersionRecord(2, "RUNNING", 0, NOW, 1, "{}")])
    timeline.show()
    appearance.show_theme(qapp, DARK)
    gap = timeline.topLevelItem(0)
    assert gap is not None
    qtbot.waitUntil(lambda: gap.foreground(0).color() == QColor(DARK.muted))
