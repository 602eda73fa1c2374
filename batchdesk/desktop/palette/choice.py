"""What the command palette offers: something that can be done, by its name."""

from collections.abc import Callable, Iterable
from heapq import nlargest

from msgspec import Struct

from batchdesk.desktop.palette.fuzzy import fit

MOST = 50
"""Choices that are listed: whoever needs more types another letter."""


class Choice(Struct, frozen=True):
    """Something that can be done by name."""

    name: str
    kind: str
    """What stands at its right: a shortcut, or what kind of thing it is."""
    do: Callable[[], object]


def best(typed: str, choices: Iterable[Choice]) -> list[Choice]:
    """Those that fit, the best first; of equals, those that came first."""
    scored = [
        (score, -number, choice)
        for number, choice in enumerate(choices)
        if (score := fit(typed, choice.name)) is not None
    ]
    return [choice for _score, _number, choice in nlargest(MOST, scored, key=lambda each: each[:2])]
