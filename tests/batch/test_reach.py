"""Two minutes without any server are told once, and so is their end."""

from batchdesk.batch.reach import PATIENCE_SECONDS, News, Reach


def test_told_once_and_once_more_when_it_is_over() -> None:
    reach = Reach()
    assert reach.stands(offline=True, now=100.0) is None
    assert reach.due_at() == 100.0 + PATIENCE_SECONDS
    assert reach.stands(offline=True, now=100.0 + PATIENCE_SECONDS) is News.LOST
    assert reach.due_at() is None
    assert reach.stands(offline=True, now=1000.0) is None
    assert reach.stands(offline=False, now=1001.0) is News.BACK
    assert reach.stands(offline=False, now=1002.0) is None


def test_a_short_one_is_not_worth_a_message() -> None:
    reach = Reach()
    reach.stands(offline=True, now=0.0)
    assert reach.stands(offline=False, now=PATIENCE_SECONDS - 1) is None
    reach.stands(offline=True, now=PATIENCE_SECONDS)
    assert reach.stands(offline=True, now=2 * PATIENCE_SECONDS - 1) is None
    assert reach.due_at() == 2 * PATIENCE_SECONDS
