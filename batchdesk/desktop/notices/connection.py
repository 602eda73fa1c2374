"""Says once that no server has been reached for long, and once that one is again; never once a batch."""

import asyncio

from batchdesk.batch.reach import News, Reach
from batchdesk.desktop.notices.notifier import Message, Notifiers
from batchdesk.words.catalogue import translate

_TAG = "connection"


class ConnectionTeller:
    """Told by `stands` how it is; `run` tells the operator."""

    def __init__(self, notifiers: Notifiers) -> None:
        self._notifiers = notifiers
        self._reach = Reach()
        self._offline = False
        self._wanted = True
        self._something_new = asyncio.Event()

    def stands(self, *, offline: bool, wanted: bool) -> None:
        """`offline`: batches are expected to move and none can be heard. `wanted`: the operator wants to be told."""
        if (offline, wanted) != (self._offline, self._wanted):
            self._offline, self._wanted = offline, wanted
            self._something_new.set()

    async def run(self) -> None:
        """Tell until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            due = self._reach.due_at()
            try:
                async with asyncio.timeout(None if due is None else max(0.0, due - clock())):
                    await self._something_new.wait()
            except TimeoutError:
                pass
            self._something_new.clear()
            news = self._reach.stands(offline=self._offline, now=clock())
            if news is not None and self._wanted:
                await self._notifiers.show(_message(news))


def _message(news: News) -> Message:
    if news is News.LOST:
        title = translate("Notification", "No server can be reached")
        body = translate("Notification", "The batches go on without us. It is tried again by itself, and you are told.")
    else:
        title = translate("Notification", "Connected again")
        body = translate("Notification", "What happened meanwhile is in the table.")
    return Message(tag=_TAG, title=title, body=body)
