import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from batchdesk.words.plain import csv_cell, markdown, one_line, paragraph


def test_ordinary_text_stays() -> None:
    for text in ("", "Spring sale", "春季上新 · 小红书文案", "👩‍👧 5/5", "a\nb"):
        assert paragraph(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", "␛[31mred"),
        ("bell\x07", "bell␇"),
        ("\x9b31m", "�31m"),
        ("\u202eevil", "�evil"),
        ("\u2066a\u2069", "�a�"),
        ("\ud800", "�"),
        ("\ufeffx", "�x"),
        ("a\tb", "a   b"),
    ],
)
def test_what_moves_a_cursor_or_turns_the_text_becomes_visible(text: str, shown: str) -> None:
    assert paragraph(text) == shown


def test_one_line_joins_lines_of_every_kind() -> None:
    assert one_line(" a\r\n\n b\u2028c\x85d ") == "a b c d"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "  ="])
def test_no_cell_starts_a_formula(start: str) -> None:
    assert csv_cell(f"{start}SUM(A1)").startswith("'")


@given(st.text())
def test_nothing_dangerous_is_left(text: str) -> None:
    for result in (paragraph(text), one_line(text), csv_cell(text)):
        result.encode()
        assert all(
            unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Zl", "Zp"} or character in "\n\u200c\u200d"
            for character in result
        )
    assert "\n" not in one_line(text)


def test_markdown_and_the_html_in_it_find_no_markup() -> None:
    assert markdown("**a** | [b](c)\n<img>") == r"\*\*a\*\* \| \[b\](c) &lt;img&gt;"
