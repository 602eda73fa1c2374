from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.batch import status
from batchdesk.batch.connection import Connection, ConnectionState
from batchdesk.batch.holding import Group, Occasion
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.progress import Progress
from batchdesk.batch.state import BatchState
from batchdesk.batch.telling import Notice
from batchdesk.batch.usual import Usual
from batchdesk.words.batches import (
    NotificationText,
    connection_words,
    name_of,
    notification,
    outcome,
    progress_sentence,
    status_word,
)
from batchdesk.words.catalogue import set_language

NOW = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
KEY = BatchKey("https://a.example", "cmgl0001")
USUAL = Usual(low=35, median=50, high=60)


def notice(
    outcome: str = status.PARTIAL_SUCCESS, *, label: str = "Spring sale", away: bool = False, copies: int = 3
) -> Notice:
    return Notice(1, KEY, label, outcome, copies, 5, 112.0, NOW, away)


def test_a_future_status_is_shown_as_it_is_and_neutralised() -> None:
    assert status_word("REVIEWING") == "REVIEWING"
    assert status_word("\x1b[0mX") == "␛[0mX"


def test_the_guides_own_words_in_chinese() -> None:
    set_language("zh_CN")
    names = (status.QUEUED, status.RUNNING, status.SUCCEEDED, status.PARTIAL_SUCCESS, status.FAILED, status.ARCHIVED)
    assert [status_word(name) for name in names] == ["排队中", "生成中", "已完成", "部分完成", "失败", "已归档"]


@pytest.mark.parametrize(
    ("state", "text"),
    [
        (BatchState(KEY, status.SUCCEEDED, 3, copy_count=1, copy_target=1), "1 of 1 copy"),
        (BatchState(KEY, status.PARTIAL_SUCCESS, 3, copy_count=3), "3 of 5 copies"),
        (BatchState(KEY, status.FAILED, 3, error_code="TIMEOUT"), "failed: TIMEOUT"),
        (BatchState(KEY, status.FAILED, 3), "failed"),
        (BatchState(KEY, status.RUNNING, 2), "running"),
    ],
)
def test_outcomes(state: BatchState, text: str) -> None:
    assert outcome(state) == text


@pytest.mark.parametrize("state", ConnectionState)
def test_every_connection_state_has_words(state: ConnectionState) -> None:
    assert (connection_words(Connection(state), NOW) == "") == (state is ConnectionState.IDLE)


def test_the_next_attempt_is_counted_down_and_never_negative() -> None:
    waiting = Connection(ConnectionState.WAITING, next_attempt_at=NOW + timedelta(seconds=3.2))
    assert connection_words(waiting, NOW) == "again in 4 s"
    assert connection_words(waiting, NOW + timedelta(seconds=9)) == "again in 0 s"


@pytest.mark.parametrize(
    ("progress", "text"),
    [
        (Progress(copies=3, target=5), "3 of 5 copies"),
        (Progress(target=5), "no history yet"),
        (Progress(target=5, usual=USUAL, left=Usual(35, 40, 60)), "about 0:40 left, usually 0:35–1:00"),
        (Progress(target=5, usual=USUAL), "about to end"),
        (Progress(target=5, usual=USUAL, over_seconds=25), "over the usual by 0:25"),
    ],
)
def test_progress(progress: Progress, text: str) -> None:
    assert progress_sentence(progress) == text


@pytest.mark.parametrize(
    ("notices", "text"),
    [
        ([notice()], ("Spring sale", "3 of 5 copies after 1:52")),
        ([notice(label="")], ("cmgl0001", "3 of 5 copies after 1:52")),
        ([notice(status.FAILED)], ("Spring sale", "failed after 1:52")),
        ([notice(away=True)], ("While you were away: Spring sale", "3 of 5 copies after 1:52")),
        ([notice(), notice(status.FAILED), notice(status.FAILED)], ("3 batches ended", "1 partial, 2 failed")),
        (
            [notice(status.SUCCEEDED, away=True), notice(away=True)],
            ("While you were away: 2 batches ended", "1 succeeded, 1 partial"),
        ),
    ],
)
def test_what_a_notification_says(notices: Sequence[Notice], text: tuple[str, str]) -> None:
    assert notification(Group(tuple(notices))) == NotificationText(*text)


@pytest.mark.parametrize(
    ("occasion", "title"),
    [
        (Occasion.PAUSE, "While notifications were paused: 2 batches ended"),
        (Occasion.QUIET, "During quiet hours: 2 batches ended"),
        (Occasion.LAST, "The last of 2 batches has ended"),
    ],
)
def test_a_notification_says_why_it_comes_now(occasion: Occasion, title: str) -> None:
    two = Group((notice(), notice(status.FAILED, away=True)), occasion)
    assert notification(two) == NotificationText(title, "1 partial, 1 failed")


def test_a_name_that_is_nobodys_business_is_not_said() -> None:
    for label in ("Spring sale", ""):
        text = notification(Group((notice(label=label),)), names=False)
        assert text == NotificationText("A batch", "3 of 5 copies after 1:52")


def test_a_batch_is_called_by_its_label_or_else_by_its_id() -> None:
    assert name_of(notice(label="Spring\nsale")) == "Spring sale"
    assert name_of(notice(label=" \n")) == KEY.batch_id
