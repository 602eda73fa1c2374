"""What was chosen last in the command palette: it is offered first."""

from collections.abc import Callable, Iterable, Sequence

from batchdesk.desktop.palette.choice import Choice

MOST = 20
"""Choices that are remembered."""


class Recent:
    """The names of choices, the latest first."""

    def __init__(
        self, names: Iterable[str] = (), keep: Callable[[Sequence[str]], object] = lambda _names: None
    ) -> None:
        """`names` are those of earlier runs; `keep` is called with all of them whenever they are others."""
        self.names = tuple(names)[:MOST]
        self._keep = keep

    def use(self, choice: Choice) -> None:
        """This one was chosen."""
        self.names = (choice.name, *(name for name in self.names if name != choice.name))[:MOST]
        self._keep(self.names)

    def first(self, choices: Iterable[Choice]) -> list[Choice]:
        """All of `choices`, those that were chosen lately at the beginning."""
        places = {name: place for place, name in enumerate(self.names)}
        return sorted(choices, key=lambda choice: places.get(choice.name, MOST))
