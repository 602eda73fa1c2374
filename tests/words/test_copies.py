"""Why there are no texts, in sentences that promise nothing which is not done."""

import pytest

from batchdesk.batch.copies import Copy
from batchdesk.batch.problem import Problem, ProblemKind
from batchdesk.words.catalogue import set_language
from batchdesk.words.copies import copy_state, no_texts_words, why_copy_failed


@pytest.mark.parametrize("kind", [ProblemKind.REFUSED, ProblemKind.LOST, ProblemKind.TOO_LARGE])
def test_nothing_is_asked_for_again_by_itself(kind: ProblemKind) -> None:
    words = no_texts_words(Problem(kind, {"code": 503, "reason": "connection reset", "limit": 8}))
    assert "by itself" not in words
    assert words.endswith(".")


def test_a_server_without_that_route_is_no_error() -> None:
    assert no_texts_words(None).startswith("This server does not hand out texts.")
    set_language("zh_CN")
    assert no_texts_words(None) == "该服务器不提供文案内容。请在浏览器中打开批次页面查看。"


@pytest.mark.parametrize(
    ("copy", "word"),
    [
        (Copy(1, "text", "DRAFT"), "draft"),
        (Copy(1, "", "FAILED"), "failed"),
        (Copy(1, "text", "IN_REVIEW\n<b>"), "IN_REVIEW <b>"),
        (Copy(1, "text"), ""),
        (Copy(1), "not made"),
    ],
)
def test_what_became_of_a_copy(copy: Copy, word: str) -> None:
    assert copy_state(copy) == word


def test_why_a_copy_failed_is_said_in_the_servers_words_made_harmless() -> None:
    assert why_copy_failed(Copy(1, error_code="RE\nJECTED", error_message="a\x1b[2J")) == "RE JECTED · a␛[2J"
    assert why_copy_failed(Copy(1)) == ""
