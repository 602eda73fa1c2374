"""What somebody pasted or typed, judged before anything is added. Knows no widget."""

import re
from collections.abc import Callable, Iterable
from enum import Enum

from msgspec import Struct

from batchdesk.batch.identity import BatchKey, InvalidReference, Reference, parse_reference
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.engine.listed import Standing
from batchdesk.words.catalogue import translate
from batchdesk.words.plain import one_line
from batchdesk.words.problems import sentence

MOST_ENTRIES = 1000
"""More than this at once is a mistake of the clipboard, not a wish."""

_SEPARATORS = re.compile(r"[\s,;，；、]+")
_LIKE_AN_ID = re.compile(r"(?=.*\d).{8,}")


class Verdict(Enum):
    """What would become of one entry."""

    NEW = "new"
    KNOWN = "known"
    BACK = "back"
    REPEATED = "repeated"
    UNKNOWN_SERVER = "unknown server"
    NEEDS_SERVER = "needs a server"
    WORD = "word"
    """Could be an id, and stands beside what looks like one more: it is a word of the sentence around it."""
    MISTAKE = "mistake"


ADDABLE = frozenset({Verdict.NEW, Verdict.BACK, Verdict.UNKNOWN_SERVER})
"""What adding changes something for. An unknown server is asked about first."""

_BY_STANDING = {Standing.NEW: Verdict.NEW, Standing.IN_TABLE: Verdict.KNOWN, Standing.IN_HISTORY: Verdict.BACK}

_CLEAR = ADDABLE | {Verdict.KNOWN, Verdict.REPEATED}


class Entry(Struct, frozen=True):
    """One id or address as it was written, and what it means here."""

    text: str
    verdict: Verdict
    reference: Reference | None = None
    """With its server where that is clear. None for a mistake."""
    why: str = ""
    """For a mistake: what is wrong, as a sentence."""

    @property
    def key(self) -> BatchKey | None:
        """The batch it names; None where the server is open."""
        if self.reference is None or self.reference.server is None:
            return None
        return BatchKey(self.reference.server, self.reference.batch_id)


def judge(
    text: str, servers: Iterable[str], standing: Callable[[BatchKey], Standing], default: str | None
) -> list[Entry]:
    """Read the ids and addresses in `text`, MOST_ENTRIES at most. `default` is the server of a bare id; None where that
    is open."""
    known_servers = frozenset(servers)
    words = _words(text)[:MOST_ENTRIES]
    in_a_sentence = any(map(_is_plain, words))
    seen: set[Reference] = set()
    entries: list[Entry] = []
    for word in words:
        entry = _judged(word, known_servers, standing, default)
        if in_a_sentence and not _is_plain(word) and entry.verdict is not Verdict.MISTAKE:
            entry = Entry(word, Verdict.WORD)
        if entry.reference is not None and entry.reference in seen:
            entry = Entry(word, Verdict.REPEATED, entry.reference)
        if entry.reference is not None:
            seen.add(entry.reference)
        entries.append(entry)
    return entries


def number_left_out(text: str) -> int:
    """How many of the ids and addresses in `text` are more than are read at once."""
    return max(0, len(_words(text)) - MOST_ENTRIES)


def is_clear(text: str, entries: Iterable[Entry]) -> bool:
    """Whether pasting this says plainly what is meant, so that it may be added without asking.

    A word of ordinary writing can be read as an id; one with digits in it, of some length, hardly.
    """
    words = _words(text)
    return (
        0 < len(words) <= MOST_ENTRIES
        and all(map(_is_plain, words))
        and all(entry.verdict in _CLEAR for entry in entries)
    )


def verdict_words(entry: Entry) -> str:
    """The verdict as the person reads it beside the entry."""
    server = entry.reference.server if entry.reference and entry.reference.server else ""
    return {
        Verdict.NEW: lambda: translate("Window", "new"),
        Verdict.KNOWN: lambda: translate("Window", "is in the table already"),
        Verdict.BACK: lambda: translate("Adding", "is in the history, and comes back"),
        Verdict.REPEATED: lambda: translate("Window", "is here twice"),
        Verdict.UNKNOWN_SERVER: lambda: translate("Window", "on {server}, which is not known yet", server=server),
        Verdict.NEEDS_SERVER: lambda: translate("Window", "no server is known yet; paste the whole address"),
        Verdict.WORD: lambda: translate("Adding", "a word, it seems, and no id"),
        Verdict.MISTAKE: lambda: entry.why,
    }[entry.verdict]()


def _is_plain(word: str) -> bool:
    """Whether it says by itself that it is an id or an address."""
    return "://" in word or _LIKE_AN_ID.fullmatch(word) is not None


def _words(text: str) -> list[str]:
    return [word for word in _SEPARATORS.split(text) if word]


def _judged(word: str, servers: frozenset[str], standing: Callable[[BatchKey], Standing], default: str | None) -> Entry:
    try:
        reference = parse_reference(word)
    except InvalidReference as mistake:
        problem = Problem(ProblemKind.INVALID_REFERENCE, {"text": one_line(mistake.text), "mistake": mistake.kind})
        return Entry(word, Verdict.MISTAKE, why=sentence(problem))
    server = reference.server or default
    if server is None:
        return Entry(word, Verdict.NEEDS_SERVER, reference)
    reference = Reference(reference.batch_id, server)
    if server not in servers:
        return Entry(word, Verdict.UNKNOWN_SERVER, reference)
    return Entry(word, _BY_STANDING[standing(BatchKey(server, reference.batch_id))], reference)
