"""What was pasted is judged before anything is added, and prose is not taken for ids."""

from collections.abc import Sequence

import pytest

from batchdesk.batch.identity import BatchKey, Reference
from batchdesk.desktop.adding.pasted import (
    MOST_ENTRIES,
    Entry,
    Verdict,
    is_clear,
    judge,
    number_left_out,
    verdict_words,
)
from batchdesk.engine.listed import Standing

SERVER = "https://studio.example"
STANDINGS = {
    BatchKey(SERVER, "cmglwatched1"): Standing.IN_TABLE,
    BatchKey(SERVER, "cmglremoved1"): Standing.IN_HISTORY,
}


def judged(text: str, servers: Sequence[str] = (SERVER,), default: str | None = SERVER) -> list[Entry]:
    return judge(text, servers, lambda key: STANDINGS.get(key, Standing.NEW), default)


def test_every_line_gets_its_verdict() -> None:
    entries = judged(
        "cmglnew00001\n"
        "cmglwatched1\n"
        "cmglremoved1\n"
        f"{SERVER}/creative/batches/cmglnew00001\n"
        "https://other.example/creative/batches/cmglother001\n"
        "https://studio.example/about\n"
        "!!\n"
    )
    assert [entry.verdict for entry in entries] == [
        Verdict.NEW,
        Verdict.KNOWN,
        Verdict.BACK,
        Verdict.REPEATED,
        Verdict.UNKNOWN_SERVER,
        Verdict.MISTAKE,
        Verdict.MISTAKE,
    ]
    assert entries[0].reference == Reference("cmglnew00001", SERVER)
    assert all(verdict_words(entry) for entry in entries)


def test_a_bare_id_needs_a_server() -> None:
    (entry,) = judged("cmglnew00001", default=None)
    assert entry.verdict is Verdict.NEEDS_SERVER
    assert entry.key is None


def test_of_very_many_the_first_are_read_and_it_is_said_that_there_are_more() -> None:
    text = "\n".join(f"cmgl{number:08}" for number in range(MOST_ENTRIES + 3))
    assert len(judged(text)) == MOST_ENTRIES
    assert number_left_out(text) == 3
    assert not is_clear(text, judged(text)), "they would be left out without a word"


@pytest.mark.parametrize("separator", ["\n", " ", ", ", ";", "，", "、", "\r\n\r\n"])
def test_any_separator_will_do(separator: str) -> None:
    assert len(judged(separator.join(["cmgl00000001", "cmgl00000002"]))) == 2


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("cmglnew00001", True),
        (f"{SERVER}/creative/batches/anything", True),
        ("batchdesk://watch/cmglnew00001?server=https://other.example", True),
        ("cmglnew00001 cmglwatched1", True),
        ("hello", False),
        ("please look at cmglnew00001", False),
        ("", False),
        ("12", False),
    ],
)
def test_what_is_clear_enough_to_be_added_at_once(text: str, clear: bool) -> None:
    assert is_clear(text, judged(text)) is clear


def test_words_around_an_id_are_words() -> None:
    entries = judged("see cmglnew00001 and https://other.example/creative/batches/zzz, hello !!")
    assert [(entry.text, entry.verdict) for entry in entries] == [
        ("see", Verdict.WORD),
        ("cmglnew00001", Verdict.NEW),
        ("and", Verdict.WORD),
        ("https://other.example/creative/batches/zzz", Verdict.UNKNOWN_SERVER),
        ("hello", Verdict.WORD),
        ("!!", Verdict.MISTAKE),
    ]
    assert all(verdict_words(entry) for entry in entries)


def test_what_stands_alone_may_be_an_id_of_letters() -> None:
    assert [entry.verdict for entry in judged("spring summer")] == [Verdict.NEW, Verdict.NEW]


def test_a_huge_clipboard_is_cut() -> None:
    assert len(judged("\n".join(f"cmgl{number:08}" for number in range(5000)))) == 1000
