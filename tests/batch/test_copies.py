"""The texts in the server's answer, and what is said of an answer that is not as expected."""

import json

import pytest

from batchdesk.batch.copies import Copy, copies_in, never_made


def answer(*copies: object) -> str:
    return json.dumps({"success": True, "data": {"id": "cm1", "copies": copies}}, ensure_ascii=False)


def test_texts_come_by_their_numbers():
    raw = answer(
        {"sequence": 2, "markdownContent": "第二条 **茶**\nline", "state": "DRAFT", "contentVersion": 1},
        {"sequence": 1, "markdownContent": "first", "state": "APPROVED", "later": {"field": 1}},
    )
    assert copies_in(raw) == (Copy(1, "first", "APPROVED"), Copy(2, "第二条 **茶**\nline", "DRAFT"))


def test_a_copy_that_failed_says_why():
    raw = answer({"sequence": 3, "state": "FAILED", "errorCode": "COPY_REJECTED", "errorMessage": "含有禁用词"})
    assert copies_in(raw) == (Copy(3, "", "FAILED", "COPY_REJECTED", "含有禁用词"),)


@pytest.mark.parametrize(
    "raw",
    ["", "no json", "[]", "7", '{"data": 7}', '{"data": {"copies": "many"}}', '{"data": {}}', "[" * 100_000],
)
def test_an_answer_of_another_kind_has_none(raw: str):
    assert copies_in(raw) == ()


def test_entries_that_make_no_sense_are_taken_as_far_as_they_do():
    raw = answer({"markdownContent": "no number"}, 7, {"sequence": "two", "markdownContent": 2, "state": None})
    assert copies_in(raw) == (Copy(1, "no number"), Copy(2), Copy(3))


def test_no_text_is_in_a_log():
    assert "secret" not in repr(Copy(1, "secret", error_message="secret"))


def test_which_were_asked_for_and_never_made():
    assert never_made([Copy(1), Copy(2), Copy(4)], 5) == [3, 5]
    assert never_made([], 2) == [1, 2]
    assert never_made([Copy(2)], 1) == []
