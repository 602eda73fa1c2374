"""What the charts say: the same numbers in the drawing and in the table."""

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from batchdesk.batch import status
from batchdesk.charts.chart import Chart
from batchdesk.charts.frame import width_of
from batchdesk.charts.insights import LocalZone, charts_of
from batchdesk.charts.scene import Pick, Rect, Text
from batchdesk.store.records import DayNumbers, Statistics
from batchdesk.store.rollups import step_of, step_seconds
from tests.charts.numbers import MONDAY, a_week


def chart(name: str, statistics: Statistics | None = None) -> Chart:
    return next(each for each in charts_of(statistics or a_week()) if each.name == name)


def test_bars_are_stacked_with_a_pattern_each_and_lead_to_their_batches() -> None:
    outcomes = chart("outcomes")
    scene = outcomes.draw(640, 260)
    first_day = [spot for spot in scene.spots if spot.words.startswith("23 Nov")]
    assert [spot.words for spot in first_day] == [
        "23 Nov · succeeded: 8",
        "23 Nov · partial: 1",
        "23 Nov · failed: 1",
    ]
    assert first_day[2].pick == Pick(MONDAY, MONDAY, (status.FAILED,))
    assert all(lower.y == pytest.approx(upper.y + upper.height) for lower, upper in pairwise(first_day))
    patterns = {shape.role: shape.pattern for shape in scene.shapes if isinstance(shape, Rect)}
    assert len(set(patterns.values())) == len(patterns), "told apart without colours"
    assert outcomes.table.rows[0] == ("23 Nov", "8", "1", "1", "0", "10")


def test_no_two_layers_of_a_bar_look_the_same() -> None:
    everything = dict.fromkeys([*status.FINAL, status.ARCHIVED, status.QUEUED, status.RUNNING, "", "REVIEWING"], 3)
    day = DayNumbers(MONDAY, everything, tokens=0, median=None, p90=None, p99=None)
    bars = [spot for spot in chart("outcomes", Statistics(days=(day,))).draw(640, 260).shapes if isinstance(spot, Rect)]
    looks = [(bar.role, bar.pattern) for bar in bars if bar.height > 20]
    assert len(set(looks)) == len(looks) == len(everything)


def test_the_share_that_succeeded() -> None:
    assert chart("success").table.rows[0] == ("23 Nov", "80.0%", "10")
    assert chart("success").draw(640, 260).spots[0].words == "23 Nov · 80.0% · 10 ended"


def test_durations_of_each_day_in_three_lines() -> None:
    durations = chart("durations")
    assert durations.table.rows[0] == ("23 Nov", "0:47", "1:11", "2:10")
    assert durations.draw(640, 260).spots[0].words == "23 Nov · median 0:47 · nine in ten 1:11 · 99 in 100 2:10"


def test_the_distribution_has_every_batch() -> None:
    rows = chart("distribution").table.rows
    assert sum(int(row[-1]) for row in rows) == 13
    assert len(rows) <= 32
    assert [int(row[-1]) for row in rows if row[-1] != "0"] == [3, 9, 1]


def test_tokens_and_hours() -> None:
    assert chart("tokens").table.rows[0] == ("23 Nov", "103,500")
    hours = chart("hours")
    assert hours.table.rows[14][:3] == ("14:00", "0", "8")
    assert "Tue 14:00–15:00 · 8 batches" in [spot.words for spot in hours.draw(640, 260).spots]


@pytest.mark.parametrize("name", ["outcomes", "durations", "success", "distribution", "tokens", "hours"])
@pytest.mark.parametrize("size", [(640, 260), (200, 100), (1, 1)])
def test_without_batches_words_stand_there_and_no_size_is_too_small(name: str, size: tuple[float, float]) -> None:
    empty = chart(name, Statistics()).draw(*size)
    assert not empty.spots
    assert len([shape for shape in empty.shapes if isinstance(shape, Text)]) == 2
    assert chart(name).draw(*size).spots


def test_an_outcome_of_the_future_is_a_layer_of_its_own() -> None:
    day = DayNumbers(MONDAY, {"<b>NEW</b>": 2, status.RUNNING: 1}, 0, None, None, None)
    outcomes = chart("outcomes", Statistics(days=(day,)))
    assert outcomes.table.rows[0][-3:] == ("2", "1", "3")


def test_numbers_are_copied_as_lines_with_tabs() -> None:
    text = chart("tokens").table.as_tsv()
    assert text.splitlines()[:2] == ["Added\tTokens", "23 Nov\t103,500"]


