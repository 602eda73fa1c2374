"""Against a notification daemon that refuses what real ones refuse, on a bus of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from dbus_fast import Variant
from msgspec.structs import replace

from batchdesk.batch.identity import BatchKey
from batchdesk.desktop.notices.freedesktop import FreedesktopNotifier
from batchdesk.desktop.notices.notifier import Message

KEY = BatchKey("https://one.example", "cm1")
OTHER = BatchKey("https://one.example", "cm2")


class Clicks:
    """What an operator's clicks led to."""

    def __init__(self) -> None:
        self.opened: asyncio.Queue[Message] = asyncio.Queue()
        self.browsed: asyncio.Queue[Message] = asyncio.Queue()

    def open(self, message: Message) -> None:
        self.opened.put_nowait(message)

    def browse(self, message: Message) -> None:
        self.browsed.put_nowait(message)


@asynccontextmanager
async def notifying(
    address: str, clicks: Clicks | None = None, ready: Callable[[], None] = lambda: None
) -> AsyncIterator[FreedesktopNotifier]:
    notifier = FreedesktopNotifier(clicks or Clicks(), icon="batchdesk", ready=ready, bus_address=address)
    try:
        yield notifier
    finally:
        await notifier.close()


def message(key: BatchKey = KEY, body: str = "3 of 5 copies after 1:52", *, urgent: bool = False) -> Message:
    return Message(key.batch_id, "Spring sale", body, urgent=urgent, keys=(key,), category="transfer.complete")


