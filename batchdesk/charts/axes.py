"""Scales, marks at round numbers, and how numbers are written beside them."""

from math import ceil, floor, log10

from batchdesk.words.catalogue import language

_SECONDS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14400, 43200, 86400)
_UNITS = ((10**12, "T"), (10**9, "B"), (10**6, "M"), (10**3, "k"))
_CHINESE_UNITS = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))
_FIRST_IN_UNITS = 10_000
"""Numbers below are written whole."""


def round_marks(top: float, at_most: int = 5) -> tuple[float, ...]:
    """Round numbers from 0 up to the first that is not below `top`, in at most `at_most` steps of 1, 2 or 5."""
    if top <= 0:
        return (0.0, 1.0)
    power = 10.0 ** floor(log10(top / at_most))
    step = next(power * factor for factor in (1, 2, 5, 10) if power * factor * at_most >= top * (1 - 1e-9))
    return tuple(number * step for number in range(ceil(top / step - 1e-9) + 1))


def count_marks(top: int) -> tuple[float, ...]:
    """`round_marks` of what comes in whole numbers."""
    return round_marks(max(top, 4)) if top else (0.0, 1.0)


def duration_marks(top: float, at_most: int = 4) -> tuple[float, ...]:
    """Seconds from 0 up to the first mark that is not below `top`, in steps people count time in."""
    step = next((each for each in _SECONDS if each * at_most >= top), None)
    if step is None:
        return tuple(86400 * mark for mark in round_marks(top / 86400, at_most))
    return tuple(number * step for number in range(max(1, ceil(top / step - 1e-9)) + 1))


def durations_between(low: float, high: float, at_most: int = 8) -> tuple[float, ...]:
    """Seconds for the marks of a logarithmic scale: of those people count time in, evenly left out."""
    inside = [each for each in _SECONDS if low <= each <= high]
    return tuple(inside[:: max(1, ceil(len(inside) / at_most))])


def short(number: float) -> str:
    """`9,500`, `12.5k`, `3M`, `1.2B`; in Chinese `1.2万`, `3亿`. At most so wide as there is room beside an axis."""
    units = _CHINESE_UNITS if language() == "zh_CN" else _UNITS
    if number < _FIRST_IN_UNITS:
        return f"{number:,.4g}"
    size, unit = next((size, unit) for size, unit in units if number >= size)
    return f"{number / size:.4g}{unit}"
