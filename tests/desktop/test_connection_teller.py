"""One message when no server could be reached for long, and one when it is over."""

import asyncio

import pytest

from batchdesk.batch import reach
from batchdesk.desktop.notices.connection import ConnectionTeller
from batchdesk.desktop.notices.notifier import Message, Notifiers
from batchdesk.words.catalogue import set_language


class Screen:
    name = "screen"

    def __init__(self) -> None:
        self.messages: asyncio.Queue[Message] = asyncio.Queue()

    async def show(self, message: Message) -> bool:
        self.messages.put_nowait(message)
        return True

    async def close(self) -> None:
        """Nothing is held."""


def test_told_once_and_in_its_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach, "PATIENCE_SECONDS", 0.01)
    set_language("en")

    async def scenario() -> None:
        screen = Screen()
        teller = ConnectionTeller(Notifiers([screen]))
        telling = asyncio.create_task(teller.run())
        teller.stands(offline=True, wanted=True)
        lost = await screen.messages.get()
        teller.stands(offline=False, wanted=True)
        back = await screen.messages.get()
        assert (lost.title, back.title) == ("No server can be reached", "Connected again")
        assert lost.tag == back.tag
        # Somebody who does not want it hears nothing; the next one is again worth a message.
        teller.stands(offline=True, wanted=False)
        teller.stands(offline=False, wanted=True)
        teller.stands(offline=True, wanted=True)
        assert (await screen.messages.get()).title == "No server can be reached"
        assert screen.messages.empty()
        telling.cancel()
        await asyncio.wait([telling])

    asyncio.run(scenario())
