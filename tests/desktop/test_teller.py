"""From a notice to a message that was shown and recorded."""

import asyncio
import logging
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from batchdesk.batch import status
from batchdesk.batch.holding import Group
from batchdesk.batch.identity import BatchKey
from batchdesk.batch.problem import BatchdeskError, Problem, ProblemKind
from batchdesk.batch.rules import Rule, Rules, Tell
from batchdesk.batch.telling import Notice, Telling
from batchdesk.desktop.notices.notifier import Message, Notifier, Notifiers
from batchdesk.desktop.notices.teller import Teller, message_for
from batchdesk.settings.values import TellingSettings
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
    """What was written down of the telling."""

    def __init__(self, problem: Problem | None = None) -> None:
        self.told: asyncio.Queue[tuple[list[int], str]] = asyncio.Queue()
        self.kept: asyncio.Queue[tuple[str, list[int], str]] = asyncio.Queue()
        self.names: dict[int, str] = {}
        self._problem = problem

    async def mark_told(self, notice_ids: Sequence[int], shown: str) -> None:
        self.told.put_nowait((list(notice_ids), shown))
        self._fail()

    async def name_message(self, notice_ids: Sequence[int], name: str) -> None:
        self.names.update(dict.fromkeys(notice_ids, name))
        self._fail()

    async def withhold(self, notice_ids: Sequence[int], why: str) -> None:
        self.kept.put_nowait(("withheld", list(notice_ids), why))
        self._fail()

    async def hold(self, notice_ids: Sequence[int], why: str) -> None:
        self.kept.put_nowait(("held", list(notice_ids), why))
        self._fail()

    def _fail(self) -> None:
        if self._problem is not None:
            raise BatchdeskError(self._problem)


class Desk:
    """A teller with all that it asks, each to be changed while it runs."""

    def __init__(self, notifiers: Sequence[Notifier], record: Record, settings: TellingSettings | None = None) -> None:
        self.settings = settings or TellingSettings()
        self.runs = False
        self.now = NOW
        self.teller = Teller(
            Notifiers(notifiers), record, lambda: self.settings, lambda _rule: self.runs, lambda: self.now
        )

    @asynccontextmanager
    async def telling(self) -> AsyncIterator[Teller]:
        task = asyncio.create_task(self.teller.run())
        try:
            yield self.teller
        finally:
            task.cancel()
            await asyncio.wait([task])


def said(notices: tuple[Notice, ...]) -> Message:
    return message_for(Group(notices), TellingSettings())


def test_says_what_ended_how_and_after_how_long() -> None:
    message = said((notice(1),))
    assert f"{message.title} · {message.body}" == "Spring sale · 3 of 5 copies after 1:52"
    assert message.keys == (BatchKey("https://one.example", "cm1"),)
    assert not message.urgent


def test_a_failure_is_urgent_also_in_a_count() -> None:
    message = said((notice(1, status.SUCCEEDED), notice(2, status.FAILED)))
    assert message.urgent
    assert message.title == "2 batches ended"
    assert message.body == "1 succeeded, 1 failed"


def test_what_ended_meanwhile_is_one_digest() -> None:
    message = said((notice(1, status.SUCCEEDED, away=True), notice(2, status.SUCCEEDED, away=True)))
    assert f"{message.title}: {message.body}" == "While you were away: 2 batches ended: 2 succeeded"


def test_a_batchs_message_replaces_its_last_and_no_other() -> None:
    tags = [said(group).tag for group in [(notice(1),), (notice(2),), (notice(1), notice(2))]]
    assert len(set(tags)) == 3
    assert said((notice(1, status.FAILED),)).tag == tags[0]


def test_what_is_told_again_after_a_crash_has_the_name_it_had() -> None:
    shown = said((notice(1),))
    again = replace(notice(1, away=True), name=shown.name)
    assert said((again,)).name == shown.name
    assert said((notice(2, away=True), again)).name == shown.name
    assert said((notice(2), notice(1))).name != shown.name


def test_records_where_each_end_was_shown() -> None:
    async def scenario() -> None:
        daemon, window, record = Screen("freedesktop", works=True), Screen("window", works=True), Record()
        teller = Desk([daemon, window], record).teller
        telling = asyncio.create_task(teller.run())
        teller.take([notice(1), notice(2)])
        assert await record.told.get() == ([1], "freedesktop")
        assert await record.told.get() == ([2], "freedesktop")
        daemon.works = False
        teller.take([notice(3)])
        assert await record.told.get() == ([3], "window")
        assert len(window.messages) == 1
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
        teller = Desk([screen], record).teller
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
        teller = Desk([Screen("freedesktop", works=True)], record).teller
        telling = asyncio.create_task(teller.run())
        for number in (1, 2):
            teller.take([notice(number)])
            assert await record.told.get() == ([number], "freedesktop")
        telling.cancel()
        await asyncio.wait([telling])

    with caplog.at_level(logging.WARNING):
        asyncio.run(scenario())
    assert "disk full" in caplog.text


