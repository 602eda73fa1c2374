"""What the index of the search holds, and how it is asked. Knows SQLite's FTS5, not the tables.

Every text is cut into overlapping pieces: three characters where it is ASCII, two where it is not, since Chinese words
are that short. At the end of a run pieces are as short as what is left, so that a part shorter than a piece is always
the beginning of one. One character several times over is a piece as well, by how often: all pieces of 99999999 are 999,
which thousands of ids hold. The index says which batches may match; whoever asks compares the texts themselves.
"""

import re
from collections.abc import Iterable

LONGEST_TEXT = 10_000
"""Characters of one text that are looked at: an error message may quote a model's whole answer."""

_RUNS = re.compile(r"[!-~\x80-\U0010ffff]+")
"""What the index keeps together (`tokenchars`): all but spaces and what cannot be seen."""


LONGEST_REPEAT = 8
"""Times that one character is told apart from once more."""

_REPEATS = re.compile(r"(.)\1{2,}")


def pieces(texts: Iterable[str | None]) -> str:
    """The pieces of all texts, as the index takes them. The order is that of first appearance: the same each time."""
    found: dict[str, None] = {}
    for run in _runs(texts):
        found.update(dict.fromkeys(_pieces_of(run)))
        for sign, times in _repeats(run):
            found.update(dict.fromkeys(sign * number for number in range(_length(sign) + 1, times + 1)))
    return " ".join(found)


def expression(words: Iterable[str]) -> str:
    """What to ask the index for: batches that hold each of `words`. Empty where the index can say nothing."""
    asked: dict[str, None] = {}
    for run in _runs(words):
        whole = [_cut(run, position) for position in range(len(run)) if position + _length(run[position]) <= len(run)]
        whole.extend(sign * times for sign, times in _repeats(run))
        asked.update(dict.fromkeys([_quoted(piece) for piece in whole] or [f"{_quoted(run)}*"]))
    return " AND ".join(asked)


def words_of(text: str) -> list[str]:
    """What a person who types `text` looks for: each of these, anywhere. SQLite compares no further than a NUL."""
    return text.replace("\0", " ").split()


def _runs(texts: Iterable[str | None]) -> Iterable[str]:
    for text in texts:
        if text:
            yield from _RUNS.findall(text[:LONGEST_TEXT].casefold())


def _repeats(run: str) -> Iterable[tuple[str, int]]:
    """Each character that comes more often in a row than a piece is long, and how often, as far as that is told."""
    for match in _REPEATS.finditer(run):
        if len(match[0]) > _length(match[1]):
            yield match[1], min(len(match[0]), LONGEST_REPEAT)


def _quoted(piece: str) -> str:
    doubled = piece.replace('"', '""')
    return f'"{doubled}"'


def _length(first: str) -> int:
    return 3 if first.isascii() else 2


def _pieces_of(run: str) -> list[str]:
    if run.isascii():  # ids and codes: most of what there is
        return [run[position : position + 3] for position in range(len(run))]
    return [_cut(run, position) for position in range(len(run))]


def _cut(run: str, position: int) -> str:
    return run[position : position + _length(run[position])]
