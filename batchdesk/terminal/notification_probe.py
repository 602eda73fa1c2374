"""Whether this desktop shows notifications: asks the freedesktop.org daemon who it is. Loads no Qt."""

import os
import sys
from dataclasses import dataclass

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"


@dataclass(frozen=True, slots=True)
class Daemon:
    """What answers for notifications."""

    name: str
    """Empty when a desktop session is there and nothing answers."""


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
    try:
        question = Message(destination=SERVICE, path=PATH, interface=SERVICE, member="GetServerInformation")
        reply = await bus.call(question)
    finally:
        bus.disconnect()
    if reply.message_type is not MessageType.METHOD_RETURN:
        return Daemon("")
    return Daemon(str(reply.body[0]))
