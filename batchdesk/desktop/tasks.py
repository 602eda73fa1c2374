"""Coroutines started from slots: each has an owner that keeps it, ends it, and says in words what went wrong."""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from batchdesk.batch.problem import BatchdeskError
from batchdesk.words.catalogue import translate
from batchdesk.words.problems import sentence

_log = logging.getLogger("batchdesk.desktop")


SAVING_SECONDS = 3.0
"""What somebody has typed is worth waiting for at the end; a disk that is full must not keep the program open."""


class Tasks(Protocol):
    """Where a widget has its work done; it need not know for how long that is kept."""

    def start(self, work: Coroutine[Any, Any, None], *, long: bool = False) -> asyncio.Task[None]:
        """Run `work` on the running loop; with `long` somebody waits for it."""
        ...


class OwnedTasks:
    """Runs coroutines for one widget. `say` gets the sentence for whatever goes wrong in one."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self.say = say
        self._tasks: set[asyncio.Task[None]] = set()
        self._saving: set[asyncio.Task[None]] = set()
        self._long: set[asyncio.Task[None]] = set()
        self._over = False

    def start(self, work: Coroutine[Any, Any, None], *, saves: bool = False, long: bool = False) -> asyncio.Task[None]:
        """Run `work` on the running loop. The task may be cancelled; it need not be kept. With `saves` it keeps what a
        person has typed or chosen: `finish` lets it come to its end. With `long` somebody waits for it: a window is not
        made anew meanwhile.

        After `finish` nothing begins any more: a timer of a window that is about to be deleted may still ask for it.
        """
        task = asyncio.get_running_loop().create_task(work)
        if self._over:
            task.cancel()
        self._tasks.add(task)
        if saves:
            self._saving.add(task)
        if long:
            self._long.add(task)
        task.add_done_callback(self._ended)
        return task

    @property
    def are_long(self) -> bool:
        """Whether something runs that somebody waits for."""
        return bool(self._long)

    async def long_ones_ended(self) -> None:
        """Wait for what somebody waits for; what comes of it is not looked at here."""
        if self._long:
            await asyncio.wait(tuple(self._long))

    async def finish(self) -> None:
        """Cancel what still runs, except that what saves something is given SAVING_SECONDS, and wait for its end."""
        self._over = True
        tasks, saving = tuple(self._tasks), tuple(self._saving)
        for task in tasks:
            if task not in self._saving:
                task.cancel()
        if saving:
            _, late = await asyncio.wait(saving, timeout=SAVING_SECONDS)
            for task in late:
                task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        self._saving.discard(task)
        self._long.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, BatchdeskError):
            self.say(sentence(error.problem))
        elif error is not None:
            # A bug of ours: the log has the trace, the person a sentence, and the window goes on.
            _log.error("a task of the window failed", exc_info=error)
            self.say(translate("Window", "That did not work, through a fault of this program. Its log says more."))


class PassingTasks:
    """What is begun for something that is shown for a while only, a dialog: `end` it there, and nothing comes back to
    widgets that are gone. The tasks of the window own what still runs."""

    def __init__(self, owner: OwnedTasks) -> None:
        self._owner = owner
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], *, long: bool = False) -> asyncio.Task[None]:
        """Run `work` as `OwnedTasks` does."""
        task = self._owner.start(work, long=long)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    def end(self) -> None:
        """Cancel what still runs: it does not go on behind its next `await`."""
        for task in tuple(self._tasks):
            task.cancel()
