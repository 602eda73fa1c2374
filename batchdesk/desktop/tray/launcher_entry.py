"""The button in a Linux dock or taskbar, by Unity's launcher interface, which Plasma, Dash to Dock and Plank follow.

Source: https://wiki.ubuntu.com/Unity/LauncherAPI, 'Low level DBus API'. It is one signal, which nobody need hear.
"""

import asyncio
import logging

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusFastError

from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.desktop.tray.badge import Badge

INTERFACE = "com.canonical.Unity.LauncherEntry"
LAUNCHER = "com.canonical.Unity"
"""The name that a dock takes when it begins to listen."""
APPLICATION = "application://batchdesk.desktop"

BEAT_SECONDS = 0.5
"""Between two signals: a thousand ends in a second move the bar as often as an eye can follow."""

_PATH = "/com/canonical/unity/launcherentry/1"
_BUS = "org.freedesktop.DBus"
_LAUNCHER_CAME = f"type='signal',sender='{_BUS}',member='NameOwnerChanged',arg0='{LAUNCHER}'"

_log = logging.getLogger("batchdesk.desktop")


class LauncherEntry:
    """Says the newest badge at once, then at most once a beat; and again to a dock that comes up later.

    Without a session bus it says nothing. Its one task is `tasks`' to end, and leaves the bus, which takes the badge
    from the button.
    """

    def __init__(self, tasks: OwnedTasks, *, bus_address: str | None = None) -> None:
        self._tasks = tasks
        self._bus_address = bus_address
        self._badge = Badge()
        self._new = asyncio.Event()
        self._running = False

    def show(self, badge: Badge) -> None:
        """Say this from now on."""
        if badge == self._badge:
            return
        self._badge = badge
        self._new.set()
        if not self._running:
            self._running = True
            self._tasks.start(self._run())

    async def _run(self) -> None:
        try:
            bus = await MessageBus(bus_address=self._bus_address).connect()
        except (OSError, EOFError, KeyError, DBusFastError) as error:
            # KeyError: what dbus-fast raises without HOME and without an address of the bus. It stays `running`: there
            # is one session bus, or none.
            _log.info("no session bus for the taskbar: %s", error or type(error).__name__)
            return
        try:
            bus.add_message_handler(self._heard)
            await bus.call(
                Message(_BUS, "/org/freedesktop/DBus", _BUS, "AddMatch", signature="s", body=[_LAUNCHER_CAME])
            )
            while bus.connected:
                await self._new.wait()
                self._new.clear()
                # The library says `Future` without of what.
                await bus.send(_update(self._badge))  # pyright: ignore[reportUnknownMemberType]
                await asyncio.sleep(BEAT_SECONDS)
        finally:
            bus.disconnect()
            await asyncio.shield(bus.wait_for_disconnect())

    def _heard(self, message: Message) -> None:
        if message.message_type is MessageType.SIGNAL and message.member == "NameOwnerChanged" and message.body[2]:
            self._new.set()


def _update(badge: Badge) -> Message:
    properties = {
        "count": Variant("x", badge.number),
        "count-visible": Variant("b", badge.number > 0),
        "progress": Variant("d", badge.progress or 0.0),
        "progress-visible": Variant("b", badge.progress is not None),
        "urgent": Variant("b", badge.urgent),
    }
    return Message.new_signal(_PATH, INTERFACE, "Update", "sa{sv}", [APPLICATION, properties])
