"""Which of the ways to notify the window would choose here, and why. Loads no Qt."""

import importlib.util
import os
import sys
from dataclasses import dataclass, field
from typing import Any

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
LIBRARY = "desktop_notifier"
"""What shows notifications on Windows and macOS."""


@dataclass(frozen=True, slots=True)
class Daemon:
    """What answers for notifications."""

    name: str
    """Empty when a desktop session is there and nothing answers."""
    capabilities: frozenset[str] = field(default_factory=frozenset[str])
    """What it says it can, by the Desktop Notifications Specification."""


def has_library() -> bool:
    """Whether this system's own notifications can be used."""
    return importlib.util.find_spec(LIBRARY) is not None


async def notification_daemon() -> Daemon | None:
    """The daemon of this desktop session; None where there is no such session, or no such thing on this platform."""
    if sys.platform != "linux" or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    from dbus_fast import Message, MessageType
    from dbus_fast.aio import MessageBus
    from dbus_fast.errors import DBusFastError

    try:
        bus = await MessageBus().connect()
    except (OSError, EOFError, ValueError, DBusFastError):
        return Daemon("")

    async def ask(member: str) -> list[Any]:  # of what the specification says
        reply = await bus.call(Message(destination=SERVICE, path=PATH, interface=SERVICE, member=member))
        return reply.body if reply.message_type is MessageType.METHOD_RETURN else []

    try:
        server = await ask("GetServerInformation")
        capabilities = await ask("GetCapabilities") if server else []
    finally:
        bus.disconnect()
    return Daemon(str(server[0]), frozenset(capabilities[0] if capabilities else [])) if server else Daemon("")
