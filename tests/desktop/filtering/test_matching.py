"""What the terms mean: for the batches that are watched, and for the history."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.state import BatchState
from batchdesk.desktop.filtering.language import Field, Term, parse
from batchdesk.desktop.filtering.matching import STATUS_NAMES, Filter, to_history_filter
from batchdesk.engine.watched import WatchedBatch
from batchdesk.store.records import HistoryQuery
from batchdesk.words.batches import status_word
from batchdesk.words.catalogue import set_language

KEY = BatchKey("https://studio.example", "cmgl0001")
BATCH = WatchedBatch(
    KEY,
    "Spring 春季",
    BatchState(KEY, status="FAILED", version=3, error_code="MODEL_TIMEOUT", error_message="模型超时"),
    Connection(),
    datetime(2026, 11, 24, tzinfo=UTC),
    merchant="m-7",
    note="ask Lin",
    tags=("launch", "spring sale"),
    pinned=True,
)
OTHER = replace(BATCH, label="", state=BatchState(KEY, status="RUNNING", version=2), tags=(), merchant="", note="")


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("", True),
        ("春季", True),
        ("spring lin", True),
        ("spring wang", False),
        ("超时", True),
        ("status:failed", True),
        ("status:fail", True),
        ("status:running", False),
        ("status:running status:failed", True),
        ("status:failed tag:launch", True),
        ("status:failed tag:autumn", False),
        ('tag:"Spring Sale"', True),
        ("-status:failed", False),
        ("-status:running", True),
        ("-timeout", False),
        ("server:studio", True),
        ("server:other", False),
        ("merchant:m-7", True),
        ("merchant:m", False),
        ("is:pinned", True),
        ("is:active", False),
        ("is:attention", True),
        ("is:something", False),
    ],
)
def test_terms_combine(text: str, *, accepted: bool) -> None:
    needs_attention = {BATCH}.__contains__
    assert Filter(parse(text), needs_attention).accepts(BATCH) is accepted


@pytest.mark.parametrize(
    ("text", "accepted"),
    [
        ("", False),
        ("春季", False),
        ("status:failed", False),
        ("-is:away", False),
        ("is:away", True),
        ("是:已收起 status:failed", True),
        ("is:away status:running", False),
        ("is:a", False),
    ],
)
def test_what_is_put_away_is_found_by_who_asks_for_it(text: str, *, accepted: bool) -> None:
    assert Filter(parse(text), lambda _: False).accepts(replace(BATCH, put_away=True)) is accepted
    assert not Filter(parse("is:away"), lambda _: False).accepts(BATCH)


def test_what_is_gone_has_no_other_status() -> None:
    gone = replace(OTHER, connection=Connection(ConnectionState.GONE))
    assert Filter(parse("status:gone"), lambda _batch: False).accepts(gone)
    assert not Filter(parse("status:running"), lambda _batch: False).accepts(gone)
    assert not Filter(parse("is:active"), lambda _batch: False).accepts(gone)
    assert Filter(parse("is:active"), lambda _batch: False).accepts(OTHER)


def test_the_history_is_asked_the_same() -> None:
    terms = parse("status:failed status:partial tag:launch server:studio merchant:m-7 a b")
    assert to_history_filter(terms, [KEY.server, "https://other.example"]).query == HistoryQuery(
        search="a b",
        statuses=("FAILED", "PARTIAL_SUCCESS"),
        servers=(KEY.server,),
        merchants=("m-7",),
        tags=("launch",),
    )


def test_what_the_history_cannot_be_asked_is_said() -> None:
    assert to_history_filter(parse("is:attention -tag:x"), []).left_out == (
        Term(Field.IS, "attention"),
        Term(Field.TAG, "x", negated=True),
    )


def test_chinese_names_are_the_words_the_table_uses() -> None:
    set_language("zh_CN")
    try:
        for known, name in STATUS_NAMES.items():
            assert parse(f"状态:{status_word(known)}") == (Term(Field.STATUS, name),)
    finally:
        set_language(None)
