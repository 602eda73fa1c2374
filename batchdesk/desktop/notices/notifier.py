"""How an operator is told something outside the window: one small interface, and the choice among its makers."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from batchdesk.batch.identity import BatchKey


class Message(Struct, frozen=True):
    """What a person is told. Plain text: a notifier whose desktop reads markup escapes it."""

    tag: str
    """A message replaces the one before it with the same tag."""
    title: str
    body: str
    urgent: bool = False
    keys: tuple[BatchKey, ...] = ()
    """The batches it is about."""
    category: str = ""
    """One of the Desktop Notifications Specification, where one fits."""
    sound: str = ""
    """A name of the freedesktop Sound Naming Specification; empty: silent."""
    name: str = ""
    """The same when a crash has it told again: a desktop that knows messages by name then shows one. Empty: none."""


class Answers(Protocol):
    """What an operator's click on a message leads to. Called on the GUI thread."""

    def open(self, message: Message) -> None:
        """Show what the message is about in the window."""
        ...

    def browse(self, message: Message) -> None:
        """Show it in a browser."""
        ...


class Notifier(Protocol):
    """One way of showing messages."""

    @property
    def name(self) -> str:
        """What the record of notifications says of where a message was shown."""
        ...

    async def show(self, message: Message) -> bool:
        """Show a message; False when this way cannot, and another is to be tried. Never raises, never blocks."""
        ...

    async def close(self) -> None:
        """Let go of everything; messages on the screen stay."""
        ...


class Notifiers:
    """Several ways in order of preference: the first that can show a message does."""

    def __init__(self, notifiers: Sequence[Notifier]) -> None:
        self._notifiers = notifiers

    async def show(self, message: Message) -> str:
        """Show a message and return the name of the way that did; empty when none could."""
        for notifier in self._notifiers:
            if await notifier.show(message):
                return notifier.name
        return ""

    async def close(self) -> None:
        """Close all of them."""
        for notifier in self._notifiers:
            await notifier.close()
