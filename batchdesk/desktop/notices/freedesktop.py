"""Notifications of a Linux desktop: org.freedesktop.Notifications, spoken directly on the session bus.

Qt's own `showMessage` brings no click back and escapes nothing on such a desktop; QtDBus cannot send a `Notify` at all.
Source of the interface: Desktop Notifications Specification 1.2. Must not know why a message is shown.
"""

import asyncio
import html
import logging
import os
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from dbus_fast import Message as BusMessage
from dbus_fast import MessageType, Variant
from dbus_fast.aio import MessageBus
from dbus_fast.errors import DBusFastError

from batchdesk.desktop.notices.notifier import Answers, Message
from batchdesk.words.catalogue import translate

_log = logging.getLogger("batchdesk.desktop")

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"

PATIENCE_SECONDS = 5.0
"""For one message, the start of a daemon by the bus included; then another way is tried."""

KEPT = 200
"""Messages whose click is still understood: some daemons keep closed ones in a list and let them be clicked there."""

_NORMAL, _CRITICAL = 1, 2
_NAME_HINT = "x-canonical-private-synchronous"
"""Not in the specification, which knows only the daemon's own numbers, and those die with us. dunst replaces by it,
xfce4-notifyd passes over it (both were tried)."""
_CLOSED = "NotificationClosed"
_INVOKED = "ActionInvoked"
_TOKEN = "ActivationToken"

_MATCHES = (
    f"type='signal',sender='{SERVICE}',interface='{SERVICE}'",
    f"type='signal',sender='org.freedesktop.DBus',member='NameOwnerChanged',arg0='{SERVICE}'",
)


class BusRefused(Exception):
    """The bus or the daemon answered with an error."""


