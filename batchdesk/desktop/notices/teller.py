"""Tells the ends of batches: gathers them, says them in words, has them shown, and has it recorded that they were.

Must not know how a message is shown, nor what a click on it does.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence

from batchdesk.batch import status
from batchdesk.batch.gathering import Gathering
from batchdesk.batch.problem import BatchdeskError
from batchdesk.batch.telling import Notice
from batchdesk.desktop.notices.notifier import Message, Notifiers
from batchdesk.words.batches import notification

_log = logging.getLogger("batchdesk.desktop")

LAST_SECONDS = 6.0
"""A message that is on its way when the telling ends: longer than any way of showing one takes."""

MarkTold = Callable[[Sequence[int], str], Awaitable[None]]
"""Records that the notices with these ids were shown, and where: `Engine.mark_told`."""


class Teller:
    """Every notice it takes is shown once. What it has not shown when it is cancelled stays to be told next time."""

    def __init__(self, notifiers: Notifiers, mark_told: MarkTold) -> None:
        self._notifiers = notifiers
        self._mark_told = mark_told
        self._gathering = Gathering()
        self._something_new = asyncio.Event()

    def take(self, notices: Sequence[Notice]) -> None:
        """Take what is to be told. On the loop that `run` runs on."""
        if notices:
            self._gathering.put(notices, asyncio.get_running_loop().time())
            self._something_new.set()

    async def run(self) -> None:
        """Tell until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            due = self._gathering.due_at(clock())
            try:
                async with asyncio.timeout(None if due is None else max(0.0, due - clock())):
                    await self._something_new.wait()
            except TimeoutError:
                pass
            self._something_new.clear()
            for group in self._gathering.take_due(clock()):
                await self._tell_to_the_end(group)

    async def _tell_to_the_end(self, group: tuple[Notice, ...]) -> None:
        telling = asyncio.create_task(self._tell(group))
        try:
            await asyncio.shield(telling)
        except asyncio.CancelledError:
            # What may be on the screen already is marked, or the next start would tell it again. A disk that is full
            # must not keep the program open for it.
            await asyncio.wait([telling], timeout=LAST_SECONDS)
            telling.cancel()
            await asyncio.wait([telling])
            raise

    async def _tell(self, group: tuple[Notice, ...]) -> None:
        shown = await self._notifiers.show(message_for(group))
        try:
            await self._mark_told([notice.id for notice in group], shown)
        except BatchdeskError as error:
            # It may be told a second time at the next start, which is better than never.
            _log.warning("cannot record that %d ends were told: %s", len(group), error)


def message_for(group: tuple[Notice, ...]) -> Message:
    """One message for a group of ends. A batch's own message replaces its last; a count replaces nothing."""
    first = group[0]
    text = notification(group)
    return Message(
        tag="\n".join(first.key) if len(group) == 1 else f"notices from {first.id}",
        title=text.title,
        body=text.body,
        urgent=any(notice.outcome == status.FAILED for notice in group),
        keys=tuple(notice.key for notice in group),
        # What a crash left unmarked is told again by itself or as the beginning of a digest: under this name again,
        # except where it had overtaken what still waited for its own digest.
        name=f"{first.key.server} {first.key.batch_id} {first.id}",
    )
