"""SVG that is the same each time, harmless, and well formed."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from batchdesk.charts.insights import charts_of
from batchdesk.charts.scene import Rect, Scene, Text
from batchdesk.charts.svg import inline_svg, style, to_svg
from tests.charts.numbers import a_week

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["outcomes", "durations", "success", "distribution", "tokens", "hours"])
def test_drawings_are_as_they_were(name: str) -> None:
    """To renew one after a change that is meant: delete the file, run the test twice, and look at it."""
    chart = next(each for each in charts_of(a_week()) if each.name == name)
    drawn = to_svg(chart.draw(640, 260), chart.title)
    ElementTree.fromstring(drawn)
    path = GOLDEN / f"{name}.svg"
    if not path.exists():
        path.write_text(drawn, encoding="utf-8")
        pytest.fail(f"there was no {path.name}: it has been written; look at it")
    assert drawn == path.read_text(encoding="utf-8")


def test_text_of_others_stays_text() -> None:
    words = "<script>alert('1')</script> & \"x\""
    scene = Scene(10, 10, (Text(1, 1, words),))
    for drawn in (to_svg(scene, "</title><b>"), inline_svg(scene, "</title><b>")):
        root = ElementTree.fromstring(drawn)
        assert [text.text for text in root.iter("{http://www.w3.org/2000/svg}text")] == [words]
        assert "<script" not in drawn
        assert "</title><b>" not in drawn


def test_nothing_is_fetched_and_dark_is_known() -> None:
    drawn = to_svg(Scene(10, 10, (Rect(0, 0, 5, 5, "failed", "hatched", 0.5),)), "A title")
    assert "http" not in drawn.replace("http://www.w3.org/2000/svg", "")
    assert "prefers-color-scheme: dark" in style()
    assert 'fill="url(#hatched)"' in drawn