def test_sends_text_urgency_category_and_desktop_entry(session_bus: str, running_daemon: Any, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        async with running_daemon(session_bus, "body") as daemon, notifying(session_bus) as notifier:
            assert await notifier.show(message())
            assert await notifier.show(message(OTHER, urgent=True))
            quiet, loud = daemon.shown[1], daemon.shown[2]
            assert quiet[3:5] == ["Spring sale", "3 of 5 copies after 1:52"]
            assert quiet[6] == {
                "urgency": Variant("y", 1),
                "category": Variant("s", "transfer.complete"),
                "desktop-entry": Variant("s", "batchdesk"),
                "suppress-sound": Variant("b", True),
            }
            assert loud[6]["urgency"] == Variant("y", 2)

    on_qt_loop(scenario())


def test_offers_actions_only_where_the_daemon_has_them(session_bus: str, running_daemon: Any) -> None:
    async def scenario() -> None:
        async with running_daemon(session_bus, "body", "actions") as daemon, notifying(session_bus) as notifier:
            await notifier.show(message())
            await notifier.show(Message(tag="digest", title="2 batches ended", body="2 failed", keys=(KEY, OTHER)))
            assert daemon.shown[1][5][::2] == ["default", "browse"]
            assert daemon.shown[2][5][::2] == ["default"]
        async with running_daemon(session_bus, "body") as daemon, notifying(session_bus) as notifier:
            await notifier.show(message())
            assert daemon.shown[1][5] == []

    asyncio.run(scenario())


@pytest.mark.parametrize(
    ("capabilities", "sent"),
    [(("body",), "<b>x</b> & y"), (("body", "body-markup"), "&lt;b&gt;x&lt;/b&gt; &amp; y")],
)
def test_escapes_the_body_where_markup_is_read(
    session_bus: str, running_daemon: Any, capabilities: tuple[str, ...], sent: str
) -> None:
    async def scenario() -> None:
        async with running_daemon(session_bus, *capabilities) as daemon, notifying(session_bus) as notifier:
            await notifier.show(message(body="<b>x</b> & y"))
            assert daemon.shown[1][4] == sent

    asyncio.run(scenario())


def test_text_that_no_bus_would_carry_is_mended(session_bus: str, running_daemon: Any) -> None:
    async def scenario() -> None:
        async with running_daemon(session_bus) as daemon, notifying(session_bus) as notifier:
            assert await notifier.show(message(body="nul\0 and half a pair \ud83d"))
            assert daemon.shown[1][4] == "nul and half a pair ?"

    asyncio.run(scenario())


def test_a_click_opens_the_batch_it_was_about(session_bus: str, running_daemon: Any, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        clicks = Clicks()
        async with running_daemon(session_bus, "actions") as daemon, notifying(session_bus, clicks) as notifier:
            await notifier.show(message(KEY))
            await notifier.show(message(OTHER))
            await daemon.emit("ActionInvoked", "us", [99, "default"])
            await daemon.emit("ActionInvoked", "us", [1, "default"])
            assert (await clicks.opened.get()).keys == (KEY,)
            await daemon.emit("ActionInvoked", "us", [2, "browse"])
            assert (await clicks.browsed.get()).keys == (OTHER,)
            assert clicks.opened.empty()

    on_qt_loop(scenario())


def test_the_token_that_lets_the_window_come_to_the_front_is_passed_on(
    session_bus: str, running_daemon: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_ACTIVATION_TOKEN", "")
    import os

    async def scenario() -> None:
        clicks = Clicks()
        async with running_daemon(session_bus, "actions") as daemon, notifying(session_bus, clicks) as notifier:
            await notifier.show(message())
            await daemon.emit("ActivationToken", "us", [1, "token-1"])
            await daemon.emit("ActionInvoked", "us", [1, "default"])
            await clicks.opened.get()
            assert os.environ["XDG_ACTIVATION_TOKEN"] == "token-1"

    asyncio.run(scenario())


def test_a_batch_that_changes_again_replaces_its_own_message(session_bus: str, running_daemon: Any) -> None:
    async def scenario() -> None:
        async with running_daemon(session_bus) as daemon, notifying(session_bus) as notifier:
            await notifier.show(message(body="failed"))
            await notifier.show(message(OTHER))
            await notifier.show(message(body="5 of 5 copies"))
            assert [body[4] for body in daemon.shown.values()] == ["5 of 5 copies", "3 of 5 copies after 1:52"]

    asyncio.run(scenario())


def test_what_is_told_again_after_a_crash_replaces_what_was_shown(session_bus: str, running_daemon: Any) -> None:
    async def scenario() -> None:
        async with running_daemon(session_bus) as daemon:
            for body in ("before", "after"):
                async with notifying(session_bus) as notifier:
                    assert await notifier.show(replace(message(body=body), name="one end"))
                    assert await notifier.show(replace(message(OTHER, body=body), name="another"))
            assert [shown[4] for shown in daemon.shown.values()] == ["after", "after"]

    asyncio.run(scenario())


def test_a_closed_message_is_not_replaced_but_its_click_still_counts(session_bus: str, running_daemon: Any) -> None:
    async def scenario() -> None:
        clicks = Clicks()
        async with running_daemon(session_bus, "actions") as daemon, notifying(session_bus, clicks) as notifier:
            await notifier.show(message())
            await daemon.emit("NotificationClosed", "uu", [1, 1])
            # Signals of one sender keep their order: once the click is here, so was the close.
            await daemon.emit("ActionInvoked", "us", [1, "default"])
            assert (await clicks.opened.get()).keys == (KEY,)
            await notifier.show(message())
            assert list(daemon.shown) == [1, 2]

    asyncio.run(scenario())


def test_without_a_daemon_another_way_is_asked_for(session_bus: str, running_daemon: Any) -> None:
    async def scenario() -> None:
        async with notifying(session_bus) as notifier:
            assert not await notifier.show(message())
            async with running_daemon(session_bus) as daemon:
                assert await notifier.show(message())
                assert len(daemon.shown) == 1

    asyncio.run(scenario())


def test_a_daemon_that_comes_later_is_heard_of(session_bus: str, running_daemon: Any) -> None:
    async def scenario() -> None:
        came = asyncio.Event()
        async with notifying(session_bus, ready=came.set) as notifier:
            assert not await notifier.show(message())
            assert not came.is_set()
            async with running_daemon(session_bus) as daemon:
                await came.wait()
                assert await notifier.show(message())
                assert len(daemon.shown) == 1

    asyncio.run(scenario())


def test_without_a_bus_another_way_is_asked_for() -> None:
    async def scenario() -> None:
        async with notifying("unix:path=/nowhere/bus") as notifier:
            assert not await notifier.show(message())

    asyncio.run(scenario())


def test_a_daemon_that_starts_anew_is_asked_anew(session_bus: str, running_daemon: Any, on_qt_loop: Any) -> None:
    async def scenario() -> None:
        clicks = Clicks()
        async with notifying(session_bus, clicks) as notifier:
            async with running_daemon(session_bus, "body-markup"):
                await notifier.show(message(body="a & b"))
            async with running_daemon(session_bus, "actions", next_number=7) as daemon:
                # The strict daemon refuses a number it has not given.
                assert await notifier.show(message(body="a & b"))
                assert daemon.shown[7][1] == 0
                assert daemon.shown[7][4] == "a & b"
                await daemon.emit("ActionInvoked", "us", [7, "default"])
                assert (await clicks.opened.get()).keys == (KEY,)

    on_qt_loop(scenario())


def test_a_daemon_that_refuses_is_no_daemon(session_bus: str, running_daemon: Any) -> None:
    async def scenario() -> None:
        async with running_daemon(session_bus) as daemon, notifying(session_bus) as notifier:
            daemon.bus.add_message_handler(lambda call: None)
            daemon.bus.remove_message_handler(daemon.handle)
            assert not await notifier.show(message())

    asyncio.run(scenario())
