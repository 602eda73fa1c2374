"""What was just done can be taken back for some seconds: said in the window, with a button."""

from collections.abc import Callable, Coroutine
from typing import Any

from batchdesk.desktop.message_bar import Answer, MessageArea
from batchdesk.desktop.tasks import OwnedTasks
from batchdesk.words.catalogue import translate

UNDO_SECONDS = 10.0

TakeBack = Callable[[], Coroutine[Any, Any, None]]


class Undo:
    """Of everything that was done in the last seconds, each for itself."""

    def __init__(self, tasks: OwnedTasks, messages: MessageArea) -> None:
        self._tasks = tasks
        self._messages = messages

    def offer(self, words: str, take_back: TakeBack) -> None:
        """Say what was done. `take_back` is what undoes it."""
        answer = Answer(translate("Window", "Undo"), lambda: self._start(take_back), undoes=True)
        self._messages.say(words, answer=answer, seconds=UNDO_SECONDS)

    def _start(self, take_back: TakeBack) -> None:
        self._tasks.start(take_back(), saves=True)
