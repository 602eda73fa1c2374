import json

from hypothesis import given
from hypothesis import strategies as st

from batchdesk.terminal.lines import columns, json_line

OBEYED = {*map(chr, range(0x20)), *map(chr, range(0x7F, 0xA0)), "\u202e", "\u2066", "\u200b", "\ufeff", "\u2028"}


@given(st.text(st.characters(exclude_categories=())))
def test_a_json_line_means_the_same_and_no_terminal_obeys_it(text: str) -> None:
    line = json_line({"message": text})
    assert json.loads(line) == {"message": text}
    assert line.endswith("}\n")
    assert not OBEYED & set(line[:-1])
    line.encode()


def test_chinese_stays_readable_in_json() -> None:
    assert json_line({"label": "春季上新"}) == '{"label":"春季上新"}\n'


def test_columns_line_up_with_wide_characters() -> None:
    assert columns([("已完成", "a"), ("ok", "b")]) == "已完成  a\nok      b\n"
    assert columns([("a", ""), ("b", "")]) == "a\nb\n"
    assert columns([]) == ""