def test_places_are_found_by_their_points() -> None:
    scene = chart("hours").draw(640, 260)
    spot = scene.spots[30]
    assert scene.spot_at(spot.x + 1, spot.y + 1) == 30
    assert scene.spot_at(1, 1) is None


def test_every_moment_has_the_offset_of_its_own_day() -> None:
    zone = LocalZone()
    for month in range(1, 13):
        moment = datetime(2026, month, 1, 12, tzinfo=UTC)
        assert moment.astimezone(zone).utcoffset() == moment.astimezone().utcoffset()
        assert moment.astimezone(zone) - moment == timedelta(0)


def test_names_are_those_of_files() -> None:
    assert all(re.fullmatch(r"[a-z]+", each.name) for each in charts_of(a_week()))


def test_one_failure_among_thousands_can_be_pointed_at() -> None:
    day = DayNumbers(
        MONDAY, {status.SUCCEEDED: 5_000, status.PARTIAL_SUCCESS: 1, status.FAILED: 1}, 0, None, None, None
    )
    scene = chart("outcomes", Statistics(days=(day,))).draw(640, 260)
    partial, failed = scene.spots[1:]
    middle = failed.x + failed.width / 2

    def pointed_at(y: float) -> str:
        number = scene.spot_at(middle, y)
        assert number is not None
        return scene.spots[number].words.rpartition("· ")[2]

    assert pointed_at(failed.y + 1) == "failed: 1"
    assert pointed_at(partial.y + partial.height - 1) == "partial: 1"
    assert pointed_at(partial.y + partial.height + 1) == "succeeded: 5,000"


def test_batches_nobody_has_heard_of_yet_lead_to_those_alone() -> None:
    day = DayNumbers(MONDAY, {status.UNKNOWN: 2, status.SUCCEEDED: 1}, 0, None, None, None)
    scene = chart("outcomes", Statistics(days=(day,))).draw(640, 260)
    assert scene.spots[-1].pick == Pick(MONDAY, MONDAY, (status.UNKNOWN,))


def test_of_several_years_the_year_is_said() -> None:
    days = tuple(
        DayNumbers(MONDAY.replace(year=year), {status.SUCCEEDED: 1}, 5, 47.0, 71.0, 130.0) for year in (2025, 2026)
    )
    durations = chart("durations", Statistics(days=days))
    assert [row[0] for row in durations.table.rows] == ["23 Nov 2025", "23 Nov 2026"]
    scene = durations.draw(640, 260)
    assert scene.spots[0].words.startswith("23 Nov 2025 · ")
    assert "Nov 2025" in [shape.text for shape in scene.shapes if isinstance(shape, Text)]
    assert chart("outcomes", Statistics(days=days)).table.rows[0][0] == "23 Nov 2025"


def test_of_no_batches_nothing_is_said_that_would_be_about_some() -> None:
    for name in ("tokens", "success", "outcomes", "hours"):
        texts = [shape.text for shape in chart(name, Statistics()).draw(640, 260).shapes if isinstance(shape, Text)]
        assert "No batches in this time." in texts
    silent = Statistics(days=(DayNumbers(MONDAY, {status.SUCCEEDED: 1}, 0, None, None, None),))
    texts = [shape.text for shape in chart("tokens", silent).draw(640, 260).shapes if isinstance(shape, Text)]
    assert "No server said how many tokens were used." in texts


def test_a_long_legend_begins_beside_the_title_and_stays_inside() -> None:
    words = (status.SUCCEEDED, status.PARTIAL_SUCCESS, status.FAILED, status.ARCHIVED, status.RUNNING, status.QUEUED)
    day = DayNumbers(MONDAY, dict.fromkeys(words, 5), 0, None, None, None)
    for width in (640, 480):
        shapes = chart("outcomes", Statistics(days=(day,))).draw(width, 260).shapes
        keys = [shape for shape in shapes if isinstance(shape, Text) and shape.text in ("succeeded", "queued")]
        assert keys[0].y < keys[1].y if width == 480 else keys[0].y == keys[1].y
        assert all(key.x + width_of(key.text) < width for key in keys)


def test_where_all_took_the_same_time_there_is_a_scale_around_it() -> None:
    distribution = ((*step_seconds(step_of(4_200)), 70),)
    scene = chart("distribution", Statistics(distribution=distribution)).draw(640, 260)
    (bar,) = [shape for shape in scene.shapes if isinstance(shape, Rect)]
    assert bar.width < 320
    assert "5 s" in [shape.text for shape in scene.shapes if isinstance(shape, Text)]
