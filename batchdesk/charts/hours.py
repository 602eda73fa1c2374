"""When batches come: the hours of the week."""

from collections.abc import Sequence
from functools import partial

from batchdesk.charts.chart import Chart, Table
from batchdesk.charts.frame import LEFT, RIGHT, TOP, heading, nothing, rounded
from batchdesk.charts.outcomes import no_batches
from batchdesk.charts.scene import Rect, Scene, Shape, Spot, Text
from batchdesk.words.catalogue import translate
from batchdesk.words.times import weekday

_HOURS = 24
_FAINTEST = 0.1
_LABELS_EVERY = 3
_HEAD, _FOOT = TOP - 20, 28


def hours_chart(hours: Sequence[Sequence[int]]) -> Chart:
    """Batches by weekday and hour, darker where there are more."""
    title = translate("Insights", "Busiest hours")
    return Chart(
        "hours",
        title,
        Table(
            (translate("Insights", "Hour"), *map(weekday, range(7))),
            tuple((_hour(hour), *(f"{day[hour]:,}" for day in hours)) for hour in range(_HOURS) if hours),
        ),
        partial(_draw, title, hours),
    )


def _draw(title: str, hours: Sequence[Sequence[int]], width: float, height: float) -> Scene:
    most = max((max(day) for day in hours), default=0)
    if not most:
        return Scene(width, height, (*heading(title), *nothing(width, height, no_batches())))
    across, down = (width - LEFT - RIGHT) / _HOURS, (height - _HEAD - _FOOT) / 7
    shapes: list[Shape] = heading(title)
    spots: list[Spot] = []
    for day, numbers in enumerate(hours):
        y = rounded(_HEAD + day * down)
        shapes.append(Text(LEFT - 8, rounded(y + down / 2 + 4), weekday(day), anchor="end"))
        for hour, number in enumerate(numbers):
            x = rounded(LEFT + hour * across)
            cell_width, cell_height = rounded(across - 1), rounded(down - 1)
            opacity = round(_FAINTEST + (1 - _FAINTEST) * number / most, 2) if number else 0.5
            shapes.append(Rect(x, y, cell_width, cell_height, "accent" if number else "line", "", opacity))
            count = translate("Insights", "%n batches", number)
            words = f"{weekday(day)} {_hour(hour)}–{_hour(hour + 1)} · {count}"
            spots.append(Spot(x, y, cell_width, cell_height, words))
    marked = range(0, _HOURS, _LABELS_EVERY)
    shapes.extend(Text(rounded(LEFT + hour * across), height - 10, _hour(hour)) for hour in marked)
    return Scene(width, height, tuple(shapes), tuple(spots))


def _hour(hour: int) -> str:
    return f"{hour}:00"
