"""What became of the batches, over time: how many by outcome, and the share that succeeded."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from batchdesk.batch import status
from batchdesk.charts.axes import count_marks, short
from batchdesk.charts.chart import Chart, Table
from batchdesk.charts.frame import LEFT, TOP, Area, Key, below, heading, nothing, rounded, scale
from batchdesk.charts.periods import Period
from batchdesk.charts.scene import Line, Pattern, Pick, Rect, Role, Scene, Shape, Spot
from batchdesk.words.batches import status_word
from batchdesk.words.catalogue import translate

GAP = 0.2
"""Between bars, as a share of the place each has."""


LEAST_SPOT = 8
"""Units a place is high at least: one failure among thousands is the one that is looked for."""


@dataclass(frozen=True, slots=True)
class _Layer:
    """One outcome in a bar, from below; a pattern where a neighbour has nearly the same brightness."""

    status: str
    role: Role
    pattern: Pattern = ""


_LAYERS = (
    _Layer(status.SUCCEEDED, "succeeded"),
    _Layer(status.PARTIAL_SUCCESS, "partial", "dotted"),
    _Layer(status.FAILED, "failed", "hatched"),
    _Layer(status.ARCHIVED, "archived"),
)
_UNENDED = {
    status.UNKNOWN: _Layer(status.UNKNOWN, "queued", "dotted"),
    status.QUEUED: _Layer(status.QUEUED, "queued"),
    status.RUNNING: _Layer(status.RUNNING, "accent"),
}
"""What has not ended; a status that is new with some server looks like none of them."""


def outcomes_chart(periods: Sequence[Period]) -> Chart:
    """Batches by outcome, a bar a period."""
    layers = [*_LAYERS, *_others(periods)]
    words = [status_word(layer.status) for layer in layers]
    return Chart(
        "outcomes",
        translate("Insights", "Batches by outcome"),
        Table(
            (translate("Insights", "Added"), *words, translate("Insights", "All")),
            tuple(
                (
                    period.words,
                    *(f"{period.outcomes[layer.status]:,}" for layer in layers),
                    f"{period.batches:,}",
                )
                for period in periods
            ),
        ),
        partial(_draw_outcomes, periods, layers),
    )


def success_chart(periods: Sequence[Period]) -> Chart:
    """The share of those that ended which made all their copies."""
    return Chart(
        "success",
        translate("Insights", "Success rate"),
        Table(
            (translate("Insights", "Added"), translate("Insights", "Success rate"), translate("Insights", "Ended")),
            tuple((period.words, _percent(_rate(period)), f"{_ended(period):,}") for period in periods),
        ),
        partial(_draw_success, periods),
    )


def tokens_chart(periods: Sequence[Period]) -> Chart:
    """Tokens used, a bar a period."""
    title = translate("Insights", "Tokens")
    return Chart(
        "tokens",
        title,
        Table(
            (translate("Insights", "Added"), title),
            tuple((period.words, f"{period.tokens:,}") for period in periods),
        ),
        partial(_draw_tokens, periods),
    )


def no_batches() -> str:
    """Where there is nothing to draw."""
    return translate("Insights", "No batches in this time.")


def _others(periods: Sequence[Period]) -> list[_Layer]:
    known = {layer.status for layer in _LAYERS}
    others = sorted({name for period in periods for name in period.outcomes} - known)
    return [_UNENDED.get(name, _Layer(name, "queued", "hatched")) for name in others]


def _draw_outcomes(periods: Sequence[Period], layers: Sequence[_Layer], width: float, height: float) -> Scene:
    title = translate("Insights", "Batches by outcome")
    top = max((period.batches for period in periods), default=0)
    if not top:
        return Scene(width, height, (*heading(title), *nothing(width, height, no_batches())))
    shown = [layer for layer in layers if any(period.outcomes[layer.status] for period in periods)]
    keys = [Key(status_word(layer.status), layer.role, layer.pattern) for layer in shown]
    area, shapes = _bars_area(periods, width, height, count_marks(top), heading(title, keys, width))
    spots: list[Spot] = []
    for place, period in enumerate(periods):
        left, right = _bar(area, place, len(periods))
        reached = 0
        for layer in shown:
            number = period.outcomes[layer.status]
            if number:
                upper, lower = area.y(reached + number), area.y(reached)
                reached += number
                bar = Rect(left, upper, rounded(right - left), rounded(lower - upper), layer.role, layer.pattern)
                shapes.append(bar)
                words = f"{period.words} · {status_word(layer.status)}: {number:,}"
                spots.append(_spot_of(bar, words, Pick(period.first, period.last, (layer.status,))))
    return Scene(width, height, tuple(shapes), tuple(spots))


def _spot_of(bar: Rect, words: str, pick: Pick) -> Spot:
    """What is too thin to be pointed at is pointed at around it."""
    more = max(0.0, LEAST_SPOT - bar.height)
    return Spot(bar.x, rounded(bar.y - more / 2), bar.width, bar.height + more, words, pick)


def _draw_tokens(periods: Sequence[Period], width: float, height: float) -> Scene:
    title = translate("Insights", "Tokens")
    top = max((period.tokens for period in periods), default=0)
    if not top:
        why = _no_tokens() if any(period.batches for period in periods) else no_batches()
        return Scene(width, height, (*heading(title), *nothing(width, height, why)))
    area, shapes = _bars_area(periods, width, height, count_marks(top), heading(title))
    spots: list[Spot] = []
    for place, period in enumerate(periods):
        left, right = _bar(area, place, len(periods))
        upper = area.y(period.tokens)
        shapes.append(Rect(left, upper, rounded(right - left), rounded(area.base - upper), "accent"))
        words = f"{period.words} · {translate('Insights', '%n tokens', period.tokens)}"
        spots.append(_column(area, place, len(periods), words, Pick(period.first, period.last)))
    return Scene(width, height, tuple(shapes), tuple(spots))


def _draw_success(periods: Sequence[Period], width: float, height: float) -> Scene:
    title = translate("Insights", "Success rate")
    if not any(map(_ended, periods)):
        why = _no_ends() if any(period.batches for period in periods) else no_batches()
        return Scene(width, height, (*heading(title), *nothing(width, height, why)))
    area, shapes = _bars_area(periods, width, height, (0, 0.25, 0.5, 0.75, 1), heading(title), "{:.0%}".format)
    points: list[tuple[float, float]] = []
    spots: list[Spot] = []
    for place, period in enumerate(periods):
        rate = _rate(period)
        if rate is None:
            continue
        middle = rounded(sum(area.slot(place, len(periods))) / 2)
        points.append((middle, area.y(rate)))
        words = f"{period.words} · {_percent(rate)} · {translate('Insights', '%n ended', _ended(period))}"
        spots.append(
            _column(area, place, len(periods), words, Pick(period.first, period.last, tuple(sorted(status.ENDS))))
        )
    shapes.append(Line(tuple(points), "succeeded", 2))
    shapes.extend(Rect(x - 2, y - 2, 4, 4, "succeeded") for x, y in points)
    return Scene(width, height, tuple(shapes), tuple(spots))


def _bars_area(
    periods: Sequence[Period],
    width: float,
    height: float,
    marks: Sequence[float],
    shapes: list[Shape],
    words: Callable[[float], str] = short,
) -> tuple[Area, list[Shape]]:
    """An area with its scale, and the periods below it."""
    area = Area(width, height, marks[-1])
    shapes.extend(scale(area, marks, words))
    middles = [sum(area.slot(place, len(periods))) / 2 for place in range(len(periods))]
    shapes.extend(below(area, [(x, period.label) for x, period in zip(middles, periods, strict=True)]))
    return area, shapes


def _bar(area: Area, place: int, of: int) -> tuple[float, float]:
    left, right = area.slot(place, of)
    side = min((right - left) * GAP / 2, 4)
    # A few bars are not made as wide as doors.
    side = max(side, (right - left - 48) / 2)
    return rounded(left + side), rounded(right - side)


def _column(area: Area, place: int, of: int, words: str, pick: Pick) -> Spot:
    left, right = area.slot(place, of)
    return Spot(max(left, LEFT), TOP, rounded(right - left), area.base - TOP, words, pick)


def _ended(period: Period) -> int:
    return sum(period.outcomes[name] for name in status.ENDS)


def _rate(period: Period) -> float | None:
    ended = _ended(period)
    return period.outcomes[status.SUCCEEDED] / ended if ended else None


def _percent(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.1%}"


def _no_tokens() -> str:
    return translate("Insights", "No server said how many tokens were used.")


def _no_ends() -> str:
    return translate("Insights", "Nothing ended in this time.")
