"""One message when no server could be reached for long, and one when it is over."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from batchdesk.batch import reach
from batchdesk.batch.reach import Standing
from batchdesk.batch.rules import Rules
from batchdesk.desktop.notices.connection import ConnectionTeller
from batchdesk.desktop.notices.notifier import Message, Notifiers
from batchdesk.settings.values import TellingSettings
from batchdesk.words.catalogue import set_language

NOW = datetime(2026, 11, 24, tzinfo=UTC)


class Screen:
    name = "screen"

    def __init__(self) -> None:
        self.messages: asyncio.Queue[Message] = asyncio.Queue()

    async def show(self, message: Message) -> bool:
        self.messages.put_nowait(message)
        return True

    async def close(self) -> None:
        """Nothing is held."""


class Desk:
    """A teller that tells, and what it asks."""

    def __init__(self) -> None:
        self.settings = TellingSettings()
        self.now = NOW
        self.screen = Screen()
        self.teller = ConnectionTeller(Notifiers([self.screen]), lambda: self.settings, lambda: self.now)

    @asynccontextmanager
    async def telling(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.teller.run())
        try:
            yield
        finally:
            task.cancel()
            await asyncio.wait([task])

    async def title(self) -> str:
        return (await self.screen.messages.get()).title


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "PATIENCE_SECONDS", 0.01)
    set_language("en")


def test_told_once_and_in_its_own_place() -> None:
    async def scenario() -> None:
        desk = Desk()
        async with desk.telling():
            desk.teller.stands(Standing.UNREACHABLE)
            lost = await desk.screen.messages.get()
            desk.teller.stands(Standing.HEARD)
            back = await desk.screen.messages.get()
            assert (lost.title, back.title) == ("No server can be reached", "Connected again")
            assert lost.tag == back.tag
            desk.teller.stands(Standing.SIGNED_OUT)
            assert await desk.title() == "The session has ended"
        assert desk.screen.messages.empty()

    asyncio.run(scenario())


def test_who_does_not_want_it_hears_nothing_until_it_is_wanted() -> None:
    async def scenario() -> None:
        desk = Desk()
        desk.settings = TellingSettings(connection=False)
        async with desk.telling():
            desk.teller.stands(Standing.UNREACHABLE)
            await asyncio.sleep(0.02)
            assert desk.screen.messages.empty()
            desk.settings = TellingSettings()
            desk.teller.look_again()
            assert await desk.title() == "No server can be reached"

    asyncio.run(scenario())


def test_a_pause_keeps_it_back_and_its_end_tells_what_still_holds() -> None:
    async def scenario() -> None:
        desk = Desk()
        desk.settings = TellingSettings(Rules(paused_until=NOW + timedelta(hours=1)))
        async with desk.telling():
            desk.teller.stands(Standing.UNREACHABLE)
            await asyncio.sleep(0.02)
            assert desk.screen.messages.empty()
            desk.now = NOW + timedelta(hours=1)
            desk.teller.look_again()
            assert await desk.title() == "No server can be reached"

    asyncio.run(scenario())
