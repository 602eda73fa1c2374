"""Sentences that stand one after the other. Knows how languages set them apart, not what they say."""

from collections.abc import Iterable

_FULL_WIDTH_ENDS = ("。", "！", "？", "；", "：")


def one_after_another(sentences: Iterable[str]) -> str:
    """The sentences on one line: a full-width mark brings its own space, every other end needs one after it."""
    line = ""
    for sentence in filter(None, sentences):
        line += "" if not line or line.endswith(_FULL_WIDTH_ENDS) else " "
        line += sentence
    return line
