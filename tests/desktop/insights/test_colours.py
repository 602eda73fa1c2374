"""The colours of the charts can be read, and are the same in the window, in a saved picture and in the report."""

from typing import get_args

import pytest

from batchdesk.charts import svg
from batchdesk.charts.insights import charts_of
from batchdesk.charts.scene import Role, Text
from batchdesk.desktop.insights.canvas import colour_of
from batchdesk.desktop.style.appearance import DARK, LIGHT, Colours
from tests.charts.numbers import a_week
from tests.looks.contrast import ENOUGH, contrast

ROLES: tuple[Role, ...] = get_args(Role)
BOTH = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


@BOTH
@pytest.mark.parametrize("role", [role for role in ROLES if role != "line"])
def test_what_is_drawn_stands_out_from_its_ground(role: Role, theme: Colours) -> None:
    assert contrast(colour_of(role, theme).name(), theme.base) >= ENOUGH


def test_no_text_is_as_faint_as_a_line() -> None:
    texts = [text for chart in charts_of(a_week()) for text in chart.draw(640, 260).shapes if isinstance(text, Text)]
    assert texts
    assert not [text.text for text in texts if text.role == "line"]


def test_a_saved_picture_has_the_colours_of_the_window() -> None:
    light, dark = svg.style().lower().split("@media")
    for role in ROLES:
        assert f"--{role}: {colour_of(role, LIGHT).name()};" in light
        assert f"--{role}: {colour_of(role, DARK).name()};" in dark
