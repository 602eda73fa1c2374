"""What the index of the search holds, and how it is asked. Knows SQLite's FTS5, not the tables.

Every text is cut into overlapping pieces: three characters where it is ASCII, two where it is not, since Chinese words
are that short. At the end of a run pieces are as short as what is left, so that a part shorter than a piece is always
the beginning of one. The index says which batches may match; whoever asks compares the texts themselves.
"""

import re
from collections.abc import Iterable

LONGEST_TEXT = 10_000
"""Characters of one text that are looked at: an error message may quote a model's whole answer."""

_RUNS = re.compile(r"[!-~\x80-\U0010ffff]+")
"""What the index keeps together (`tokenchars`): all but spaces and what cannot be seen."""


def pieces(texts: Iterable[str | None]) -> str:
    """The pieces of all texts, as the index takes them. The order is that of first appearance: the same each time."""
    return " ".join(dict.fromkeys(_cut(run, position) for run in _runs(texts) for position in range(len(run))))


def expression(words: Iterable[str]) -> str:
    """What to ask the index for: batches that hold each of `words`. Empty where the index can say nothing."""
    asked: dict[str, None] = {}
    for run in _runs(words):
        whole = [_cut(run, position) for position in range(len(run)) if position + _length(run[position]) <= len(run)]
        asked.update(dict.fromkeys([_quoted(piece) for piece in whole] or [f"{_quoted(run)}*"]))
    return " AND ".join(asked)


def words_of(text: str) -> list[str]:
    """What a person who types `text` looks for: each of these, anywhere. SQLite compares no further than a NUL."""
    return text.replace("\0", " ").split()


def _runs(texts: Iterable[str | None]) -> Iterable[str]:
    for text in texts:
        if text:
            yield from _RUNS.findall(text[:LONGEST_TEXT].casefold())


def _quoted(piece: str) -> str:
    doubled = piece.replace('"', '""')
    return f'"{doubled}"'


def _length(first: str) -> int:
    return 3 if first.isascii() else 2


def _cut(run: str, position: int) -> str:
    return run[position : position + _length(run[position])]
