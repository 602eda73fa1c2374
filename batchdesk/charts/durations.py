"""How long batches took: day by day, and how that is distributed."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import partial
from math import log2, sqrt

from batchdesk.charts.axes import count_marks, duration_marks, durations_between, short
from batchdesk.charts.chart import Chart, Table
from batchdesk.charts.frame import LEFT, TOP, Area, Key, below, heading, nothing, rounded, scale
from batchdesk.charts.periods import MOST_BARS, are_within_a_year, day_words
from batchdesk.charts.scene import Dash, Line, Pick, Rect, Role, Scene, Shape, Spot
from batchdesk.store.records import DayNumbers
from batchdesk.store.rollups import STEPS_AN_OCTAVE, step_seconds
from batchdesk.words.catalogue import translate
from batchdesk.words.times import duration, month_of_year

MOST_BINS = 32

LEAST_RATIO = 4.0
"""Between the longest and the shortest duration of a scale."""

_LINES: tuple[tuple[str, Role, float, Dash], ...] = (
    ("median", "accent", 2, ""),
    ("p90", "partial", 1.5, "dashed"),
    ("p99", "failed", 1.5, "dotted"),
)
"""Told apart by their dashes where colours are not."""

Distribution = Sequence[tuple[float, float, int]]


def durations_chart(days: Sequence[DayNumbers], first: date, last: date) -> Chart:
    """Median, ninth tenth and the longest hundredth, a point a day: percentiles of days cannot be put together."""
    known = [numbers for numbers in days if numbers.median is not None and first <= numbers.day <= last]
    words = partial(day_words, within_a_year=are_within_a_year(first, last))
    title = translate("Insights", "Duration by day")
    return Chart(
        "durations",
        title,
        Table(
            (translate("Insights", "Added"), *(_line_words(name) for name, *_ in _LINES)),
            tuple((words(numbers.day), *map(took, _of(numbers))) for numbers in known),
        ),
        partial(_draw_durations, title, known, first, last),
    )


def distribution_chart(distribution: Distribution) -> Chart:
    """How many batches took how long, in bins of one ratio."""
    bins = _bins(distribution)
    title = translate("Insights", "Distribution of durations")
    return Chart(
        "distribution",
        title,
        Table(
            (translate("Insights", "Took"), translate("Insights", "Batches")),
            tuple((_span(low, high), f"{number:,}") for low, high, number in bins),
        ),
        partial(_draw_distribution, title, bins),
    )


def took(seconds: float | None) -> str:
    """`1:52`, and `0.4 s` below ten seconds, where whole seconds say too little; empty where it is not known."""
    if seconds is None:
        return ""
    return duration(seconds + 0.5) if seconds >= 10 else translate("Insights", "{seconds} s", seconds=f"{seconds:.3g}")


def _draw_durations(
    title: str, known: Sequence[DayNumbers], first: date, last: date, width: float, height: float
) -> Scene:
    if not known:
        return Scene(width, height, (*heading(title), *nothing(width, height, _no_durations())))
    keys = [Key(_line_words(name), role, dash=dash) for name, role, _, dash in _LINES]
    marks = duration_marks(max(numbers.p99 or 0 for numbers in known))
    area = Area(width, height, marks[-1])
    days, within_a_year = (last - first).days + 1, are_within_a_year(first, last)
    words = partial(day_words, within_a_year=within_a_year)
    label = words if within_a_year else month_of_year
    shapes = [*heading(title, keys, width), *scale(area, marks, _mark)]
    marked = range(0, days, max(1, days // MOST_BARS))
    shapes.extend(below(area, [(_middle(area, day, days), label(first + timedelta(days=day))) for day in marked]))
    xs = [_middle(area, (numbers.day - first).days, days) for numbers in known]
    for line, (_, role, thick, dash) in enumerate(_LINES):
        points = [(x, area.y(_of(numbers)[line] or 0)) for x, numbers in zip(xs, known, strict=True)]
        shapes.append(Line(tuple(points), role, thick, dash))
        if len(known) <= MOST_BARS:
            shapes.extend(Rect(x - 2, y - 2, 4, 4, role) for x, y in points)
    return Scene(width, height, tuple(shapes), tuple(_day_spots(area, known, first, days, words)))


def _middle(area: Area, day: int, days: int) -> float:
    return rounded(sum(area.slot(day, days)) / 2)


def _day_spots(
    area: Area, known: Iterable[DayNumbers], first: date, days: int, words_of: Callable[[date], str]
) -> Iterable[Spot]:
    names = [_line_words(name) for name, *_ in _LINES]
    for numbers in known:
        left, right = area.slot((numbers.day - first).days, days)
        parts = (f"{name} {took(value)}" for name, value in zip(names, _of(numbers), strict=True))
        words = f"{words_of(numbers.day)} · {' · '.join(parts)}"
        pick = Pick(numbers.day, numbers.day)
        yield Spot(left, TOP, rounded(right - left), area.base - TOP, words, pick)


def _draw_distribution(title: str, bins: Distribution, width: float, height: float) -> Scene:
    if not bins:
        return Scene(width, height, (*heading(title), *nothing(width, height, _no_durations())))
    marks = count_marks(max(number for _, _, number in bins))
    area = Area(width, height, marks[-1])
    low, high = _reach(bins)

    def x(seconds: float) -> float:
        return rounded(LEFT + area.across * log2(seconds / low) / log2(high / low))

    shapes: list[Shape] = [*heading(title), *scale(area, marks, short)]
    shapes.extend(below(area, [(x(seconds), _mark(seconds)) for seconds in durations_between(low, high)]))
    spots: list[Spot] = []
    for begin, end, number in bins:
        left, right = x(begin), x(end)
        upper = area.y(number)
        shapes.append(
            Rect(left + 0.5, upper, max(1.0, rounded(right - left - 1)), rounded(area.base - upper), "accent")
        )
        words = f"{_span(begin, end)} · {translate('Insights', '%n batches', number)}"
        spots.append(Spot(left, TOP, rounded(right - left), area.base - TOP, words))
    return Scene(width, height, tuple(shapes), tuple(spots))


def _reach(bins: Distribution) -> tuple[float, float]:
    """From where to where the scale goes: wide enough for round marks, also where all took the same time."""
    low, high = bins[0][0], bins[-1][1]
    wider = max(1.0, sqrt(LEAST_RATIO * low / high))
    return low / wider, high * wider


def _bins(distribution: Distribution) -> list[tuple[float, float, int]]:
    """Neighbouring steps put together, so that there are at most MOST_BINS; empty ones between others are there."""
    steps = {round(STEPS_AN_OCTAVE * log2(low * 1000 + 1)): number for low, _, number in distribution if number and low}
    if not steps:
        return []
    wide = -(-(max(steps) - min(steps) + 1) // (MOST_BINS - 1))
    counts: Counter[int] = Counter()
    for step, number in steps.items():
        counts[step // wide] += number
    return [
        (step_seconds(place * wide)[0], step_seconds((place + 1) * wide)[0], counts[place])
        for place in range(min(counts), max(counts) + 1)
    ]


def _of(numbers: DayNumbers) -> tuple[float | None, float | None, float | None]:
    return numbers.median, numbers.p90, numbers.p99


def _line_words(name: str) -> str:
    if name == "median":
        return translate("Insights", "median")
    return translate("Insights", "nine in ten") if name == "p90" else translate("Insights", "99 in 100")


def _span(low: float, high: float) -> str:
    return f"{took(low)} – {took(high)}"


def _mark(seconds: float) -> str:
    return took(seconds) if seconds else "0"


def _no_durations() -> str:
    return translate("Insights", "No batch in this time has a duration.")
