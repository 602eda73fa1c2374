"""A chart: its numbers as a table, and how it is drawn at a given size."""

from collections.abc import Callable
from dataclasses import dataclass

from batchdesk.charts.scene import Scene
from batchdesk.words.plain import one_line


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart in words; every row has a cell for each heading."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def as_tsv(self) -> str:
        """Lines of cells with tabs between them, as spreadsheets take them from the clipboard."""
        lines = [self.headings, *self.rows]
        return "".join("\t".join(map(one_line, line)) + "\n" for line in lines)


@dataclass(frozen=True, slots=True)
class Chart:
    """One chart on its numbers."""

    name: str
    """A name for files, in ASCII."""
    title: str
    table: Table
    draw: Callable[[float, float], Scene]
    """At this width and height."""
