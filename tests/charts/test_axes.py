"""Marks at round numbers."""

from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchdesk.charts.axes import count_marks, duration_marks, durations_between, round_marks, short
from batchdesk.charts.frame import LEFT, width_of
from batchdesk.words.catalogue import set_language


@pytest.mark.parametrize(
    ("top", "marks"),
    [
        (0, (0, 1)),
        (4, (0, 1, 2, 3, 4)),
        (7, (0, 2, 4, 6, 8)),
        (100, (0, 20, 40, 60, 80, 100)),
        (143, (0, 50, 100, 150)),
    ],
)
def test_round_numbers(top: float, marks: tuple[float, ...]) -> None:
    assert round_marks(top) == marks


@given(st.floats(1e-3, 1e12))
def test_marks_reach_the_top_in_few_steps(top: float) -> None:
    for marks in (round_marks(top), duration_marks(top)):
        assert marks[0] == 0
        assert marks[-1] >= top * (1 - 1e-6)
        assert len(marks) <= 6


def test_whole_things_have_whole_marks() -> None:
    assert count_marks(1) == (0, 1, 2, 3, 4)
    assert count_marks(0) == (0, 1)


def test_time_is_marked_in_the_steps_it_is_counted_in() -> None:
    assert duration_marks(130) == (0, 60, 120, 180)
    assert durations_between(8, 200) == (10, 15, 30, 60, 120)


def test_large_numbers_are_short_in_either_language() -> None:
    numbers = (0, 950, 9_500, 12_500, 950_000, 3_000_000, 40_000_000, 1_500_000_000, 2e13)
    assert list(map(short, numbers)) == ["0", "950", "9,500", "12.5k", "950k", "3M", "40M", "1.5B", "20T"]
    set_language("zh_CN")
    assert list(map(short, numbers)) == ["0", "950", "9,500", "1.25万", "95万", "300万", "4000万", "15亿", "20万亿"]


@pytest.mark.parametrize("code", ["en", "zh_CN"])
@given(power=st.integers(0, 11), factor=st.sampled_from((1, 1.5, 2, 2.5, 4, 5, 7.5)))
def test_marks_fit_beside_the_axis(code: Literal["en", "zh_CN"], power: int, factor: float) -> None:
    set_language(code)
    assert width_of(short(factor * 10**power)) <= LEFT - 8
