"""Shapes, and the places in them that stand for numbers. Must not know what is drawn, nor with what."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

Role = Literal["text", "muted", "line", "accent", "queued", "succeeded", "partial", "failed", "archived"]
"""What a shape means; whoever draws it has a colour for each, in light and dark."""

Anchor = Literal["start", "middle", "end"]
Pattern = Literal["", "hatched", "dotted"]
"""Tells areas apart where colours do not."""

Dash = Literal["", "dashed", "dotted"]

FONT_SIZE = 12
"""Of every text, in the scene's own units: pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled area."""

    x: float
    y: float
    width: float
    height: float
    role: Role
    pattern: Pattern = ""
    opacity: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    role: Role
    width: float = 1.0
    dash: Dash = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text on its base line."""

    x: float
    y: float
    text: str
    role: Role = "muted"
    anchor: Anchor = "start"
    bold: bool = False


Shape = Rect | Line | Text


@dataclass(frozen=True, slots=True)
class Pick:
    """The batches that a place stands for: those added on these days, both included, with any of these statuses."""

    first: date
    last: date
    statuses: tuple[str, ...] = ()
    """Empty: all."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that can be pointed at."""

    x: float
    y: float
    width: float
    height: float
    words: str
    """The numbers it stands for."""
    pick: Pick | None = None
    """None where no filter can mean its batches."""

    def holds(self, x: float, y: float) -> bool:
        """Whether this point is in it."""
        return self.x <= x < self.x + self.width and self.y <= y < self.y + self.height

    def precedence(self, x: float, y: float) -> tuple[float, float]:
        """How far it stands back at this point behind others that hold it as well."""
        return self.width * self.height, abs(x - self.x - self.width / 2) + abs(y - self.y - self.height / 2)


@dataclass(frozen=True, slots=True)
class Scene:
    """A drawing of `width` × `height`."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    spots: tuple[Spot, ...] = ()
    """In reading order."""

    def spot_at(self, x: float, y: float) -> int | None:
        """The number of the spot at this point; where several are, of the smallest, and of equal ones the nearest."""
        here = [number for number, spot in enumerate(self.spots) if spot.holds(x, y)]
        return min(here, key=lambda number: self.spots[number].precedence(x, y), default=None)
