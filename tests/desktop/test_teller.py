"""From a notice to a message that was shown and recorded."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from batchdesk.batch import status
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.telling import Notice
from batchdesk.desktop.notices.notifier import Message, Notifiers, WindowNotifier
from batchdesk.desktop.notices.teller import Teller, message_for
from batchdesk.words.catalogue import set_language

NOW = datetime(2026, 11, 24, tzinfo=UTC)


@pytest.fixture(autouse=True)
def english() -> None:
    set_language("en")


def notice(number: int, outcome: str = status.PARTIAL_SUCCESS, *, away: bool = False) -> Notice:
    key = BatchKey("https://one.example", f"cm{number}")
    return Notice(number, key, "Spring sale", outcome, 3, 5, 112.0, NOW, away)


class Screen:
    """A way of showing messages that works or does not."""

    def __init__(self, name: str, *, works: bool) -> None:
        self.name = name
        self.works = works
        self.messages: list[Message] = []

    async def show(self, message: Message) -> bool:
        if self.works:
            self.messages.append(message)
        return self.works

    async def close(self) -> None:
        """Nothing is held."""


class Record:
    """What was written down as told."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.told: asyncio.Queue[tuple[list[int], str]] = asyncio.Queue()
        self._problem = problem

    async def mark_told(self, ids: Sequence[int], shown: str) -> None:
        self.told.put_nowait((list(ids), shown))
        if self._problem is not None:
            raise BatchdeskError(self._problem)


def test_says_what_ended_how_and_after_how_long() -> None:
    message = message_for((notice(1),))
    assert f"{message.title} · {message.body}" == "Spring sale · 3 of 5 copies after 1:52"
    assert message.keys == (BatchKey("https://one.example", "cm1"),)
    assert not message.urgent


def test_a_failure_is_urgent_also_in_a_count() -> None:
    message = message_for((notice(1, status.SUCCEEDED), notice(2, status.FAILED)))
    assert message.urgent
    assert message.title == "2 batches ended"
    assert message.body == "1 succeeded, 1 failed"


def test_what_ended_meanwhile_is_one_digest() -> None:
    message = message_for((notice(1, status.SUCCEEDED, away=True), notice(2, status.SUCCEEDED, away=True)))
    assert f"{message.title}: {message.body}" == "While you were away: 2 batches ended: 2 succeeded"


def test_a_batchs_message_replaces_its_last_and_no_other() -> None:
    tags = [message_for(group).tag for group in [(notice(1),), (notice(2),), (notice(1), notice(2))]]
    assert len(set(tags)) == 3
    assert message_for((notice(1, status.FAILED),)).tag == tags[0]


def test_what_is_told_again_after_a_crash_has_the_name_it_had() -> None:
    shown = message_for((notice(1),))
    assert message_for((notice(1, away=True),)).name == shown.name
    assert message_for((notice(1, away=True), notice(2, away=True))).name == shown.name
    assert message_for((notice(2), notice(1))).name != shown.name


def test_records_where_each_end_was_shown() -> None:
    async def scenario() -> None:
        daemon, bar, record = Screen("freedesktop", works=True), list[str](), Record()
        teller = Teller(Notifiers([daemon, WindowNotifier(bar.append)]), record.mark_told)
        telling = asyncio.create_task(teller.run())
        teller.take([notice(1), notice(2)])
        assert await record.told.get() == ([1], "freedesktop")
        assert await record.told.get() == ([2], "freedesktop")
        daemon.works = False
        teller.take([notice(3)])
        assert await record.told.get() == ([3], "window")
        assert bar == ["Spring sale · 3 of 5 copies after 1:52"]
        telling.cancel()
        await asyncio.wait([telling])

    asyncio.run(scenario())


class SlowScreen(Screen):
    """Answers some time after the message is out, as a busy desktop does."""

    def __init__(self) -> None:
        super().__init__("freedesktop", works=True)
        self.is_out = asyncio.Event()
        self.answers = asyncio.Event()

    async def show(self, message: Message) -> bool:
        self.is_out.set()
        await self.answers.wait()
        return await super().show(message)


def test_a_message_that_is_out_when_the_program_ends_is_recorded_and_the_next_one_not_sent() -> None:
    async def scenario() -> None:
        screen, record = SlowScreen(), Record()
        teller = Teller(Notifiers([screen]), record.mark_told)
        telling = asyncio.create_task(teller.run())
        teller.take([notice(1), notice(2)])
        await screen.is_out.wait()
        telling.cancel()
        await asyncio.sleep(0)
        screen.answers.set()
        await asyncio.wait([telling])
        assert telling.cancelled()
        assert record.told.get_nowait() == ([1], "freedesktop")
        assert record.told.empty()

    asyncio.run(scenario())


def test_a_record_that_cannot_be_written_does_not_end_the_telling(caplog: pytest.LogCaptureFixture) -> None:
    async def scenario() -> None:
        record = Record(Problem(ProblemKind.DATABASE_WRITE, {"reason": "disk full"}))
        teller = Teller(Notifiers([Screen("freedesktop", works=True)]), record.mark_told)
        telling = asyncio.create_task(teller.run())
        for number in (1, 2):
            teller.take([notice(number)])
            assert await record.told.get() == ([number], "freedesktop")
        telling.cancel()
        await asyncio.wait([telling])

    with caplog.at_level(logging.WARNING):
        asyncio.run(scenario())
    assert "disk full" in caplog.text
