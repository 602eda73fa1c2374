"""Tells the ends of batches: asks the rules, gathers, says it in words, has it shown, and has it recorded.

Must not know how a message is shown, nor what a click on it does.
"""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from functools import cache
from typing import Protocol

from batchdesk.batch import status
from batchdesk.batch.gathering import Gathering
from batchdesk.batch.holding import Group, Holding
from batchdesk.batch.problem import BatchdeskError
from batchdesk.batch.rules import HELD, Rule, Why
from batchdesk.batch.telling import Notice, outcomes
from batchdesk.desktop.notices.notifier import Message, Notifiers
from batchdesk.desktop.notices.wake import Wake
from batchdesk.settings.values import TellingSettings
from batchdesk.words.batches import notification

_log = logging.getLogger("batchdesk.desktop")

LAST_SECONDS = 6.0
"""A message that is on its way when the telling ends: longer than any way of showing one takes."""

SOUNDS = {
    status.SUCCEEDED: "complete",
    status.PARTIAL_SUCCESS: "dialog-warning",
    status.FAILED: "dialog-error",
}
"""By the worst outcome."""

DIGEST = "digest"
"""How the record says that an end was told as one of several."""


class Record(Protocol):
    """What is written down of the telling; durable when it returns. `Engine` is one."""

    async def name_message(self, notice_ids: Sequence[int], name: str) -> None:
        """These ends are about to be told under this name."""
        ...

    async def mark_told(self, notice_ids: Sequence[int], shown: str) -> None:
        """They were told, and how."""
        ...

    async def withhold(self, notice_ids: Sequence[int], why: str) -> None:
        """They are not told, and why."""
        ...

    async def hold(self, notice_ids: Sequence[int], why: str) -> None:
        """They are told later, and why."""
        ...


class Teller:
    """Every notice that the rules want told is shown once. What it has not shown when it is cancelled stays to be told
    next time."""

    def __init__(
        self,
        notifiers: Notifiers,
        record: Record,
        settings: Callable[[], TellingSettings],
        active: Callable[[Rule], bool],
        now: Callable[[], datetime],
    ) -> None:
        """`active`: whether a batch that a rule covers has not ended. `now`: local time, aware."""
        self._notifiers = notifiers
        self._record = record
        self._settings = settings
        self._active = active
        self._now = now
        self._new: list[Notice] = []
        self._holding = Holding()
        self._gathering = Gathering()
        self._unshown: list[Notice] = []
        self._try_again = False
        self._wake = Wake()

    @property
    def holds(self) -> bool:
        """Whether something waits for the end of a pause, of quiet hours or of other batches."""
        return self._holding.holds

    def take(self, notices: Sequence[Notice]) -> None:
        """Take what is to be told. On the loop that `run` runs on."""
        if notices:
            self._new.extend(notices)
            self._wake.call()

    def look_again(self) -> None:
        """The settings have changed, or batches that something waits for."""
        if self.holds:
            self._wake.call()

    def try_again(self) -> None:
        """What could be shown nowhere may be shown by now."""
        if self._unshown:
            self._try_again = True
            self._wake.call()

    async def run(self) -> None:
        """Tell until cancelled."""
        while True:
            await self._wake.wait(self._seconds_to_wait())
            for group in await self._due():
                await self._tell_to_the_end(group)

    def _seconds_to_wait(self) -> float | None:
        clock, now = asyncio.get_running_loop().time(), self._now()
        due = self._gathering.due_at(clock)
        again = self._holding.look_again_at
        waits = [] if due is None else [due - clock]
        if again is not None:
            waits.append((again - now).total_seconds())
        return max(0.0, min(waits)) if waits else None

    async def _due(self) -> list[Group]:
        """Sort what is new, and return what is to be told now."""
        rules, clock = self._settings().rules, asyncio.get_running_loop().time()
        active = cache(self._active)  # looks at every batch: once a rule, and not once an end
        new, self._new = self._new, []
        result = self._holding.put(new, rules, self._now())
        self._gathering.put(result.told, clock)
        await self._keep(result.kept)
        groups = self._holding.release(rules, self._now(), active)
        groups += (Group(notices) for notices in self._gathering.take_due(clock))
        if self._try_again:
            groups.append(Group(tuple(self._unshown)))
            self._try_again, self._unshown = False, []
        return groups

    async def _keep(self, kept: Sequence[tuple[Notice, Why]]) -> None:
        reasons: defaultdict[Why, list[int]] = defaultdict(list)
        for notice, why in kept:
            reasons[why].append(notice.id)
        for why, ids in reasons.items():
            write = self._record.hold if why in HELD else self._record.withhold
            await _recorded(write(ids, why.value), len(ids))

    async def _tell_to_the_end(self, group: Group) -> None:
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

    async def _tell(self, group: Group) -> None:
        message = message_for(group, self._settings())
        ids = [notice.id for notice in group.notices]
        # Before it is sent: if it is sent and nobody is left to mark it, the next start finds its name and sends it
        # again under that, in its place.
        await _recorded(self._record.name_message(ids, message.name), len(ids))
        shown = await self._notifiers.show(message)
        if not shown:
            self._unshown += group.notices
            await _recorded(self._record.hold(ids, Why.NO_DAEMON.value), len(ids))
            return
        self.try_again()
        # It may be told a second time at the next start, which is better than never.
        await _recorded(self._record.mark_told(ids, shown if len(ids) == 1 else f"{DIGEST}: {shown}"), len(ids))


async def _recorded(writing: Awaitable[None], count: int) -> None:
    try:
        await writing
    except BatchdeskError as error:
        _log.warning("cannot record what became of %d ends: %s", count, error)


def message_for(group: Group, settings: TellingSettings) -> Message:
    """One message for a group of ends. A batch's own message replaces its last; a count replaces nothing."""
    notices = group.notices
    first = notices[0]
    text = notification(group, names=not settings.hide_names)
    worst = list(outcomes(notices))[-1]
    failed = worst == status.FAILED
    return Message(
        tag="\n".join(first.key) if len(notices) == 1 else f"notices from {first.id}",
        title=text.title,
        body=text.body,
        urgent=failed,
        keys=tuple(notice.key for notice in notices),
        category="transfer.error" if failed else "transfer.complete",
        sound=SOUNDS[worst] if settings.sounds else "",
        # At most one message is under way at a time: at most one of these names stands for one that may be there.
        name=next(
            (notice.name for notice in notices if notice.name), f"{first.key.server} {first.key.batch_id} {first.id}"
        ),
    )
