"""Notifications of Windows and macOS, through desktop-notifier. Loads it with the first message."""

import asyncio
import hashlib
import logging
from collections import OrderedDict
from pathlib import Path
from typing import Any

from batchdesk.desktop.notices.notifier import Answers, Message
from batchdesk.words.catalogue import translate

_log = logging.getLogger("batchdesk.desktop")

PATIENCE_SECONDS = 5.0
"""For one message; then another way is tried."""

KEPT = 200
"""Messages that can still be replaced."""


class NativeNotifier:
    """Talks to the system's notification centre. Where that refuses us, another way is to be tried."""

    name = "native"

    def __init__(self, answers: Answers, *, icon: Path) -> None:
        self._answers = answers
        self._icon = icon
        self._library: Any = None  # the library is not installed where this is checked
        self._center: Any = None
        self._asking: asyncio.Future[bool] | None = None
        self._identifiers: OrderedDict[str, str] = OrderedDict()

    async def show(self, message: Message) -> bool:
        """Send a message, in the place of the one with the same tag or the same name."""
        try:
            if self._center is None:
                self._center = await self._open_center()
            if not await self._center.has_authorisation() or not await self._center.get_capabilities():
                # A centre without abilities is how the library says that it has none, as outside of a macOS bundle.
                _log.info("the system does not let us show notifications")
                return False
            return await asyncio.wait_for(self._send(message), PATIENCE_SECONDS)
        except Exception as error:  # of compiled code that speaks to the system, which promises nothing
            _log.warning("the system's notifications cannot be used: %s", error or type(error).__name__)
            return False

    async def close(self) -> None:
        """Wait for no answer any more. Messages stay in the system's list."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.wait([self._asking])

    async def _open_center(self) -> Any:
        import desktop_notifier  # pyright: ignore[reportMissingImports] - only on Windows and macOS

        self._library = desktop_notifier
        center: Any = self._library.DesktopNotifier("batchdesk", self._library.Icon(path=self._icon))
        # A person whom macOS asks for leave may take long to answer; meanwhile another way is taken.
        asking: asyncio.Future[bool] = asyncio.ensure_future(center.request_authorisation())
        self._asking = asking
        await asyncio.wait([asking], timeout=PATIENCE_SECONDS)
        return center

    async def _send(self, message: Message) -> bool:
        # The library keeps failures to itself; of a message that is out it says so at once.
        out: list[None] = []
        identifier = _identifier(message)
        older = self._identifiers.get(message.tag)
        await self._center.send_notification(self._notification(message, identifier, lambda: out.append(None)))
        if older is not None and older != identifier:
            await self._center.clear(older)
        self._identifiers[message.tag] = identifier
        self._identifiers.move_to_end(message.tag)
        if len(self._identifiers) > KEPT:
            self._identifiers.popitem(last=False)
        return bool(out)

    def _notification(self, message: Message, identifier: str, dispatched: Any) -> Any:
        library = self._library
        buttons: tuple[Any, ...] = ()
        if len(message.keys) == 1:
            browse = translate("Notification", "Open in browser")
            buttons = (library.Button(browse, on_pressed=lambda: self._answers.browse(message), identifier="browse"),)
        return library.Notification(
            title=message.title,
            message=message.body,
            urgency=library.Urgency.Critical if message.urgent else library.Urgency.Normal,
            buttons=buttons,
            sound=library.DEFAULT_SOUND if message.sound else None,
            identifier=identifier,
            on_clicked=lambda: self._answers.open(message),
            on_dispatched=dispatched,
        )


def _identifier(message: Message) -> str:
    """Windows allows 64 characters. A message of the same identifier takes the other's place, also after a restart."""
    return hashlib.sha256((message.name or message.tag).encode(errors="replace")).hexdigest()[:32]
