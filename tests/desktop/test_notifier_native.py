"""Against a library of the test's own, with the names and the manners of desktop-notifier 6.2."""

import asyncio
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from types import ModuleType

import pytest

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.notices import native
from batchdesk.desktop.notices.native import NativeNotifier
from batchdesk.desktop.notices.notifier import Message

KEY = BatchKey("https://one.example", "cm1")


class Urgency(Enum):
    Critical = "critical"
    Normal = "normal"


@dataclass(frozen=True)
class Icon:
    path: Path


@dataclass(frozen=True)
class Button:
    title: str
    on_pressed: Callable[[], object]
    identifier: str


@dataclass(frozen=True)
class Notification:
    title: str
    message: str
    urgency: Urgency
    buttons: tuple[Button, ...]
    sound: object
    identifier: str
    on_clicked: Callable[[], object]
    on_dispatched: Callable[[], object]


@dataclass
class Center:
    """What the operator sees, and how the system behaves."""

    allowed: bool = True
    abilities: frozenset[str] = frozenset({"title"})
    broken: bool = False
    asked: int = 0
    answered: asyncio.Event | None = None
    """What the operator's answer is waited for; None: it comes at once."""
    shown: dict[str, Notification] = field(default_factory=dict)

    async def request_authorisation(self) -> bool:
        self.asked += 1
        if self.answered is not None:
            await self.answered.wait()
        return self.allowed

    async def has_authorisation(self) -> bool:
        return self.allowed

    async def get_capabilities(self) -> frozenset[str]:
        return self.abilities

    async def send_notification(self, notification: Notification) -> str:
        if not self.broken:  # the library writes a failure to its log, and returns
            self.shown[notification.identifier] = notification
            notification.on_dispatched()
        return notification.identifier

    async def clear(self, identifier: str) -> None:
        self.shown.pop(identifier, None)


class Clicks:
    def __init__(self) -> None:
        self.opened: list[Message] = []
        self.browsed: list[Message] = []

    def open(self, message: Message) -> None:
        self.opened.append(message)

    def browse(self, message: Message) -> None:
        self.browsed.append(message)


@pytest.fixture
def center(monkeypatch: pytest.MonkeyPatch) -> Center:
    center = Center()
    library = ModuleType("desktop_notifier")
    names = {"Urgency": Urgency, "Icon": Icon, "Button": Button, "Notification": Notification, "DEFAULT_SOUND": "sound"}
    for name, value in names.items():
        setattr(library, name, value)
    library.DesktopNotifier = lambda _name, _icon: center  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "desktop_notifier", library)
    return center


def message(name: str = "", *, urgent: bool = False, sound: str = "") -> Message:
    return Message("cm1", "Spring sale", "failed", urgent=urgent, keys=(KEY,), name=name, sound=sound)


def shown(*messages: Message, clicks: Clicks | None = None) -> list[bool]:
    notifier = NativeNotifier(clicks or Clicks(), icon=Path("icon.png"))

    async def scenario() -> list[bool]:
        results = [await notifier.show(each) for each in messages]
        await notifier.close()
        return results

    return asyncio.run(scenario())


def test_a_message_has_its_urgency_its_sound_and_clicks_that_come_back(center: Center) -> None:
    clicks = Clicks()
    assert shown(message(urgent=True, sound="dialog-error"), clicks=clicks) == [True]
    (notification,) = center.shown.values()
    assert (notification.title, notification.message) == ("Spring sale", "failed")
    assert (notification.urgency, notification.sound) == (Urgency.Critical, "sound")
    notification.on_clicked()
    notification.buttons[0].on_pressed()
    assert (len(clicks.opened), len(clicks.browsed)) == (1, 1)


def test_the_same_batch_and_the_same_name_replace(center: Center) -> None:
    assert shown(message("one end"), message("another end of the same batch")) == [True, True]
    assert len(center.shown) == 1
    # After a restart it is the name alone that tells.
    assert shown(message("another end of the same batch")) == [True]
    assert len(center.shown) == 1
    assert center.asked == 2
    assert all(len(identifier) <= 64 for identifier in center.shown)


@pytest.mark.parametrize(
    "manners",
    [{"allowed": False}, {"abilities": frozenset[str]()}, {"broken": True}],
    ids=lambda manners: next(iter(manners)),
)
def test_what_the_system_does_not_show_is_not_taken_for_shown(center: Center, manners: dict[str, object]) -> None:
    for name, value in manners.items():
        setattr(center, name, value)
    assert shown(message()) == [False]


def test_nothing_waits_for_a_person_who_is_asked_for_leave(center: Center, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(native, "PATIENCE_SECONDS", 0.01)
    center.answered, center.allowed = asyncio.Event(), False
    assert shown(message(), message()) == [False, False]
    assert center.asked == 1


def test_without_the_library_another_way_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "desktop_notifier", None)
    assert shown(message()) == [False]
