"""Lines for pipes and terminals: JSON that no terminal obeys, and columns that line up in Chinese too. No I/O."""

import json
from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from batchdesk.words.plain import json_text


def json_line(value: object) -> str:
    """One JSON value on one line with its line end: readable text stays as it is, what a terminal obeys is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return json_text(text) + "\n"


def columns(rows: Iterable[Sequence[str]]) -> str:
    """Rows of plain text, each column as wide as its widest cell; a wide character counts as two."""
    kept = list(rows)
    widths = [max(map(cell_len, column)) for column in zip(*kept, strict=True)]
    return "".join(f"{_row(row, widths)}\n" for row in kept)


def padded(text: str, width: int) -> str:
    """`text` and as many spaces as fill `width` cells of a terminal."""
    return text + " " * (width - cell_len(text))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(map(padded, cells, widths)).rstrip()
