"""What charts over an area have in common: title, legend, lines at round numbers, and marks below."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from batchdesk.charts.scene import FONT_SIZE, Dash, Line, Pattern, Rect, Role, Shape, Text

LEFT, RIGHT, TOP, BOTTOM = 52, 16, 56, 28
"""Room around the area, for numbers and words."""

TITLE_LINE, LEGEND_LINE = 18, 38
"""Where they stand, from the top."""

EDGE = 12.0
_KEY_TEXT, _KEY_GAP = 16, 16
"""From the sign of a key to its words, and from there to the next sign."""

_BOLD = 1.15
"""How much wider bold letters are."""


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend."""

    words: str
    role: Role
    pattern: Pattern = ""
    dash: Dash | None = None
    """None: an area, else a line."""


@dataclass(frozen=True, slots=True)
class Area:
    """Where the numbers are drawn, in a scene of `width` × `height`; `top` is the number at its upper edge."""

    width: float
    height: float
    top: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.width - RIGHT

    @property
    def base(self) -> float:
        """The lower edge, where 0 is."""
        return self.height - BOTTOM

    @property
    def across(self) -> float:
        """From the left edge to the right."""
        return max(1.0, self.right - LEFT)

    def y(self, number: float) -> float:
        """How high a number is."""
        return rounded(self.base - (self.base - TOP) * number / self.top)

    def slot(self, place: int, of: int) -> tuple[float, float]:
        """From where to where the place with this number reaches."""
        return rounded(LEFT + self.across * place / of), rounded(LEFT + self.across * (place + 1) / of)


def rounded(number: float) -> float:
    """To hundredths: drawings do not depend on the last bits of a division."""
    return round(number, 2)


def scale(area: Area, marks: Sequence[float], words: Callable[[float], str]) -> list[Shape]:
    """A line at each mark, and its number left of it."""
    shapes: list[Shape] = []
    for mark in marks:
        y = area.y(mark)
        shapes.append(Line(((LEFT, y), (area.right, y)), "line"))
        shapes.append(Text(LEFT - 8, y + 4, words(mark), anchor="end"))
    return shapes


def below(area: Area, places: Sequence[tuple[float, str]]) -> list[Shape]:
    """Words below the area at their places; of those that would touch each other some are left out, evenly."""
    if not places:
        return []
    widest = max(width_of(words) for _, words in places) + FONT_SIZE
    every = next(n for n in range(1, len(places) + 1) if area.across / len(places) * n >= widest or n == len(places))
    shapes: list[Shape] = []
    for x, words in places[::every]:
        half = width_of(words) / 2
        shapes.append(
            Text(rounded(min(max(x, half + 4), area.width - half - 4)), area.base + 18, words, anchor="middle")
        )
    return shapes


def heading(title: str, keys: Sequence[Key] = (), width: float = 0.0) -> list[Shape]:
    """The title, and the legend below it; one that is wider than `width` begins beside the title."""
    shapes: list[Shape] = [Text(EDGE, TITLE_LINE, title, "text", bold=True)]
    x, y = EDGE, LEGEND_LINE
    if EDGE + sum(map(_key_width, keys)) > width:
        x, y = rounded(EDGE + width_of(title) * _BOLD + _KEY_GAP), TITLE_LINE
    for key in keys:
        if y == TITLE_LINE and x + _key_width(key) > width:
            x, y = EDGE, LEGEND_LINE
        shapes.extend(_key_shapes(key, x, y))
        x = rounded(x + _key_width(key))
    return shapes


def _key_width(key: Key) -> float:
    return _KEY_TEXT + width_of(key.words) + _KEY_GAP


def _key_shapes(key: Key, x: float, y: float) -> Iterable[Shape]:
    if key.dash is None:
        yield Rect(x, y - 9, 10, 10, key.role, key.pattern)
    else:
        yield Line(((x - 2, y - 4), (x + 12, y - 4)), key.role, 2, key.dash)
    yield Text(x + _KEY_TEXT, y, key.words)


def nothing(width: float, height: float, words: str) -> list[Shape]:
    """Words where there is nothing to draw."""
    return [Text(rounded(width / 2), rounded((TOP + height) / 2), words, anchor="middle")]


def width_of(text: str) -> float:
    """About how wide a text is: there are no fonts here. Chinese characters are as wide as they are high."""
    return sum(FONT_SIZE if character > "\u2e7f" else FONT_SIZE * 0.56 for character in text)
