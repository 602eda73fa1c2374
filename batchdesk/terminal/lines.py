"""Lines for pipes and terminals: JSON that no terminal obeys, and columns that line up in Chinese too. No I/O."""

import json
import re
from collections.abc import Iterable, Sequence

from rich.cells import cell_len

_OBEYED = re.compile("[\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
"""JSON escapes the control characters below a space itself; these too would move a cursor or turn the writing."""


def json_line(value: object) -> str:
    """One JSON value on one line with its line end: readable text stays as it is, what a terminal obeys is escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _OBEYED.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


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
