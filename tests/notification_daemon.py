"""A session bus that nothing else is on, and a notification daemon that refuses what real ones refuse."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dbus_fast import Message as BusMessage
from dbus_fast import MessageType, NameFlag
from dbus_fast.aio import MessageBus

from batchdesk.desktop.notices.freedesktop import PATH, SERVICE

NAME_HINT = "x-canonical-private-synchronous"
HINT_TYPES = {
    "urgency": "y",
    "category": "s",
    "desktop-entry": "s",
    "sound-name": "s",
    "suppress-sound": "b",
    NAME_HINT: "s",
}
"""Every hint that is sent, and its type by the specification."""

BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""
"""Without any folder of services: nothing that happens to be installed is started."""


@contextmanager
def private_bus(folder: Path) -> Iterator[str]:
    """Run a bus below `folder`, and give its address."""
    configuration = folder / "bus.conf"
    configuration.write_text(BUS_CONFIGURATION.format(folder=folder))
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile", "--print-address"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DBUS_")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as daemon:
        assert daemon.stdout is not None
        try:
            yield daemon.stdout.readline().strip()
        finally:
            daemon.terminate()


@dataclass
class Daemon:
    """Takes what the specification allows, of exactly the types it names, and nothing else.

    Replaces by name, as dunst does: the older message goes, and the new one has a number of its own.
    """

    bus: MessageBus
    capabilities: list[str]
    shown: dict[int, list[Any]] = field(default_factory=dict)
    next_number: int = 1
    sent: list[list[Any]] = field(default_factory=list)
    """Every message that was taken, in order, also those that were replaced later."""
    named: dict[str, int] = field(default_factory=dict)
    answers: bool = True
    """Whether it says that it has taken a message."""
    heard: asyncio.Event = field(default_factory=asyncio.Event)

    def handle(self, message: BusMessage) -> BusMessage | bool | None:
        if message.message_type is not MessageType.METHOD_CALL or message.interface != SERVICE:
            return None
        if message.member == "GetCapabilities":
            return BusMessage.new_method_return(message, "as", [self.capabilities])
        if message.member == "GetServerInformation":
            return BusMessage.new_method_return(message, "ssss", ["strict", "batchdesk", "1", "1.2"])
        if message.member == "Notify" and message.signature == "susssasa{sv}i":
            answer = self.notify(message)
            return answer if self.answers else True
        return BusMessage.new_error(message, "org.freedesktop.DBus.Error.InvalidArgs", str(message.signature))

    def notify(self, message: BusMessage) -> BusMessage:
        replaces, actions, hints = message.body[1], message.body[5], message.body[6]
        wrong = [name for name, hint in hints.items() if HINT_TYPES[name] != hint.signature]
        if wrong or len(actions) % 2 or (replaces and replaces not in self.shown):
            return BusMessage.new_error(message, "org.freedesktop.DBus.Error.InvalidArgs", "refused")
        number = replaces
        if not number:
            number, self.next_number = self.next_number, self.next_number + 1
        if NAME_HINT in hints:
            self.shown.pop(self.named.get(hints[NAME_HINT].value, 0), None)
            self.named[hints[NAME_HINT].value] = number
        self.shown[number] = message.body
        self.sent.append(message.body)
        self.heard.set()
        return BusMessage.new_method_return(message, "u", [number])

    async def has_taken(self, count: int) -> None:
        """Wait until this many messages were taken."""
        while len(self.sent) < count:
            self.heard.clear()
            await self.heard.wait()

    async def is_alone(self) -> None:
        """Wait until nobody else is on the bus. What the others had sent has then been taken."""
        alone = {"org.freedesktop.DBus", SERVICE, self.bus.unique_name}
        bus = "org.freedesktop.DBus"
        while True:
            names = await self.bus.call(BusMessage(bus, "/org/freedesktop/DBus", bus, "ListNames"))
            if set(names.body[0]) == alone:
                return

    async def emit(self, member: str, signature: str, body: list[Any]) -> None:
        await self.bus.send(BusMessage.new_signal(PATH, SERVICE, member, signature, body))


@asynccontextmanager
async def run_daemon(address: str, *capabilities: str, next_number: int = 1) -> AsyncIterator[Daemon]:
    bus = await MessageBus(bus_address=address).connect()
    daemon = Daemon(bus, list(capabilities), next_number=next_number)
    bus.add_message_handler(daemon.handle)
    await bus.request_name(SERVICE, NameFlag.DO_NOT_QUEUE)
    try:
        yield daemon
    finally:
        bus.disconnect()
        await bus.wait_for_disconnect()
