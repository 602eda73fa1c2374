"""What a comparison of the texts finds, the index finds, whatever the words; and it is kept with every change."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from batchdesk.batch.identity import BatchKey
from batchdesk.store import inbox
from batchdesk.store.reader import Reader
from batchdesk.store.records import Addition, HistoryQuery, InboxQuery
from batchdesk.store.search import expression, pieces
from batchdesk.store.store import DATABASE_NAME, Store

SERVER = "https://batches.example"

TEXTS = st.text(st.sampled_from("aaab1Z超超时文案模型é_-%\\\"' .，\0\u3000𠮷"), max_size=12)


def found(reader: Reader, search: str) -> list[str]:
    return sorted(entry.batch.key.batch_id for entry in reader.history(HistoryQuery(search=search)))


@settings(max_examples=25, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=12), st.lists(TEXTS, min_size=1, max_size=8))
def test_finds_what_a_comparison_finds(labels: list[str], searches: list[str]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / DATABASE_NAME
        store = Store.open(path)
        try:
            additions = [Addition(BatchKey(SERVER, f"q{number}"), label) for number, label in enumerate(labels)]
            store.add_batches(additions).result()
            for search in searches:
                expected = sorted(
                    addition.key.batch_id
                    for addition in additions
                    if all(
                        _lower(word) in _lower(addition.label) or _lower(word) in addition.key.batch_id
                        for word in search.replace("\0", " ").split()
                    )
                )
                assert found(Reader(path), search) == expected
        finally:
            store.close()


def _lower(text: str) -> str:
    """Only ASCII letters match in either case; and SQLite's LIKE ends at a NUL."""
    lowered = "".join(letter.lower() if letter.isascii() else letter for letter in text)
    return lowered.partition("\0")[0]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("模型超时", '"模型" AND "型超" AND "超时"'),
        ("超", '"超"*'),
        ("ab", '"ab"*'),
        ("cmgl", '"cmg" AND "mgl"'),
        ("a 超时", '"a"* AND "超时"'),
        ("-", '"-"*'),
        ('a"b', '"a""b"'),
        ('"', '""""*'),
        ("", ""),
        ("9999", '"999" AND "9999"'),
        ("时时时", '"时时" AND "时时时"'),
        ("a" * 20, f'"aaa" AND "{"a" * 8}"'),
    ],
)
def test_asks_for_whole_pieces_where_there_are_some(text: str, asked: str) -> None:
    assert expression(text.split()) == asked


def test_cuts_into_overlapping_pieces() -> None:
    assert pieces(["Cmgl超时", None, ""]) == "cmg mgl gl超 l超时 超时 时"


def test_one_character_several_times_over_is_told_apart_by_how_often() -> None:
    assert set(pieces(["x99999"]).split()) - set(pieces(["x999"]).split()) == {"9999", "99999"}
    assert "9" * 9 not in pieces(["9" * 30]).split()


def test_every_text_of_a_batch_is_found_and_forgotten_when_it_changes(
    store: Store, reader: Reader, script: Callable[..., object]
) -> None:
    batch = script("cmgl0042x")
    key = batch.key
    store.add_batches([Addition(key, "春季上新", tags=("urgent",))])
    store.set_note(key, "打电话给商家")
    store.record(batch.version(1, "FAILED", error="模型超时 timeout"))
    store.flush().result()
    for search in ("gl00", "春季", "urg", "电话", "超时", "TIMEOUT", "0042x 上新 超时 urgent"):
        assert found(reader, search) == ["cmgl0042x"], search
    store.set_label(key, "秋季")
    store.set_note(key, "")
    store.change_tags([key], add=("later",), remove=("urgent",))
    store.record(batch.version(2, "SUCCEEDED"))
    store.flush().result()
    for search in ("春季", "电话", "urg", "超时"):
        assert found(reader, search) == [], search
    assert found(reader, "秋季 later") == ["cmgl0042x"]


@pytest.mark.parametrize(("few", "many"), [(0, 0), (0, 1_000), (1_000, 1_000)])
def test_the_inbox_is_searched_by_the_same_texts(
    store: Store, reader: Reader, script: Callable[..., object], monkeypatch: pytest.MonkeyPatch, few: int, many: int
) -> None:
    monkeypatch.setattr(inbox, "FEW", few)
    monkeypatch.setattr(inbox, "MANY", many)
    batch, other = script("cmone"), script("cmtwo")
    store.add_batches([Addition(batch.key, "春季上新"), Addition(other.key, "秋季上新")])
    for one in (batch, other):
        store.record(one.version(1, "RUNNING"))
        store.record(one.version(2, "SUCCEEDED"))
    store.flush().result()
    assert [entry.notice.key for entry in reader.inbox(InboxQuery(search="春季"))] == [batch.key]
    assert reader.inbox(InboxQuery(search="nothing")) == []
    assert [entry.notice.key for entry in reader.inbox(InboxQuery(keys=(other.key,)))] == [other.key]
    assert len(reader.inbox(InboxQuery())) == reader.unread() == 2
