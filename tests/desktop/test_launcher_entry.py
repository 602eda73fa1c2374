"""The badge as a dock hears it, on a bus of the test's own."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

import pytest
from dbus_fast import Message, MessageType, NameFlag
from dbus_fast.aio import MessageBus

from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.tray.badge import Badge
from batchdesk.desktop.tray.launcher_entry import INTERFACE, LAUNCHER, LauncherEntry

OnLoop = Callable[[Coroutine[Any, Any, Any]], Any]
SIGNATURES = {"count": "x", "count-visible": "b", "progress": "d", "progress-visible": "b", "urgent": "b"}
"""Every property that is sent, and its type by the interface."""


class Dock:
    """Hears every `Update`, and refuses what has another shape."""

    def __init__(self, bus: MessageBus) -> None:
        self.bus = bus
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        bus.add_message_handler(self._take)

    def _take(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL and message.interface == INTERFACE:
            assert (message.member, message.signature) == ("Update", "sa{sv}")
            application, properties = message.body
            assert application == "application://batchdesk.desktop"
            assert {name: value.signature for name, value in properties.items()} == SIGNATURES
            self.heard.put_nowait({name: value.value for name, value in properties.items()})


@asynccontextmanager
async def dock(address: str) -> AsyncIterator[Dock]:
    bus = await MessageBus(bus_address=address).connect()
    name = "org.freedesktop.DBus"
    rule = f"type='signal',interface='{INTERFACE}'"
    await bus.call(Message(name, "/org/freedesktop/DBus", name, "AddMatch", signature="s", body=[rule]))
    try:
        yield Dock(bus)
    finally:
        bus.disconnect()
        await bus.wait_for_disconnect()


@asynccontextmanager
async def launcher_entry(address: str) -> AsyncIterator[LauncherEntry]:
    tasks = OwnedTasks(lambda words: pytest.fail(words))
    try:
        yield LauncherEntry(tasks, bus_address=address)
    finally:
        await tasks.finish()


def test_a_dock_hears_number_progress_and_urgency(on_qt_loop: OnLoop, session_bus: str) -> None:
    async def run() -> None:
        async with dock(session_bus) as listener, launcher_entry(session_bus) as entry:
            entry.show(Badge(3, 0.25, urgent=True))
            assert await listener.heard.get() == {
                "count": 3,
                "count-visible": True,
                "progress": 0.25,
                "progress-visible": True,
                "urgent": True,
            }
            entry.show(Badge())
            assert not any((await listener.heard.get()).values())

    on_qt_loop(run())


def test_a_burst_is_said_by_its_newest(on_qt_loop: OnLoop, session_bus: str) -> None:
    async def run() -> None:
        async with dock(session_bus) as listener, launcher_entry(session_bus) as entry:
            entry.show(Badge(1))
            assert (await listener.heard.get())["count"] == 1
            for number in range(2, 1001):
                entry.show(Badge(number))
            assert (await listener.heard.get())["count"] == 1000
            assert listener.heard.empty()

    on_qt_loop(run())


def test_a_dock_that_comes_later_hears_it_too(on_qt_loop: OnLoop, session_bus: str) -> None:
    async def run() -> None:
        async with dock(session_bus) as listener, launcher_entry(session_bus) as entry:
            entry.show(Badge(7))
            await listener.heard.get()
            await listener.bus.request_name(LAUNCHER, NameFlag.DO_NOT_QUEUE)
            assert (await listener.heard.get())["count"] == 7

    on_qt_loop(run())


def test_without_a_bus_nothing_happens(on_qt_loop: OnLoop) -> None:
    async def run() -> None:
        async with launcher_entry("unix:path=/nowhere/at/all") as entry:
            entry.show(Badge(1))
            await asyncio.sleep(0)
            entry.show(Badge(2))

    on_qt_loop(run())
