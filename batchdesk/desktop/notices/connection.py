"""Says once that no server has been heard for long, and once that one is again; never once a batch."""

import asyncio
from collections.abc import Callable
from datetime import datetime

from batchdesk.batch.holding import LOOK_AGAIN
from batchdesk.batch.reach import Reach, Standing
from batchdesk.batch.rules import silence_over_at
from batchdesk.desktop.notices.notifier import Message, Notifiers
from batchdesk.desktop.notices.wake import Wake
from batchdesk.settings.values import TellingSettings
from batchdesk.words.catalogue import translate

_TAG = "connection"


class ConnectionTeller:
    """Told by `stands` how it is; `run` tells the operator, but not in a pause or in quiet hours."""

    def __init__(
        self, notifiers: Notifiers, settings: Callable[[], TellingSettings], now: Callable[[], datetime]
    ) -> None:
        """`now`: local time, aware."""
        self._notifiers = notifiers
        self._settings = settings
        self._now = now
        self._reach = Reach()
        self._standing = Standing.HEARD
        self._wake = Wake()

    def stands(self, standing: Standing) -> None:
        """Whether batches that are expected to move can be heard."""
        if standing is not self._standing:
            self._standing = standing
            self._wake.call()

    def look_again(self) -> None:
        """The settings have changed."""
        self._wake.call()

    async def run(self) -> None:
        """Tell until cancelled."""
        while True:
            await self._wake.wait(self._seconds_to_wait())
            silent = not self._settings().connection or self._silence_seconds() > 0
            news = self._reach.stands(self._standing, asyncio.get_running_loop().time(), silent=silent)
            if news is not None:
                await self._notifiers.show(_message(news))

    def _seconds_to_wait(self) -> float | None:
        due = self._reach.due_at()
        if due is None or not self._settings().connection:
            return None
        return max(0.0, due - asyncio.get_running_loop().time(), self._silence_seconds())

    def _silence_seconds(self) -> float:
        """How long nothing is to be told: a minute at most, because a clock may be set."""
        now = self._now()
        over = silence_over_at(self._settings().rules, now)
        return 0.0 if over is None else min(over - now, LOOK_AGAIN).total_seconds()


def _message(news: Standing) -> Message:
    titles = {
        Standing.UNREACHABLE: lambda: translate("Notification", "No server can be reached"),
        Standing.SIGNED_OUT: lambda: translate("Notification", "The session has ended"),
        Standing.HEARD: lambda: translate("Notification", "Connected again"),
    }
    bodies = {
        Standing.UNREACHABLE: lambda: translate(
            "Notification", "The batches go on without us. It is tried again by itself, and you are told."
        ),
        Standing.SIGNED_OUT: lambda: translate(
            "Notification", "The batches go on without us. Sign in again to hear of them."
        ),
        Standing.HEARD: lambda: translate("Notification", "What happened meanwhile is in the table."),
    }
    category = "network.connected" if news is Standing.HEARD else "network.disconnected"
    return Message(tag=_TAG, title=titles[news](), body=bodies[news](), category=category)