class FreedesktopNotifier:
    """Talks to the desktop's notification daemon. A daemon that is absent or goes away costs one failed `show`."""

    name = "freedesktop"

    def __init__(
        self, answers: Answers, *, icon: str, ready: Callable[[], None], bus_address: str | None = None
    ) -> None:
        """`ready` is called when a daemon has come."""
        self._answers = answers
        self._icon = icon
        self._ready = ready
        self._bus_address = bus_address
        self._bus: MessageBus | None = None
        self._watch: asyncio.Task[None] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._capabilities: frozenset[str] | None = None
        self._messages: OrderedDict[int, Message] = OrderedDict()
        self._ids: dict[str, int] = {}

    async def show(self, message: Message) -> bool:
        """Send a message, in the place of the one with the same tag while that is on the screen."""
        try:
            async with self._one_at_a_time, asyncio.timeout(PATIENCE_SECONDS):
                bus = await self._connected()
                await self._notify(bus, message)
        except (OSError, EOFError, KeyError, TimeoutError, BusRefused, DBusFastError) as error:
            # KeyError: what dbus-fast raises without HOME and without an address of the bus.
            _log.info("no notification daemon takes messages: %s", error or type(error).__name__)
            return False
        return True

    async def close(self) -> None:
        """Leave the bus. What is on the screen stays there."""
        if self._bus is not None:
            self._bus.disconnect()
        if self._watch is not None:
            await self._watch

    async def _connected(self) -> MessageBus:
        if self._bus is not None and self._bus.connected:
            return self._bus
        bus = await MessageBus(bus_address=self._bus_address).connect()
        self._bus = bus
        self._watch = asyncio.create_task(self._until_disconnected(bus))
        self._forget_daemon()
        bus.add_message_handler(self._heard)
        try:
            for rule in _MATCHES:
                await self._call(bus, "AddMatch", "s", [rule], to="org.freedesktop.DBus", path="/org/freedesktop/DBus")
        except BaseException:
            # Without its signals no click would come back: connect anew for the next message.
            bus.disconnect()
            raise
        return bus

    async def _until_disconnected(self, bus: MessageBus) -> None:
        try:
            await bus.wait_for_disconnect()
        except (OSError, EOFError, DBusFastError) as error:
            _log.info("the session bus went away: %s", error)
        if self._bus is bus:
            self._bus = None

    async def _notify(self, bus: MessageBus, message: Message) -> None:
        if self._capabilities is None:
            (listed,) = await self._call(bus, "GetCapabilities")
            self._capabilities = frozenset(listed)
        body = _sendable(message.body)
        if "body-markup" in self._capabilities:
            body = html.escape(body, quote=False)
        arguments: list[object] = [
            "batchdesk",
            self._ids.get(message.tag, 0),
            self._icon,
            _sendable(message.title),
            body,
            self._actions(message),
            _hints(message),
            -1,
        ]
        (number,) = await self._call(bus, "Notify", "susssasa{sv}i", arguments)
        self._ids[message.tag] = number
        self._messages[number] = message
        self._messages.move_to_end(number)
        while len(self._messages) > KEPT:
            _, forgotten = self._messages.popitem(last=False)
            self._ids.pop(forgotten.tag, None)

    def _actions(self, message: Message) -> list[str]:
        if self._capabilities is None or "actions" not in self._capabilities:
            return []
        # 'default' is a click on the body; desktops where that only closes a message draw it as a button.
        actions = ["default", translate("Notification", "Open")]
        if len(message.keys) == 1:
            actions += ["browse", translate("Notification", "Open in browser")]
        return actions

    async def _call(
        self,
        bus: MessageBus,
        member: str,
        signature: str = "",
        body: list[object] | None = None,
        *,
        to: str = SERVICE,
        path: str = PATH,
    ) -> list[Any]:
        # Any: the daemon's answer, of the types that the specification gives its signature.
        reply = await bus.call(
            BusMessage(destination=to, path=path, interface=to, member=member, signature=signature, body=body or [])
        )
        if reply.message_type is MessageType.ERROR:
            raise BusRefused(f"{member}: {reply.error_name}")
        return reply.body

    def _heard(self, signal: BusMessage) -> None:
        if signal.message_type is not MessageType.SIGNAL:
            return
        if signal.member == "NameOwnerChanged":
            self._forget_daemon()
            if signal.body[2]:
                self._ready()
        elif signal.interface == SERVICE and signal.body and signal.body[0] in self._messages:
            self._answered(signal.member, signal.body[0], signal.body[1])

    def _answered(self, member: str | None, number: int, detail: object) -> None:
        message = self._messages[number]
        if member == _CLOSED:
            # A later message with this tag is a new one: the number may mean something else by then.
            if self._ids.get(message.tag) == number:
                del self._ids[message.tag]
        elif member == _TOKEN:
            # Qt's Wayland plugin takes it from there when the window asks to be activated.
            os.environ["XDG_ACTIVATION_TOKEN"] = str(detail)
        elif member == _INVOKED and detail == "browse":
            self._answers.browse(message)
        elif member == _INVOKED:
            self._answers.open(message)

    def _forget_daemon(self) -> None:
        """Numbers and abilities are one daemon's own: the next one counts anew."""
        self._capabilities = None
        self._messages.clear()
        self._ids.clear()


def _sendable(text: str) -> str:
    """Text that may be a D-Bus string: the bus cuts off who sends it a NUL or half a surrogate pair."""
    return text.replace("\0", "").encode(errors="replace").decode()


def _hints(message: Message) -> dict[str, Variant]:
    hints = {
        "urgency": Variant("y", _CRITICAL if message.urgent else _NORMAL),
        "desktop-entry": Variant("s", "batchdesk"),
    }
    if message.category:
        hints["category"] = Variant("s", message.category)
    if message.sound:
        hints["sound-name"] = Variant("s", message.sound)
    else:
        hints["suppress-sound"] = Variant("b", True)
    if message.name:
        hints[_NAME_HINT] = Variant("s", _sendable(message.name))
    return hints
