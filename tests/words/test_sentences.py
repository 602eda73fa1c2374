"""Sentences one after the other."""

import pytest

from batchdesk.words.sentences import one_after_another


@pytest.mark.parametrize(
    ("sentences", "line"),
    [
        (["One is wrong.", "See the help."], "One is wrong. See the help."),
        (["有一处错误。", "请参阅帮助。"], "有一处错误。请参阅帮助。"),
        (["批次已结束：COPY_REJECTED", "请重试。"], "批次已结束：COPY_REJECTED 请重试。"),
        (["", "Only one.", ""], "Only one."),
        ([], ""),
    ],
)
def test_sentences_are_set_apart_as_their_language_does(sentences: list[str], line: str) -> None:
    assert one_after_another(sentences) == line
