"""The generated texts in the server's answer about a batch. Pure.

The answer is no part of the protocol guide (PROTOCOL.md, 'Lists'): what is not as expected is left out, never an error.
"""

import json
from collections.abc import Sequence
from typing import Any, cast

from msgspec import Struct


class Copy(Struct, frozen=True):
    """One generated text of a batch, or what became of it."""

    sequence: int
    """Its number, from 1."""
    text: str = ""
    """Markdown; empty where none was made. Not in any log."""
    state: str = ""
    """The server's own word for it."""
    error_code: str = ""
    error_message: str = ""

    def __repr__(self) -> str:
        return f"Copy(sequence={self.sequence}, state={self.state!r}, error_code={self.error_code!r})"


def copies_in(answer: str) -> tuple[Copy, ...]:
    """The copies in the JSON of a batch's detail, by their numbers. Empty where there are none, or no such JSON."""
    try:
        data = _object(_object(json.loads(answer)).get("data"))
    except (ValueError, RecursionError):
        return ()
    found = data.get("copies")
    entries = cast("list[object]", found) if isinstance(found, list) else []
    copies = [_copy(_object(entry), place) for place, entry in enumerate(entries, start=1)]
    return tuple(sorted(copies, key=lambda copy: copy.sequence))


def never_made(copies: Sequence[Copy], target: int) -> list[int]:
    """The numbers of those that were asked for and that the server has nothing of.

    Which ones is a guess where a single copy was made again: its number is any, and `target` is 1.
    """
    there = {copy.sequence for copy in copies}
    return [number for number in range(1, target + 1) if number not in there][: max(0, target - len(there))]


def _copy(entry: dict[str, Any], place: int) -> Copy:
    sequence = entry.get("sequence")
    return Copy(
        sequence=sequence if isinstance(sequence, int) else place,
        text=_text(entry, "markdownContent"),
        state=_text(entry, "state"),
        error_code=_text(entry, "errorCode"),
        error_message=_text(entry, "errorMessage"),
    )


def _object(value: object) -> dict[str, Any]:
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def _text(entry: dict[str, Any], name: str) -> str:
    value = entry.get(name)
    return value if isinstance(value, str) else ""