def test_a_message_has_its_name_before_it_is_sent() -> None:
    class Asking(Screen):
        async def show(self, message: Message) -> bool:
            named.append(record.names[1] == message.name != "")
            return await super().show(message)

    named: list[bool] = []
    record = Record()

    async def scenario() -> None:
        async with Desk([Asking("freedesktop", works=True)], record).telling() as teller:
            teller.take([notice(1)])
            await record.told.get()

    asyncio.run(scenario())
    assert named == [True]


def test_what_a_rule_forbids_is_only_recorded() -> None:
    async def scenario() -> None:
        screen, record = Screen("freedesktop", works=True), Record()
        rules = Rules(outcomes=(status.FAILED,))
        async with Desk([screen], record, TellingSettings(rules)).telling() as teller:
            teller.take([notice(1), replace(notice(2), telling=Telling.NEVER), notice(3, status.FAILED)])
            assert await record.told.get() == ([3], "freedesktop")
            assert await record.kept.get() == ("withheld", [1], "rule")
            assert await record.kept.get() == ("withheld", [2], "muted")
        assert len(screen.messages) == 1

    asyncio.run(scenario())


def test_a_pause_that_ends_tells_what_it_held_in_one() -> None:
    async def scenario() -> None:
        screen, record = Screen("freedesktop", works=True), Record()
        desk = Desk([screen], record, TellingSettings(Rules(paused_until=NOW + timedelta(hours=1))))
        async with desk.telling() as teller:
            teller.take([notice(1), notice(2, status.FAILED)])
            assert await record.kept.get() == ("held", [1, 2], "paused")
            assert teller.holds
            desk.now = NOW + timedelta(hours=1)
            teller.look_again()
            assert await record.told.get() == ([1, 2], "digest: freedesktop")
        assert [message.title for message in screen.messages] == ["While notifications were paused: 2 batches ended"]

    asyncio.run(scenario())


def test_the_last_of_a_kind_is_told_with_those_that_waited_for_it() -> None:
    async def scenario() -> None:
        screen, record = Screen("freedesktop", works=True), Record()
        desk = Desk([screen], record, TellingSettings(Rules(rules=(Rule(Tell.LAST, tag="spring"),))))
        desk.runs = True
        async with desk.telling() as teller:
            teller.take([replace(notice(number), tags=("spring",)) for number in (1, 2)])
            assert await record.kept.get() == ("held", [1, 2], "waits for others")
            desk.runs = False
            while record.told.empty():
                desk.now += timedelta(seconds=1)
                teller.look_again()
                await asyncio.sleep(0)
            assert await record.told.get() == ([1, 2], "digest: freedesktop")
        assert screen.messages[0].title == "The last of 2 batches has ended"

    asyncio.run(scenario())


def test_what_can_be_shown_nowhere_is_held_and_shown_once_when_it_can() -> None:
    async def scenario() -> None:
        screen, record = Screen("freedesktop", works=False), Record()
        async with Desk([screen], record).telling() as teller:
            for number in (1, 2):
                teller.take([notice(number)])
                assert await record.kept.get() == ("held", [number], "no daemon")
            screen.works = True
            teller.try_again()
            assert await record.told.get() == ([1, 2], "digest: freedesktop")
            teller.try_again()
            teller.take([notice(3)])
            assert await record.told.get() == ([3], "freedesktop")
        assert [message.title for message in screen.messages] == ["2 batches ended", "Spring sale"]

    asyncio.run(scenario())


def test_a_message_that_is_shown_brings_out_those_that_were_not() -> None:
    async def scenario() -> None:
        screen, record = Screen("freedesktop", works=False), Record()
        async with Desk([screen], record).telling() as teller:
            teller.take([notice(1)])
            await record.kept.get()
            screen.works = True
            teller.take([notice(2)])
            assert await record.told.get() == ([2], "freedesktop")
            assert await record.told.get() == ([1], "freedesktop")

    asyncio.run(scenario())


def test_many_ends_ask_once_a_rule_what_still_runs() -> None:
    async def scenario() -> None:
        asked: list[Rule] = []
        rules = Rules(rules=(Rule(Tell.LAST, tag="spring"),))
        record = Record()
        teller = Teller(
            Notifiers([Screen("freedesktop", works=True)]),
            record,
            lambda: TellingSettings(rules),
            lambda rule: asked.append(rule) is None,
            lambda: NOW,
        )
        telling = asyncio.create_task(teller.run())
        teller.take([replace(notice(number), tags=("spring",)) for number in range(500)])
        await record.kept.get()
        telling.cancel()
        await asyncio.wait([telling])
        assert len(asked) == 1

    asyncio.run(scenario())


def test_names_are_as_the_operator_wants_them() -> None:
    message = message_for(Group((notice(1, status.FAILED),)), TellingSettings(hide_names=True))
    assert message.title == "A batch"


def test_the_worst_outcome_has_its_sound_where_sounds_are_wanted() -> None:
    loud = TellingSettings(sounds=True)
    ends = [notice(1, status.SUCCEEDED), notice(2), notice(3, status.FAILED)]
    sounds = [message_for(Group(tuple(ends[:count])), loud).sound for count in (1, 2, 3)]
    assert sounds == ["complete", "dialog-warning", "dialog-error"]
    assert said((notice(1, status.FAILED),)).sound == ""
