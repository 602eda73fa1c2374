"""The search box reads what people type, and writes what it reads again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchdesk.desktop.filtering.language import Field, Term, chosen_instead, parse, to_text, toggled

FAILED = Term(Field.STATUS, "failed")
SPRING = Term(Field.TAG, "spring")

terms = st.one_of(
    st.builds(Term, st.sampled_from([Field.STATUS]), st.sampled_from(["failed", "gone", "running"]), st.booleans()),
    st.builds(
        Term,
        st.sampled_from([Field.TEXT, Field.TAG, Field.SERVER, Field.MERCHANT]),
        st.text(min_size=1) | st.sampled_from(['"', "-", "status:failed", "a b", "标签：x"]),
        st.booleans(),
    ),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ()),
        ("   ", ()),
        ("超时", (Term(Field.TEXT, "超时"),)),
        ("status:failed tag:spring 超时", (FAILED, SPRING, Term(Field.TEXT, "超时"))),
        ("-status:failed", (Term(Field.STATUS, "failed", negated=True),)),
        ('tag:"spring sale" x', (Term(Field.TAG, "spring sale"), Term(Field.TEXT, "x"))),
        ('"status:failed"', (Term(Field.TEXT, "status:failed"),)),
        ("STATUS:Failed", (FAILED,)),
        ("状态：失败", (FAILED,)),
        ("https://studio.example/x", (Term(Field.TEXT, "https://studio.example/x"),)),
        ("tag:", ()),
        ("tag: x", (Term(Field.TEXT, "x"),)),
        ('"half typ', (Term(Field.TEXT, "half typ"),)),
        ('merchant:"say ""hi"""', (Term(Field.MERCHANT, 'say "hi"'),)),
        ("-", ()),
    ],
)
def test_what_is_typed_is_read(text: str, expected: tuple[Term, ...]) -> None:
    assert parse(text) == expected


@given(st.lists(terms))
def test_what_is_written_is_read_again(given_terms: list[Term]) -> None:
    assert parse(to_text(given_terms)) == tuple(given_terms)


@given(st.text())
def test_reading_never_fails_and_settles(text: str) -> None:
    once = to_text(parse(text))
    assert to_text(parse(once)) == once


def test_a_second_click_takes_a_term_away() -> None:
    once = toggled("超时", [FAILED])
    assert once == "超时 status:failed"
    assert toggled(once, [FAILED]) == "超时"


def test_a_choice_takes_the_place_of_what_was_said_of_its_field() -> None:
    once = chosen_instead("x status:running", [FAILED], [Field.STATUS])
    assert once == "x status:failed"
    assert chosen_instead(once, [FAILED], [Field.STATUS]) == "x"
